// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <optional>
#include <vector>

using namespace ipclens::testing;
using namespace std::string_literals;

/// list, show, watch and limits: POSIX objects in JSON word by word, and as text.
class PosixTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { umask(0); }
    void jsonOfASemaphore();
    void jsonOfASegment();
    void jsonOfAQueue();
    void jsonOfABogusSemaphore();
    void jsonOfANameThatIsNoText();
    void apiChooses();
    void listIsSemShmMsg();
    void linesBeginWithObjectAndKey();
    void verboseSaysWhereTheQueuesWere();
    void deniedObjects();
    void folderThatMayNotBeRead();
    void watchSaysWhatItDoesNotSee();
    void showFailures();
    void whatIsNoSegment_data();
    void whatIsNoSegment();
    void failuresInTheSameWords();
    void showNamesWhoUsesIt();
    void limits();
};

namespace {

std::vector<std::string> namesWith(const std::vector<std::string>& further) {
    std::vector<std::string> names = {"api", "kind", "id", "key", "name", "mode", "owner", "creator", "changed"};
    names.insert(names.end(), further.begin(), further.end());
    return names;
}

} // namespace

void PosixTest::jsonOfASemaphore() {
    const MadeSemaphore made("/render-lock", 3, 0640);
    Json listed = run("list --json").json()[0];
    QCOMPARE(namesOf(listed), namesWith({"value", "waiting"}));
    QVERIFY(listed["changed"].is_number_integer());
    listed.erase("changed");
    const Json expected = Json::parse(R"({"api": "posix", "kind": "sem", "id": null, "key": null,
        "name": "/render-lock", "mode": "0640", "owner": {"uid": 0, "user": "root", "gid": 0, "group": "root"},
        "creator": null, "value": 3, "waiting": 0})");
    QCOMPARE(listed.dump(), expected.dump());
    Json shown = run("show sem:/render-lock --json").json();
    shown.erase("changed");
    QCOMPARE(shown.dump(), expected.dump());
}

void PosixTest::jsonOfASegment() {
    const ShmEntry entry("ring");
    QCOMPARE(entry.makeFile(5000), 0);
    const Json listed = run("list --kind shm --json").json()[0];
    QCOMPARE(namesOf(listed), namesWith({"size", "resident"}));
    QCOMPARE(listed["size"], 5000);
    QCOMPARE(listed["resident"], 0);
    QCOMPARE(run("show shm:/ring --json").json().dump(), listed.dump());
}

void PosixTest::jsonOfAQueue() {
    const MadeQueue made("/jobs", 0600, 7, 33);
    QVERIFY(made.send("hello"));
    const Json listed = run("list --kind msg --json").json()[0];
    QCOMPARE(namesOf(listed),
             namesWith({"messages", "bytes", "max_messages", "message_size", "notify_pid", "notify_signal"}));
    QVERIFY(listed["changed"].is_null());
    QCOMPARE(listed["messages"], 1);
    QCOMPARE(listed["bytes"], 5);
    QCOMPARE(listed["max_messages"], 7);
    QCOMPARE(listed["message_size"], 33);
    QVERIFY(listed["notify_pid"].is_null() && listed["notify_signal"].is_null());
    QCOMPARE(run("show msg:/jobs --json").json().dump(), listed.dump());
    QVERIFY(run("show msg:/jobs").out.find("33 bytes at most") != std::string::npos);
    const MadeQueue flags("/flags", 0600, 1, 1);
    QVERIFY(run("show msg:/flags").out.find("1 byte at most") != std::string::npos);
}

void PosixTest::jsonOfABogusSemaphore() {
    const ShmEntry entry("sem.bogus");
    QCOMPARE(entry.makeFile(0), 0);
    const Json listed = run("list --json").json()[0];
    QCOMPARE(namesOf(listed), namesWith({"value", "waiting", "bogus"}));
    QVERIFY(listed["value"].is_null() && listed["waiting"].is_null());
    QCOMPARE(listed["bogus"], true);
    QVERIFY(run("show sem:/bogus").out.find("no semaphore") != std::string::npos);
}

void PosixTest::jsonOfANameThatIsNoText() {
    const MadeSemaphore made("/\xff\x1b[31m", 1);
    const Ran ran = run("list --json");
    const Json listed = ran.json()[0];
    QCOMPARE(listed["name"], "/\xef\xbf\xbd\x1b[31m");
    QCOMPARE(listed["name_hex"], "2fff1b5b33316d");
    QVERIFY(ran.out.find('\x1b') == std::string::npos);
    const Ran text = run("list");
    QVERIFY(text.out.find('\x1b') == std::string::npos);
    QVERIFY(text.out.find("sem:/\\xff\\x1b[31m") != std::string::npos);
}

