// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/bogus_file.h"
#include "tests/support/child_process.h"
#include "tests/support/namespace.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <csignal>

#include <sys/stat.h>
#include <sys/syscall.h>

using namespace ipclens::testing;

/// op, set and remove of POSIX objects, and files that only look like semaphores.
class PosixOperationsTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void refused_data();
    void refused();
    void opTakesAndGives();
    void opWaits();
    void opIsInterrupted();
    void opIsStoppedAndGoesOn();
    void opOutlivesTheName();
    void opFails_data();
    void opFails();
    void setChangesWhatIsNamed();
    void setResizes();
    void setIsAllOrNothing();
    void setAsAnotherUser();
    void removeTakesBothApis();
    void removeByFilter();
    void removeDryIsAsTheRemoval();
    void bogusSemaphores();
};

namespace {

Json semaphoreNow() {
    return run("show sem:/x --json").json();
}

/// A user and a group that are not ours; ours where the user namespace has no others.
struct Other {
    int uid = canRunUnprivileged() ? 12 : 0;
    int gid = canRunUnprivileged() ? 34 : 0;
    QString word = QString("%1:%2").arg(uid).arg(gid);
};

struct stat statusOf(const char* path) {
    struct stat status {};
    lstat(path, &status);
    return status;
}

} // namespace

void PosixOperationsTest::init() {
    QCOMPARE(run("create sem /x --value 2").status, 0);
    QCOMPARE(run("create shm /x --size 8K").status, 0);
    QCOMPARE(run("create msg /x --message-size 8").status, 0);
}

void PosixOperationsTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
}

void PosixOperationsTest::refused_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {
             "op sem:/x",
             "op sem:/x 0:-1",
             "op sem:/x 0",
             "op sem:/x 2",
             "op sem:/x -2",
             "op sem:/x -1 -1",
             "op sem:/x x",
             "op sem:/x -1 --undo",
             "op sem:/x -1 --no-wait --timeout 1",
             "op sem:1 -1",
             "op shm:/x -1",
             "op sem:/ -1",
             "op sem:/a/b -1",
             "set sem:/x",
             "set sem:/x --value 1",
             "set sem:/x --lock",
             "set sem:/x --size 1",
             "set msg:/x --capacity 1",
             "set msg:/x --size 1",
             "set shm:/x --lock",
             "set shm:/x --unlock",
             "set shm:/x --size -1",
             "set shm:/x --mode 8",
             "set shm:1 --size 1",
             "set shm:/x --owner no-such-user-here",
             "remove sem:/x sem:/",
             "remove sem:/x --yes",
             "remove sem:/x msg:/a/b",
         })
        QTest::newRow(line) << line;
}

void PosixOperationsTest::refused() {
    QFETCH(QString, line);
    const std::string before = run("list --json").out;
    verifyFailed(run(line.toUtf8().constData()), 2);
    QCOMPARE(run("list --json").out, before);
}

void PosixOperationsTest::opTakesAndGives() {
    QCOMPARE(run("op sem:/x -1").out, std::string());
    QCOMPARE(semaphoreNow()["value"], 1);
    QCOMPARE(run("op sem:/x +1").status, 0);
    QCOMPARE(run("op sem:/x 1 --no-wait").status, 0);
    QCOMPARE(semaphoreNow()["value"], 3);
    const Json done = run("op sem:/x -1 --json").json();
    QCOMPARE(namesOf(done), (std::vector<std::string>{"object", "operations", "waited"}));
    QCOMPARE(done["object"], "sem:/x");
    QCOMPARE(done["operations"], 1);
    QVERIFY(done["waited"].get<double>() < 5);
}

void PosixOperationsTest::opWaits() {
    QCOMPARE(run("create sem /gate").status, 0);
    RunningIpclens taker({"op", "sem:/gate", "-1", "--json"});
    QTRY_COMPARE(run("show sem:/gate --json").json()["waiting"], 1);
    QTest::qWait(100);
    QCOMPARE(run("op sem:/gate +1").status, 0);
    const Ran ran = taker.finish();
    QCOMPARE(ran.status, 0);
    QVERIFY(ran.json()["waited"].get<double>() >= 0.1);
    QCOMPARE(run("show sem:/gate --json").json()["value"], 0);
    QCOMPARE(run("show sem:/gate --json").json()["waiting"], 0);
}

