// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/hidden_call.h"
#include "tests/support/namespace.h"
#include "tests/support/pid_namespace.h"
#include "tests/support/raw_objects.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <array>
#include <fstream>

#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens::testing;

/// who: the processes behind one object, with what each has to do with it.
class WhoTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void countsAttachments();
    void namesWhoWaitsInASet();
    void namesWhoUsedAQueue();
    void namesWhoHasPosixObjects();
    void aLaterProcessIsNoCreator();
    void escapesNames();
    void saysWhatIsNotSeen();
    void saysWhomProcLeavesOut();
    void countsWhoMayWaitForAQueue();
    void saysWhereNoFileIsKnown();
    void nobody();
    void refused_data();
    void refused();
};

namespace {

/// What `who --json` tells of a process; null where it does not name it.
Json toldOf(const QString& object, qint64 pid) {
    const Json who = run({"who", object, "--json"}).json();
    if (!who.is_object()) return {};
    for (const Json& process : who["processes"]) {
        if (process["pid"].get<qint64>() == pid) return process;
    }
    return {};
}

int idOf(const Ran& created) {
    return QString::fromStdString(created.out).section('@', 1).section(' ', 0, 0).toInt();
}

/// Makes a segment that was attached once, and ends.
int makeAttached() {
    const int id = shmget(7, 1, IPC_CREAT | IPC_EXCL | 0600);
    return id >= 0 && shmdt(shmat(id, nullptr, 0)) == 0 ? 0 : 1;
}

bool hasControl(const std::string& text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f; });
}

} // namespace

void WhoTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
    QVERIFY(objectsInNamespace().empty());
}

void WhoTest::countsAttachments() {
    const int id = idOf(run("create shm 7 --size 4096"));
    const raw::Segment segment(id);
    ChildProcess user([id] {
        shmat(id, nullptr, 0);
        shmat(id, nullptr, 0);
        shmat(id, nullptr, SHM_RDONLY);
        for (;;)
            pause();
        return 0;
    });
    QVERIFY(waitUntil([&] { return segment.attached() == 3; }));
    const Ran ran = run("who shm:7 --json");
    QCOMPARE(ran.status, 0);
    const Json who = ran.json();
    QCOMPARE(namesOf(who), (std::vector<std::string>{"object", "not_readable", "unseen", "processes"}));
    QCOMPARE(who["object"], "shm:@" + std::to_string(id));
    QCOMPARE(who["unseen"], 0);
    QCOMPARE(who["processes"].size(), std::size_t{1});
    const Json one = who["processes"][0];
    QCOMPARE(namesOf(one),
             (std::vector<std::string>{"pid", "name", "started_at", "user", "uid", "command_line", "container",
                                       "attached", "mapped", "descriptors", "writable", "waiting", "roles"}));
    QCOMPARE(one["pid"], user.pid());
    QCOMPARE(one["uid"], geteuid());
    QCOMPARE(one["attached"], 3);
    QCOMPARE(one["mapped"], 0);
    QCOMPARE(one["writable"], true);
    QCOMPARE(one["roles"], Json::parse(R"(["last_user"])"));
    const std::string text = run("who shm:7").out;
    QVERIFY2(text.find("attached rw, 3 times; last attached or detached") != std::string::npos, text.c_str());
}

void WhoTest::namesWhoWaitsInASet() {
    const int id = idOf(run("create sem 7 --value 1,0"));
    QCOMPARE(run("op sem:7 0:1 0:-1").status, 0); // by one that is gone
    ChildProcess waiting([id] {
        sembuf operations[] = {{0, -1, SEM_UNDO}, {1, -1, 0}};
        return semop(id, operations, 2) == 0 ? 0 : 1;
    });
    QVERIFY(waitUntilBlockedIn(waiting.pid(), {SYS_semop, SYS_semtimedop}));
    const Json one = toldOf("sem:7", waiting.pid());
    QCOMPARE(one["roles"].size(), std::size_t{0});
    QCOMPARE(one["waiting"].size(), std::size_t{1});
    const Json wait = one["waiting"][0];
    QCOMPARE(namesOf(wait), (std::vector<std::string>{"thread", "call", "operations", "blocked_by", "timed", "doubt"}));
    QCOMPARE(wait["thread"], waiting.pid());
    QCOMPARE(wait["call"], "semop");
    QCOMPARE(wait["operations"], Json::parse(R"([{"index": 0, "delta": -1, "undo": true},
                                                 {"index": 1, "delta": -1, "undo": false}])"));
    QCOMPARE(wait["blocked_by"], 1);
    const std::string words = "waits: semop [0] −1 undo, [1] −1 ← blocks";
    const std::string text = run("who sem:7").out;
    QVERIFY2(text.find(words) != std::string::npos, text.c_str());
    // The very same words
    const std::string shown = run("show sem:7").out;
    QVERIFY2(shown.find(words) != std::string::npos, shown.c_str());

    QCOMPARE(run("op sem:7 1:1").status, 0);
    QCOMPARE(waiting.wait(), 0);
    QVERIFY(toldOf("sem:7", waiting.pid()).is_null());
}