void PosixTest::apiChooses() {
    const MadeSemaphore made("/one", 1);
    QCOMPARE(run("create sem 1").status, 0);
    QCOMPARE(run("list --json").json().size(), std::size_t{2});
    QCOMPARE(run("list --json --api posix").json()[0]["name"], "/one");
    QCOMPARE(run("list --json --api posix").json().size(), std::size_t{1});
    QCOMPARE(run("list --json --api sysv").json().size(), std::size_t{1});
    QCOMPARE(run("list --json --api sysv,posix").json().size(), std::size_t{2});
    QCOMPARE(run("list --json --filter api:posix").json().size(), std::size_t{1});
    QCOMPARE(run("list --json --filter name:/o*").json().size(), std::size_t{1});
    QCOMPARE(run("list --api posix --lister stat").status, 2);
    QCOMPARE(run("remove sem:1").status, 0);
}

void PosixTest::listIsSemShmMsg() {
    const MadeQueue queue("/c");
    const MadeSemaphore semaphore("/a", 1);
    const ShmEntry entry("b");
    QCOMPARE(entry.makeFile(1), 0);
    std::string kinds;
    for (const Json& object : run("list --json").json())
        kinds += object["kind"].get<std::string>() + ' ';
    QCOMPARE(kinds, "sem shm msg "s);
}

void PosixTest::linesBeginWithObjectAndKey() {
    const MadeSemaphore made("/render-lock", 3);
    const Ran ran = run("list --no-header");
    QVERIFY2(ran.out.starts_with("sem:/render-lock  -"), ran.out.c_str());
    QVERIFY(ran.out.find("value 3") != std::string::npos);
    QVERIFY(run("show sem:/render-lock").out.starts_with("sem:/render-lock  -"));
}

void PosixTest::verboseSaysWhereTheQueuesWere() {
    QVERIFY(run("list -v").err.find("POSIX queues by the file system mounted on /dev/mqueue") != std::string::npos);
    QVERIFY(run("list -v --api sysv").err.find("POSIX") == std::string::npos);
}

void PosixTest::deniedObjects() {
    const MadeSemaphore semaphore("/theirs", 1);
    const MadeQueue queue("/theirs");
    const auto ran = runAsNobody({"list", "--json"});
    if (!ran) QSKIP("nobody else can be played here");
    const Json all = ran->json();
    QCOMPARE(all.size(), std::size_t{2});
    for (const Json& object : all)
        QCOMPARE(object["denied"], true);
    QVERIFY(all[0]["value"].is_null());
    QVERIFY(all[1]["messages"].is_null() && all[1]["bytes"].is_null());
}

void PosixTest::folderThatMayNotBeRead() {
    const MadeSemaphore semaphore("/hidden", 1);
    const MadeQueue queue("/seen");
    QCOMPARE(chmod("/dev/shm", 0700), 0);
    std::vector<std::optional<Ran>> all;
    for (const char* line :
         {"list --json", "list --json --api posix", "list --json --kind msg", "remove --filter api:posix --dry-run"})
        all.push_back(runAsNobody(line));
    QCOMPARE(chmod("/dev/shm", 01777), 0);
    if (!all[0]) QSKIP("nobody else can be played here");
    for (const std::size_t both : {0U, 1U}) {
        QCOMPARE(all[both]->status, 0);
        QCOMPARE(all[both]->json().size(), std::size_t{1});
        QCOMPARE(all[both]->json()[0]["name"], "/seen");
        QCOMPARE(all[both]->err,
                 "ipclens: POSIX semaphores and segments are not shown: list /dev/shm: Permission denied "
                 "(EACCES)\n"s);
    }
    // Who asks for queues alone misses nothing
    QCOMPARE(all[2]->err, std::string());
    QCOMPARE(all[2]->json().size(), std::size_t{1});
    QVERIFY2(all[3]->err.starts_with("ipclens: POSIX semaphores and segments are not shown: "), all[3]->err.c_str());
}