void PosixOperationsTest::opIsInterrupted() {
    QCOMPARE(run("create sem /gate").status, 0);
    RunningIpclens taker({"op", "sem:/gate", "-1"});
    QTRY_COMPARE(run("show sem:/gate --json").json()["waiting"], 1);
    taker.signal(SIGINT);
    const Ran ran = taker.finish();
    QCOMPARE(ran.status, 130);
    QVERIFY2(ran.err.find("stopped by Ctrl-C; nothing was changed") != std::string::npos, ran.err.c_str());
    QCOMPARE(run("op sem:/gate +1").status, 0);
    QCOMPARE(run("show sem:/gate --json").json()["value"], 1);
    QCOMPARE(run("show sem:/gate --json").json()["waiting"], 0);
}

void PosixOperationsTest::opIsStoppedAndGoesOn() {
    QCOMPARE(run("create sem /gate").status, 0);
    verifyStopNeitherEndsNorLengthens({"op", "sem:/gate", "-1"}, {SYS_futex});
}

void PosixOperationsTest::opOutlivesTheName() {
    const MadeSemaphore gate("/gate", 0);
    RunningIpclens taker({"op", "sem:/gate", "-1"});
    QTRY_COMPARE(run("show sem:/gate --json").json()["waiting"], 1);
    QCOMPARE(run("remove sem:/gate").status, 0);
    QCOMPARE(run("op sem:/gate +1").status, 3);
    QTest::qWait(100);
    QVERIFY(taker.running());
    sem_post(gate.get());
    QCOMPARE(taker.finish().status, 0);
}

void PosixOperationsTest::opFails_data() {
    addStatuses({
        {"op sem:/zero -1 --no-wait", 5, "op sem:/zero: its value is 0 (EAGAIN)"},
        {"op sem:/zero -1 --timeout 1ms", 5, "(ETIMEDOUT)"},
        {"op sem:/zero -1 --timeout 0", 5, "(ETIMEDOUT)"},
        {"op sem:/most +1", 7, "(EOVERFLOW); 2147483647 (SEM_VALUE_MAX)"},
        {"op sem:/none -1", 3, "op sem:/none: no such semaphore (ENOENT)"},
        {"set sem:/none --mode 0666", 3, "(ENOENT)"},
        {"set shm:/none --size 1", 3, "(ENOENT)"},
        {"set msg:/none --mode 0666", 3, "(ENOENT)"},
        {"set shm:/x --size 18446744073709551616", 7, "--size"},
    });
}

void PosixOperationsTest::opFails() {
    run("create sem /zero");
    run("create sem /most --value 2147483647");
    verifyStatus();
}

void PosixOperationsTest::setChangesWhatIsNamed() {
    const Other other;
    for (const char* object : {"sem:/x", "shm:/x", "msg:/x"}) {
        QCOMPARE(run({"set", object, "--mode", "0664"}).out, std::string());
        QCOMPARE(run({"show", object, "--json"}).json()["mode"], "0664");
        const Json set = run({"set", object, "--owner", other.word, "--json"}).json();
        QCOMPARE(set.dump(), run({"show", object, "--json"}).json().dump());
        QCOMPARE(set["owner"]["uid"], other.uid);
        QCOMPARE(set["owner"]["gid"], other.gid);
        QCOMPARE(set["mode"], "0664");
        QCOMPARE(run({"set", object, "--owner", ":0"}).status, 0);
        QCOMPARE(run({"show", object, "--json"}).json()["owner"]["uid"], other.uid);
        QCOMPARE(run({"show", object, "--json"}).json()["owner"]["gid"], 0);
    }
    QCOMPARE(semaphoreNow()["value"], 2);
}