void WhoTest::namesWhoUsedAQueue() {
    const int id = idOf(run("create msg 7 --capacity 16"));
    raw::Message message{1, {}};
    QCOMPARE(msgsnd(id, &message, 10, 0), 0);
    const Json mine = toldOf("msg:7", getpid());
    QCOMPARE(mine["roles"], Json::parse(R"(["last_sender"])"));
    QCOMPARE(mine["waiting"].size(), std::size_t{0});
    RunningIpclens sender({"send", "msg:7", "--text", "8 bytes.", "--type", "3"});
    QTRY_VERIFY(!toldOf("msg:7", sender.pid()).is_null());
    const Json blocked = toldOf("msg:7", sender.pid())["waiting"][0];
    QCOMPARE(blocked["call"], "msgsnd");
    QCOMPARE(blocked["type"], 3);
    QCOMPARE(blocked["size"], 8);
}

void WhoTest::namesWhoHasPosixObjects() {
    QCOMPARE(run("create sem /gate").status, 0);
    QCOMPARE(run("create msg /jobs --max-messages 1 --message-size 8").status, 0);
    RunningIpclens taker({"op", "sem:/gate", "-1"});
    RunningIpclens receiver({"receive", "msg:/jobs"});
    const auto waits = [](const QString& object, qint64 pid) {
        const Json told = toldOf(object, pid);
        return told.is_object() && !told["waiting"].empty();
    };
    QTRY_VERIFY(waits("sem:/gate", taker.pid()));
    QTRY_VERIFY(waits("msg:/jobs", receiver.pid()));
    const Json mapped = toldOf("sem:/gate", taker.pid());
    QCOMPARE(mapped["mapped"], 1);
    QCOMPARE(mapped["attached"], 0);
    QCOMPARE(mapped["waiting"][0]["call"], "sem_wait");
    const Json opened = toldOf("msg:/jobs", receiver.pid());
    QCOMPARE(opened["descriptors"], 1);
    QCOMPARE(opened["waiting"][0]["call"], "mq_receive");
    QCOMPARE(opened["waiting"][0]["size"], 8);
    QVERIFY(QString::fromStdString(opened["command_line"].get<std::string>()).endsWith("receive msg:/jobs"));
}

void WhoTest::aLaterProcessIsNoCreator() {
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        ChildProcess maker(makeAttached);
        const pid_t pid = maker.pid();
        if (maker.wait() != 0) return 1;
        // Times are in seconds, and a second more is allowed for
        QTest::qSleep(3100);
        std::ofstream last("/proc/sys/kernel/ns_last_pid");
        if (!(last << pid - 1 << std::flush)) return exitSkipped;
        const ChildProcess later([] { return pause(); });
        if (later.pid() != pid) return 2;
        if (runBytes({"set", "shm:7", "--mode", "0640"}).status != 0) return 3;
        if (!runBytes({"who", "shm:7", "--json"}).json()["processes"].empty()) return 4;
        // Neither made it nor used it last
        const auto shown = QString::fromStdString(runBytes({"show", "shm:7"}).out);
        return shown.count(QString("%1 (gone)").arg(pid)) == 2 ? 0 : 5;
    });
}

void WhoTest::escapesNames() {
    const int id = idOf(run("create shm 7 --size 1"));
    const raw::Segment segment(id);
    ChildProcess user([id] {
        prctl(PR_SET_NAME, "bad\x1b[2J\n\xff");
        shmat(id, nullptr, SHM_RDONLY);
        for (;;)
            pause();
        return 0;
    });
    QVERIFY(waitUntil([&] { return segment.attached() == 1; }));
    const Ran ran = run("who shm:7");
    QVERIFY2(ran.out.find("(bad\\x1b[2J\\x0a\\xff)") != std::string::npos, ran.out.c_str());
    QVERIFY(!hasControl(ran.out));
    const Ran json = run("who shm:7 --json");
    QVERIFY(!hasControl(json.out));
    QVERIFY(json.json().is_object());

    // Its words, too
    QCOMPARE(run("create sem /\x1b").status, 0);
    RunningIpclens waiting({"op", "sem:/\x1b", "-1"});
    QTRY_VERIFY(run({"who", "sem:/\x1b"}).out.find("op sem:/\\x1b -1") != std::string::npos);
    QVERIFY(!hasControl(run({"who", "sem:/\x1b"}).out));
    QVERIFY(!hasControl(run("waiters").out));
}

