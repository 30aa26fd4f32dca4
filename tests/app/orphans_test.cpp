// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/app/on_terminal.h"
#include "tests/support/namespace.h"
#include "tests/support/test_main.h"

#include <algorithm>

#include <sys/shm.h>
#include <unistd.h>

using namespace ipclens::testing;

/// orphans, listed and removed. What is young is never one, so the objects of all tests are made once, and left alone
/// for long enough.
class OrphansTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void lists();
    void youngOrUsedIsNone();
    void olderThan();
    void refused_data();
    void refused();
    void dryRunRemovesNothing();
    void asksOnATerminal();
    void leavesWhatWasUsedMeanwhile();
    void removesThemAlone();

private:
    std::vector<void*> attached_;
};

namespace {

/// Keys of what is left alone.
constexpr key_t used = 0x40;
constexpr key_t doomed = 0x41;

std::vector<std::string> keysLeft() {
    std::vector<std::string> keys;
    const Json all = run("list --api sysv --json").json();
    for (const Json& object : all)
        keys.push_back(object["kind"].get<std::string>() + ':' + object["key"].get<std::string>());
    return keys;
}

Json orphanOf(const Json& found, const std::string& reason) {
    for (const Json& orphan : found["orphans"]) {
        if (orphan["reason"] == reason) return orphan;
    }
    return {};
}

/// A process outside our PID namespace, as of a container, may wait for it.
bool isQueueTold() {
    return !orphanOf(run("orphans --json").json(), "last_users_gone").is_null();
}

} // namespace