void PosixOperationsTest::setResizes() {
    QCOMPARE(run("write shm:/x --offset 0 --text begin").status, 0);
    QCOMPARE(run("set shm:/x --size 1M --mode 0640 --json").json()["size"], 1 << 20);
    QCOMPARE(run("show shm:/x --json").json()["mode"], "0640");
    QCOMPARE(run("read shm:/x --length 6 --raw").out, std::string("begin\0", 6));
    QCOMPARE(run("set shm:/x --size 3").status, 0);
    QCOMPARE(run("read shm:/x --raw").out, std::string("beg"));
    QCOMPARE(run("set shm:/x --size 0").status, 0);
    QCOMPARE(statusOf("/dev/shm/x").st_size, off_t{0});
}

void PosixOperationsTest::setIsAllOrNothing() {
    const std::string before = run("show shm:/x --json").json()["mode"].get<std::string>();
    const Ran large =
        run({"set", "shm:/x", "--mode", "0666", "--owner", Other().word, "--size", "18446744073709551615"});
    QCOMPARE(large.status, 7);
    QVERIFY2(large.err.find("(EFBIG)") != std::string::npos, large.err.c_str());
    const Ran limited = runInShell("ulimit -f 16; ipclens set shm:/x --mode 0666 --size 1M");
    QCOMPARE(limited.status, 7);
    const Json now = run("show shm:/x --json").json();
    QCOMPARE(now["mode"], before);
    QCOMPARE(now["owner"]["uid"], 0);
    QCOMPARE(now["owner"]["gid"], 0);
    QCOMPARE(now["size"], 8192);
}

void PosixOperationsTest::setAsAnotherUser() {
    const auto denied = runAsNobody("set sem:/x --mode 0666");
    if (!denied) QSKIP("another user can't be had here");
    QCOMPARE(denied->status, 4);
    QVERIFY2(denied->err.find("(EPERM); owner root, mode 0600") != std::string::npos, denied->err.c_str());
    QCOMPARE(runAsNobody("set shm:/x --size 1")->status, 4);
    QCOMPARE(runAsNobody("set msg:/x --mode 0666")->status, 4);
    const auto op = runAsNobody("op sem:/x -1");
    QCOMPARE(op->status, 4);
    QVERIFY2(op->err.find("(EACCES); owner root, mode 0600") != std::string::npos, op->err.c_str());
    QCOMPARE(semaphoreNow()["value"], 2);
    QCOMPARE(run("show shm:/x --json").json()["size"], 8192);

    QCOMPARE(runAsNobody("create shm /own --size 10")->status, 0);
    QCOMPARE(runAsNobody("set shm:/own --size 20 --mode 0604")->status, 0);
    QCOMPARE(runAsNobody("set shm:/own --size 30 --mode 0644 --owner 0")->status, 4);
    QCOMPARE(statusOf("/dev/shm/own").st_size, off_t{20});
    QCOMPARE(statusOf("/dev/shm/own").st_mode & 0777U, mode_t{0604});
    // Its owner may, also where its mode lets him not open it
    QCOMPARE(runAsNobody("set shm:/own --mode 0")->status, 0);
    QCOMPARE(runAsNobody("set shm:/own --mode 0600")->status, 0);
}

void PosixOperationsTest::removeTakesBothApis() {
    QCOMPARE(run("create sem 5").status, 0);
    const Ran ran = run("remove sem:/x sem:5 sem:/none shm:/x --json");
    QCOMPARE(ran.status, 3);
    QCOMPARE(ran.json().dump(), R"([{"object":"sem:/x","removed":true,"error":null},)"
                                R"({"object":"sem:5","removed":true,"error":null},)"
                                R"({"object":"sem:/none","removed":false,"error":"ENOENT"},)"
                                R"({"object":"shm:/x","removed":true,"error":null}])");
    QVERIFY2(ran.err.find("remove sem:/none: no such semaphore (ENOENT)") != std::string::npos, ran.err.c_str());
    QCOMPARE(run("list --json").json().size(), std::size_t{1});
    QCOMPARE(run("remove msg:/x").out, std::string());
    QVERIFY(objectsInNamespace().empty());
}