void WhoTest::saysWhatIsNotSeen() {
    const int id = idOf(run("create shm 7 --size 1 --mode 0666"));
    const raw::Segment segment(id);
    ChildProcess user([id] {
        shmat(id, nullptr, 0);
        for (;;)
            pause();
        return 0;
    });
    QVERIFY(waitUntil([&] { return segment.attached() == 1; }));
    const auto ran = runAsNobody("who shm:7 --json");
    if (!ran) QSKIP("this process can't become another user");
    QCOMPARE(ran->status, 0);
    QCOMPARE(ran->json()["unseen"], 1);
    QVERIFY(ran->json()["not_readable"].get<int>() > 0);
    QVERIFY2(ran->err.find("1 attachment more that you may not see") != std::string::npos, ran->err.c_str());
    QVERIFY2(ran->err.find("could not be looked into") != std::string::npos, ran->err.c_str());
}

void WhoTest::saysWhomProcLeavesOut() {
    QCOMPARE(run("create msg 7").status, 0);
    QCOMPARE(run("create sem 8").status, 0);
    QCOMPARE(run("create shm /ring --size 1").status, 0);
    QVERIFY_WHERE_ALL_IS_SEEN([] {
        const std::string words = "a process outside this PID namespace may use it too";
        const auto says = [&](const char* object) {
            return runBytes({"who", object}).err.find(words) != std::string::npos;
        };
        // Of a set the kernel counts who waits
        return says("msg:7") && says("shm:/ring") && !says("sem:8") ? 0 : 1;
    });
}

void WhoTest::countsWhoMayWaitForAQueue() {
    if (!canRunUnprivileged()) QSKIP("this process can't become another user");
    const int id = idOf(run("create msg 7 --mode 0666"));
    QCOMPARE(run("create sem 8 --mode 0666").status, 0);
    QVERIFY_WHERE_ALL_IS_SEEN([id] {
        const ChildProcess receiver([id] {
            std::array<long, 4> message{};
            return becomeOrdinary() && msgrcv(id, message.data(), 8, 0, 0) >= 0 ? 0 : 1;
        });
        if (!waitUntilBlockedIn(receiver.pid(), {SYS_msgrcv})) return 1;
        if (!hideCall(receiver.pid())) return exitSkipped;
        const auto notReadable = [](const char* line) {
            const auto ran = runAsNobody(line);
            return ran && ran->status == 0 ? ran->json()["not_readable"].get<int>() : -1;
        };
        // The first process here, while it sleeps; and the receiver, whose msgrcv is for nobody may know which queue
        if (!waitUntil([&] { return notReadable("who msg:7 --json") == 2; })) return 2;
        for (int times = 0; times < 5; ++times)
            if (notReadable("who sem:8 --json") > 1) return 3;
        return 0;
    });
}

void WhoTest::saysWhereNoFileIsKnown() {
    QCOMPARE(run("create msg /secret").status, 0);
    // With no queue that it may open, an ordinary user can't tell of which IPC namespace the file system is
    const auto ran = runAsNobody("who msg:/secret --json");
    if (!ran) QSKIP("this process can't become another user");
    QCOMPARE(ran->status, 0);
    const Json who = ran->json();
    QCOMPARE(namesOf(who), (std::vector<std::string>{"object", "not_readable", "unseen", "files_known", "processes"}));
    QCOMPARE(who["files_known"], false);
    QCOMPARE(who["processes"], Json::array());
    QVERIFY2(ran->err.find("who has it open is not known") != std::string::npos, ran->err.c_str());
    // Where it is known there is nothing to be said
    const Ran known = run("who msg:/secret --json");
    QVERIFY(!known.json().contains("files_known"));
    QVERIFY2(known.err.find("who has it open") == std::string::npos, known.err.c_str());
}

void WhoTest::nobody() {
    QCOMPARE(run("create shm /free --size 1").status, 0);
    const Ran ran = run("who shm:/free");
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.out, std::string("PROCESS  USER  HOW  COMMAND\n"));
    QCOMPARE(run("who shm:/free --no-header").out, std::string());
    QCOMPARE(run("who shm:/free --json").json()["processes"], Json::array());
}

void WhoTest::refused_data() {
    addStatuses({
        {"who", 2, "OBJECT"},
        {"who x", 2, "names no object"},
        {"who sem:1 sem:2", 2, "one word too many"},
        {"who sem:1 --remove", 2, "no such option"},
        {"who sem:0x77", 3, "who sem:0x77: "},
        {"who shm:@77", 3, "who shm:@77: "},
        {"who msg:/none", 3, "who msg:/none: "},
    });
}

void WhoTest::refused() {
    verifyStatus();
}

IPCLENS_TEST_MAIN(WhoTest)
#include "who_test.moc"
