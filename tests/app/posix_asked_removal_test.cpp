// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/test_main.h"

#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens::testing;

/// remove --filter asks on a terminal; what is made under a name while the question stands was not asked about.
class PosixAskedRemovalTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void leavesWhatWasMadeMeanwhile();
    void removesNothingWithoutAYes();
};

namespace {

/// A run with a terminal for its questions, that is, for all but its standard output.
class OnTerminal {
public:
    explicit OnTerminal(const QStringList& words)
        : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) return;
        terminal_ = ::open(::ptsname(master_), O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (terminal_ < 0) return;
        process_.setChildProcessModifier([this] {
            ::dup2(terminal_, STDIN_FILENO);
            ::dup2(terminal_, STDERR_FILENO);
        });
        process_.start(ipclensPath(), words);
    }
    OnTerminal(const OnTerminal&) = delete;
    OnTerminal& operator=(const OnTerminal&) = delete;
    ~OnTerminal() {
        if (process_.state() != QProcess::NotRunning) {
            process_.kill();
            process_.waitForFinished();
        }
        for (const int fd : {master_, terminal_}) {
            if (fd >= 0) ::close(fd);
        }
    }

    [[nodiscard]] bool there() const { return terminal_ >= 0; }
    /// Whether it has written this by now, or does so soon.
    bool says(const std::string& words) {
        pollfd watched{master_, POLLIN, 0};
        while (said_.find(words) == std::string::npos && ::poll(&watched, 1, 20'000) == 1) {
            std::string some(4096, '\0');
            const ssize_t length = ::read(master_, some.data(), some.size());
            if (length <= 0) return false;
            said_.append(some, 0, static_cast<std::size_t>(length));
        }
        return said_.find(words) != std::string::npos;
    }
    [[nodiscard]] const char* said() const { return said_.c_str(); }
    [[nodiscard]] bool answer(const std::string& line) const {
        return ::write(master_, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    }
    Ran finish() {
        Ran ran;
        if (!process_.waitForFinished(20'000)) return ran;
        if (process_.exitStatus() == QProcess::NormalExit) ran.status = process_.exitCode();
        ran.out = process_.readAllStandardOutput().toStdString();
        return ran;
    }

private:
    int master_ = -1;
    int terminal_ = -1;
    QProcess process_;
    std::string said_;
};

bool isMade(const QString& kind, const QString& name) {
    QStringList words{"create", kind, name};
    if (kind == "shm")
        words << "--size"
              << "1";
    return run(words).status == 0;
}

ino_t inodeAt(const char* path) {
    struct stat status {};
    return ::lstat(path, &status) == 0 ? status.st_ino : 0;
}

} // namespace

void PosixAskedRemovalTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
}

void PosixAskedRemovalTest::leavesWhatWasMadeMeanwhile() {
    for (const char* kind : {"sem", "shm", "msg"}) {
        QVERIFY(isMade(kind, "/x"));
        QVERIFY(isMade(kind, "/y"));
    }
    OnTerminal removal({"remove", "--filter", "api:posix", "--json"});
    if (!removal.there()) QSKIP("no terminal can be had here");
    QVERIFY2(removal.says("[y/N] "), removal.said());
    for (const char* kind : {"sem", "shm", "msg"}) {
        QCOMPARE(run({"remove", QString("%1:/x").arg(kind)}).status, 0);
        QVERIFY(isMade(kind, "/x"));
    }
    QVERIFY(removal.answer("y\n"));
    const Ran ran = removal.finish();
    QCOMPARE(ran.status, 3);
    const Json told = ran.json();
    QCOMPARE(told.size(), std::size_t{6});
    for (const Json& one : told) {
        const bool isNew = one["object"].get<std::string>().ends_with(":/x");
        QCOMPARE(one["removed"].get<bool>(), !isNew);
        QCOMPARE(one["error"], isNew ? Json("ENOENT") : Json());
    }
    QVERIFY2(removal.says("remove sem:/x: another one has this name now"), removal.said());
    for (const char* path : {"/dev/shm/sem.x", "/dev/shm/x", "/dev/mqueue/x"})
        QVERIFY2(inodeAt(path) != 0, path);
    for (const char* path : {"/dev/shm/sem.y", "/dev/shm/y", "/dev/mqueue/y"})
        QVERIFY2(inodeAt(path) == 0, path);
}

void PosixAskedRemovalTest::removesNothingWithoutAYes() {
    QCOMPARE(run("create sem /x").status, 0);
    OnTerminal removal({"remove", "--filter", "api:posix"});
    if (!removal.there()) QSKIP("no terminal can be had here");
    QVERIFY2(removal.says("Remove 1 POSIX semaphore? [y/N] "), removal.said());
    QVERIFY(removal.answer("\n"));
    QVERIFY(removal.finish().status > 0);
    QVERIFY(inodeAt("/dev/shm/sem.x") != 0);
}

IPCLENS_TEST_MAIN(PosixAskedRemovalTest)
#include "posix_asked_removal_test.moc"