void PosixOperationsTest::removeByFilter() {
    QCOMPARE(run("create sem 5").status, 0);
    QCOMPARE(run("remove --filter kind:sem").status, 2);
    const Ran dry = run("remove --filter kind:sem --dry-run");
    QCOMPARE(dry.status, 0);
    QCOMPARE(std::count(dry.out.begin(), dry.out.end(), '\n'), 2);
    QVERIFY2(dry.out.find("sem:/x  -  its name is removed at once") != std::string::npos, dry.out.c_str());
    QCOMPARE(run("list --json").json().size(), std::size_t{4});
    QCOMPARE(run("remove --filter api:posix --yes").status, 0);
    const Json left = run("list --json").json();
    QCOMPARE(left.size(), std::size_t{1});
    QCOMPARE(left[0]["api"], "sysv");
}

void PosixOperationsTest::removeDryIsAsTheRemoval() {
    QCOMPARE(run("send msg:/x --text a --count 3").status, 0);
    const Ran dry = run("remove --dry-run shm:/x msg:/x msg:/none msg:/x");
    QCOMPARE(dry.status, 3);
    QVERIFY2(dry.out.find("shm:/x  -  its name is removed at once; its 8.0 KiB go when") != std::string::npos,
             dry.out.c_str());
    QVERIFY2(dry.out.find("its 3 messages go when nobody has it open") != std::string::npos, dry.out.c_str());
    QVERIFY2(dry.out.find("msg:/none  can't be removed") != std::string::npos, dry.out.c_str());
    QCOMPARE(run("list --json").json().size(), std::size_t{3});

    // The directories are sticky: a mode that lets all write is no right to remove
    for (const char* object : {"sem:/x", "shm:/x", "msg:/x"}) {
        QCOMPARE(run({"set", object, "--mode", "0666"}).status, 0);
        const auto asked = runAsNobody({"remove", object, "--dry-run"});
        if (!asked) QSKIP("another user can't be had here");
        const auto done = runAsNobody({"remove", object});
        QCOMPARE(done->status, 4);
        QVERIFY2(done->err.find("; owner root, mode 0666\n") != std::string::npos, done->err.c_str());
        QCOMPARE(asked->status, 4);
        QCOMPARE(asked->err, done->err);
    }
    QCOMPARE(runAsNobody("create sem /own")->status, 0);
    QCOMPARE(runAsNobody("remove sem:/own --dry-run")->status, 0);
    QCOMPARE(runAsNobody("remove sem:/own")->status, 0);
}

void PosixOperationsTest::bogusSemaphores() {
    const BogusFile empty("empty", "/dev/shm/sem.empty");
    const BogusFile large("long", "/dev/shm/sem.large");
    const BogusFile folder("directory", "/dev/shm/sem.folder");
    const BogusFile fifo("fifo", "/dev/shm/sem.fifo");
    const BogusFile link("link", "/dev/shm/sem.link", "sem.x");

    for (const QString name : {"empty", "large", "folder", "fifo", "link"}) {
        const Json shown = run({"show", "sem:/" + name, "--json"}).json();
        QCOMPARE(shown["bogus"], true);
        QVERIFY(shown["value"].is_null());
        const Ran op = run({"op", "sem:/" + name, "-1"});
        QCOMPARE(op.status, 1);
        QVERIFY2(op.err.find("it is no semaphore, but a") != std::string::npos, op.err.c_str());
        QCOMPARE(run({"create", "sem", '/' + name, "--open-existing"}).status, 1);
        const int status = name == "folder" ? 1 : 0;
        QCOMPARE(run({"remove", "sem:/" + name, "--dry-run"}).status, status);
        QCOMPARE(run({"remove", "sem:/" + name}).status, status);
    }
    QVERIFY(run("remove sem:/folder").err.find("(EISDIR)") != std::string::npos);
    QCOMPARE(rmdir("/dev/shm/sem.folder"), 0);
    QCOMPARE(semaphoreNow()["value"], 2);
}

IPCLENS_TEST_MAIN(PosixOperationsTest)

#include "posix_operations_test.moc"