void OrphansTest::initTestCase() {
    QCOMPARE(run("create shm 0x10 --size 1M --fill 1").status, 0);
    QCOMPARE(run("create sem 0x11 --value 1,1").status, 0);
    QCOMPARE(run("op sem:0x11 0:-1 1:-1").status, 0);
    QCOMPARE(run("create msg 0x12").status, 0);
    QCOMPARE(run("send msg:0x12 --text left").status, 0);
    QCOMPARE(run("receive msg:0x12").status, 0);
    QCOMPARE(run("send msg:0x12 --text left").status, 0);
    QCOMPARE(run("create shm /left --size 4096").status, 0);
    QCOMPARE(run("create shm 0x40 --size 4096").status, 0);
    QCOMPARE(run("create shm 0x41 --size 4096").status, 0);
    for (const key_t key : {used, doomed}) {
        attached_.push_back(shmat(shmget(key, 0, 0), nullptr, 0));
        QVERIFY(attached_.back() != reinterpret_cast<void*>(-1));
    }
    QCOMPARE(shmctl(shmget(doomed, 0, 0), IPC_RMID, nullptr), 0);
    QTest::qWait(11'000);
}

void OrphansTest::cleanupTestCase() {
    run({"remove", "--filter", "", "--yes"});
    // The marked one goes with the last who has it
    for (void* const address : attached_)
        QCOMPARE(shmdt(address), 0);
    QVERIFY(objectsInNamespace().empty());
}

void OrphansTest::lists() {
    const Ran ran = run("orphans --json");
    QCOMPARE(ran.status, 0);
    const Json found = ran.json();
    QCOMPARE(namesOf(found), (std::vector<std::string>{"not_told", "doubt", "orphans"}));
    const Json segment = orphanOf(found, "creator_gone");
    QCOMPARE(namesOf(segment), (std::vector<std::string>{"object", "reason", "words", "last_used_at", "age", "size",
                                                         "bytes", "kept_by"}));
    QCOMPARE(run({"show", QString::fromStdString(segment["object"].get<std::string>()), "--json"}).json()["key"],
             "0x00000010");
    QVERIFY(segment["age"].get<int>() >= 11);
    QCOMPARE(segment["size"], 1 << 20);
    QCOMPARE(segment["kept_by"], Json::array());
    QVERIFY(!orphanOf(found, "operators_gone").is_null());
    const Json queue = orphanOf(found, "last_users_gone");
    const bool queueIsTold = !queue.is_null();
    if (queueIsTold) QCOMPARE(queue["size"], 4);
    const Json marked = orphanOf(found, "marked_removed");
    QCOMPARE(marked["kept_by"].size(), std::size_t{1});
    QCOMPARE(marked["kept_by"][0]["pid"], getpid());
    QCOMPARE(marked["kept_by"][0]["attached"], 1);
    // A process that may not be looked into may have it open: the sandbox' first one, say
    const bool isTold = !orphanOf(found, "nobody_has_it").is_null();
    const std::size_t doubtful = (isTold ? 0U : 1U) + (queueIsTold ? 0U : 1U);
    QCOMPARE(found["not_told"].get<std::size_t>(), doubtful);
    QCOMPARE(found["orphans"].size(), 5 - doubtful);
    QCOMPARE(ran.err.find("it can't be told") != std::string::npos, found["not_told"].get<int>() > 0);

    const std::string text = run("orphans").out;
    QVERIFY2(text.starts_with("OBJECT "), text.c_str());
    QVERIFY2(text.find("1.0 MiB") != std::string::npos, text.c_str());
    QVERIFY2(text.find(std::to_string(getpid()) + " (") != std::string::npos, text.c_str());
}

void OrphansTest::youngOrUsedIsNone() {
    QCOMPARE(run("create shm 0x20 --size 1").status, 0);
    const Json found = run("orphans --json").json();
    const auto isListed = [&found](const QString& object) {
        const auto id = run({"show", object, "--json"}).json()["id"].get<int>();
        const std::string word = "shm:@" + std::to_string(id);
        return std::any_of(found["orphans"].begin(), found["orphans"].end(),
                           [&](const Json& orphan) { return orphan["object"] == word; });
    };
    QVERIFY(isListed("shm:0x10"));
    QVERIFY(!isListed("shm:0x20"));
    QVERIFY(!isListed("shm:0x40"));
    QCOMPARE(run("remove shm:0x20").status, 0);
}

void OrphansTest::olderThan() {
    const Json none = run("orphans --older-than 10m --json").json();
    QVERIFY(orphanOf(none, "creator_gone").is_null());
    // Ten seconds is the least
    QCOMPARE(run("create shm 0x20 --size 1").status, 0);
    const Json all = run("orphans --older-than 0 --json").json();
    QCOMPARE(all["orphans"].size(), run("orphans --json").json()["orphans"].size());
    QCOMPARE(run("remove shm:0x20").status, 0);
}

void OrphansTest::refused_data() {
    addStatuses({
        {"orphans x", 2, "one word too many"},
        {"orphans --yes", 2, "--yes needs --remove"},
        {"orphans --remove", 2, "--remove needs --yes or --dry-run"},
        {"orphans --remove --yes --dry-run", 2, "excludes"},
        {"orphans --older-than x", 2, "is not a duration"},
        {"orphans --older-than -1", 2, "is not a duration"},
    });
}

void OrphansTest::refused() {
    const auto before = keysLeft();
    verifyStatus();
    QCOMPARE(keysLeft(), before);
}

void OrphansTest::dryRunRemovesNothing() {
    const auto before = keysLeft();
    const bool queueIsTold = isQueueTold();
    for (const char* line : {"orphans --dry-run", "orphans --remove --dry-run"}) {
        const Ran ran = run(line);
        QCOMPARE(ran.status, 0);
        QVERIFY2(ran.out.find("removed at once, with 1.0 MiB") != std::string::npos, ran.out.c_str());
        QCOMPARE(ran.out.find("removed at once, with 1 message") != std::string::npos, queueIsTold);
        QCOMPARE(keysLeft(), before);
    }
    const Json told = run("orphans --dry-run --json").json();
    QVERIFY(told.size() >= (queueIsTold ? 3U : 2U));
    for (const Json& one : told) {
        QCOMPARE(namesOf(one), (std::vector<std::string>{"object", "removed", "error"}));
        QCOMPARE(one["removed"], false);
        QCOMPARE(one["error"], Json());
    }
}

void OrphansTest::asksOnATerminal() {
    const auto before = keysLeft();
    const std::string queue = isQueueTold() ? ", 1 message queue" : "";
    OnTerminal removal({"orphans", "--remove"});
    if (!removal.there()) QSKIP("no terminal can be had here");
    QVERIFY2(removal.says("Remove 1 semaphore set, 1 shared memory segment" + queue), removal.said());
    QVERIFY2(removal.says("? [y/N] "), removal.said());
    QVERIFY(removal.answer("\n"));
    QCOMPARE(removal.finish().status, 1);
    QCOMPARE(keysLeft(), before);
}

void OrphansTest::leavesWhatWasUsedMeanwhile() {
    QCOMPARE(run("create msg 0x13").status, 0);
    OnTerminal removal({"orphans", "--remove", "--json"});
    if (!removal.there()) QSKIP("no terminal can be had here");
    QVERIFY2(removal.says("? [y/N] "), removal.said());
    QCOMPARE(run("receive msg:0x12").status, 0);
    QCOMPARE(run("remove sem:0x11").status, 0);
    QVERIFY(removal.answer("y\n"));
    const Ran ran = removal.finish();
    const Json told = ran.json();
    for (const Json& one : told) {
        const std::string object = one["object"].get<std::string>();
        if (object.starts_with("msg:")) QCOMPARE(one["error"], "EBUSY");
        if (object.starts_with("sem:")) QCOMPARE(one["removed"], false);
        if (object.starts_with("shm:@")) QCOMPARE(one["removed"], true);
    }
    QVERIFY(ran.status != 0);
    QCOMPARE(run("show msg:0x12").status, 0);
    QCOMPARE(run("show msg:0x13").status, 0);
    QCOMPARE(run("show shm:0x10").status, 3);
}

void OrphansTest::removesThemAlone() {
    QCOMPARE(run("create shm 0x14 --size 1").status, 0);
    QTest::qWait(11'000);
    QCOMPARE(run("create shm 0x20 --size 1").status, 0);
    const Ran ran = run("orphans --remove --yes");
    QCOMPARE(ran.status, 0);
    QCOMPARE(ran.out, std::string());
    QCOMPARE(run("show shm:0x14").status, 3);
    QCOMPARE(run("show shm:0x20").status, 0);
    QCOMPARE(run("show shm:0x40").status, 0);
    const Json again = run("orphans --remove --yes --json").json();
    QCOMPARE(again, Json::array());
}

IPCLENS_TEST_MAIN(OrphansTest)
#include "orphans_test.moc"
