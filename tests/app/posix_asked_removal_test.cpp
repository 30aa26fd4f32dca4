// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/app/on_terminal.h"
#include "tests/support/test_main.h"

#include <string>

#include <sys/stat.h>

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
