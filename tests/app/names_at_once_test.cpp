// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/inotify_limit.h"
#include "tests/support/namespace.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QFile>

#include <csignal>
#include <memory>
#include <pty.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace ipclens::testing;

/// watch and list --live show POSIX objects that come and go at once, however seldom they look.
class NamesAtOnceTest : public QObject {
    Q_OBJECT

private slots:
    void watchAll();
    void watchOneName();
    void noMoreThanTwentyLooksASecond();
    void liveList();
    void withoutAnInotifyInstance();
};

namespace {

/// One that looks once a minute; it sleeps already.
std::unique_ptr<RunningIpclens> watching(const QStringList& words) {
    auto watch = std::make_unique<RunningIpclens>(QStringList{"watch", "--every", "1m", "--json"} + words);
    watch->waitUntilBlockedIn({SYS_ppoll});
    return watch;
}

} // namespace

void NamesAtOnceTest::watchAll() {
    const auto watch = watching({"--count", "6"});
    {
        const MadeSemaphore made("/quick", 1);
        watch->waitForLines(1);
    }
    watch->waitForLines(2);
    {
        const ShmEntry entry("quick");
        QCOMPARE(entry.makeFile(64), 0);
        watch->waitForLines(3);
    }
    watch->waitForLines(4);
    {
        const MadeQueue made("/quick");
        watch->waitForLines(5);
    }
    const Ran ran = watch->finish();
    QCOMPARE(ran.status, 0);
    std::string told;
    for (const Json& line : linesOf(ran.out))
        told += line["change"].get<std::string>() + ' ' + line["object"].get<std::string>() + '\n';
    QCOMPARE(told, std::string("made sem:/quick\nremoved sem:/quick\nmade shm:/quick\nremoved shm:/quick\n"
                               "made msg:/quick\nremoved msg:/quick\n"));
}

void NamesAtOnceTest::watchOneName() {
    const auto watch = watching({"sem:/quick", "--count", "2"});
    const MadeQueue other("/quick");
    {
        const MadeSemaphore made("/quick", 1);
        watch->waitForLines(1);
    }
    const Ran ran = watch->finish();
    QCOMPARE(ran.status, 0);
    const auto lines = linesOf(ran.out);
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0]["change"], "made");
    QCOMPARE(lines[1]["change"], "removed");
}

void NamesAtOnceTest::noMoreThanTwentyLooksASecond() {
    constexpr int count = 60;
    const auto watch = watching({"--count", QString::number(count)});
    std::vector<std::unique_ptr<ShmEntry>> entries;
    for (int i = 0; i < count; ++i) {
        entries.push_back(std::make_unique<ShmEntry>("storm" + std::to_string(i)));
        QCOMPARE(entries.back()->makeFile(1), 0);
        QTest::qSleep(5);
    }
    const Ran ran = watch->finish();
    QCOMPARE(ran.status, 0);
    // Lines of one look have its time
    double before = 0;
    for (const Json& line : linesOf(ran.out)) {
        const double time = line["time"].get<double>();
        QVERIFY2(time == before || time - before > 0.048, qPrintable(QString::number(time - before)));
        before = time;
    }
}

void NamesAtOnceTest::liveList() {
    int terminal = -1;
    const QByteArray path = ipclensPath().toLocal8Bit();
    const pid_t pid = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (pid == 0) {
        ::execl(path.constData(), "ipclens", "list", "--live", "--every", "1m", static_cast<char*>(nullptr));
        _exit(127);
    }
    QVERIFY(pid > 0);
    QByteArray shown;
    const auto readOn = [&] {
        pollfd ready{terminal, POLLIN, 0};
        char buffer[4096];
        while (::poll(&ready, 1, 0) > 0) {
            const auto count = ::read(terminal, buffer, sizeof buffer);
            if (count <= 0) break;
            shown.append(buffer, static_cast<int>(count));
        }
        return shown;
    };
    QTRY_VERIFY(readOn().contains("0 objects"));
    {
        const MadeSemaphore made("/quick", 1);
        QTRY_VERIFY(readOn().contains("sem:/quick"));
        shown.clear();
    }
    QTRY_VERIFY(readOn().contains("0 objects"));
    QCOMPARE(::write(terminal, "q", 1), 1);
    int status = -1;
    bool left = false;
    QTRY_VERIFY((readOn(), left = left || ::waitpid(pid, &status, WNOHANG) == pid));
    QCOMPARE(status, 0);
    ::close(terminal);
}

void NamesAtOnceTest::withoutAnInotifyInstance() {
    constexpr int noNamespace = 90;
    const std::string said = scratchDirectory() + "/said";
    const std::string told = scratchDirectory() + "/told";
    const std::string path = ipclensPath().toStdString();
    ChildProcess child([&] {
        if (!enterUserNamespace() || !limitInotifyInstances(0)) return noNamespace;
        ::dup2(::open(told.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600), STDOUT_FILENO);
        ::dup2(::open(said.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600), STDERR_FILENO);
        ::execl(path.c_str(), "ipclens", "watch", "-v", "--every", "20ms", "--count", "1", static_cast<char*>(nullptr));
        return 127;
    });
    waitUntilBlockedIn(child.pid(), {SYS_ppoll});
    const MadeSemaphore made("/slow", 1);
    const int status = child.wait();
    if (status == noNamespace) QSKIP("no user namespace can be had here");
    QCOMPARE(status, 0);
    QFile file(QString::fromStdString(said));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("new POSIX objects appear at the next look: no inotify instance is free\n"));
}

IPCLENS_TEST_MAIN(NamesAtOnceTest)

#include "names_at_once_test.moc"