void PosixTest::watchSaysWhatItDoesNotSee() {
    QCOMPARE(chmod("/dev/shm", 0700), 0);
    std::optional<Ran> watched;
    {
        const ChildProcess maker([] {
            for (;;) {
                const MadeQueue passing("/passing");
                usleep(50'000);
            }
            return 0;
        });
        watched = runAsNobody("watch --every 20ms --count 3 --json");
    }
    mq_unlink("/passing");
    QCOMPARE(chmod("/dev/shm", 01777), 0);
    if (!watched) QSKIP("nobody else can be played here");
    QCOMPARE(watched->status, 0);
    QCOMPARE(std::count(watched->out.begin(), watched->out.end(), '\n'), 3);
    // Once, and not with each sample
    QCOMPARE(watched->err, "ipclens: POSIX semaphores and segments are not shown: list /dev/shm: Permission denied "
                           "(EACCES)\n"s);
}

void PosixTest::showFailures() {
    for (const char* line : {"show sem:/none", "show shm:/none", "show msg:/none"})
        QCOMPARE(run(line).status, 3);
    for (const char* line : {"show sem:/", "show sem:/a/b", "show shm:/.", "show msg:/.."})
        QCOMPARE(run(line).status, 2);
}

void PosixTest::whatIsNoSegment_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("words");
    QTest::newRow("symbolic link") << int{S_IFLNK} << "a symbolic link, which is not followed";
    QTest::newRow("FIFO") << int{S_IFIFO} << "a FIFO";
    QTest::newRow("directory") << int{S_IFDIR} << "a directory";
}

void PosixTest::whatIsNoSegment() {
    QFETCH(int, type);
    QFETCH(QString, words);
    const ShmEntry entry("odd");
    switch (type) {
    case S_IFLNK: QCOMPARE(symlink("/etc/passwd", entry.path()), 0); break;
    case S_IFDIR: QCOMPARE(mkdir(entry.path(), 0700), 0); break;
    default: QCOMPARE(mkfifo(entry.path(), 0600), 0);
    }
    const Ran shown = run("show shm:/odd");
    const Ran read = run("read shm:/odd --length 1");
    const std::string reason = ": it is no shared memory segment, but " + words.toStdString() + "\n";
    QVERIFY2(shown.err.ends_with(reason), shown.err.c_str());
    QVERIFY2(read.err.ends_with(reason), read.err.c_str());
    QCOMPARE(shown.status, read.status);
    // unlink(2) takes it, if it is no directory: said before, and so done
    const Ran dry = run("remove shm:/odd --dry-run");
    struct stat status {};
    QCOMPARE(lstat(entry.path(), &status), 0);
    const Ran done = run("remove shm:/odd");
    QCOMPARE(dry.status, done.status);
    QCOMPARE(dry.err, done.err);
    QCOMPARE(done.status == 0, type != S_IFDIR);
    QCOMPARE(lstat(entry.path(), &status) == 0, type == S_IFDIR);
    if (type != S_IFDIR) QVERIFY2(dry.out.starts_with("shm:/odd  -  its file is removed at once"), dry.out.c_str());
}

void PosixTest::failuresInTheSameWords() {
    for (const char* object : {"sem:/none", "shm:/none", "msg:/none"}) {
        const auto reasonOf = [&](const QStringList& words) {
            const std::string err = run(words).err;
            return err.substr(std::min(err.size(), err.find(object)));
        };
        const QString word = object;
        const std::string reason = reasonOf({"set", word, "--mode", "0600"});
        QVERIFY2(reason.find(": no such ") != std::string::npos, reason.c_str());
        QCOMPARE(reasonOf({"show", word}), reason);
        QCOMPARE(reasonOf({"remove", word}), reason);
        QCOMPARE(reasonOf({"remove", word, "--dry-run"}), reason);
    }
}

void PosixTest::showNamesWhoUsesIt() {
    const MadeSemaphore semaphore("/used", 0);
    const MadeQueue queue("/used");
    const std::string mine = std::to_string(getpid()) + " (";
    const std::string mapped = run("show sem:/used").out;
    QVERIFY2(mapped.find(mine) != std::string::npos, mapped.c_str());
    QVERIFY2(mapped.find("mapped rw") != std::string::npos, mapped.c_str());
    const std::string opened = run("show msg:/used").out;
    QVERIFY2(opened.find(mine) != std::string::npos, opened.c_str());
    QVERIFY2(opened.find("open rw\n") != std::string::npos, opened.c_str());
    const RunningIpclens taker({"op", "sem:/used", "-1"});
    QTRY_VERIFY(run("show sem:/used").out.find("waits: sem_wait") != std::string::npos);
}

void PosixTest::limits() {
    const MadeQueue made("/counted");
    std::string names;
    for (const Json& limit : run("limits --json").json()) {
        if (limit["api"] != "posix") continue;
        names += limit["name"].get<std::string>() + ' ';
        if (limit["name"] == "QUEUES_MAX") QCOMPARE(limit["used"], 1);
        if (limit["name"] == "DEV_SHM") QVERIFY(limit["used"].is_number() || limit["limit"].is_null());
    }
    QCOMPARE(names, "QUEUES_MAX MSG_MAX MSGSIZE_MAX RLIMIT_MSGQUEUE DEV_SHM "s);
}

IPCLENS_TEST_MAIN(PosixTest)

#include "posix_test.moc"
