// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Code for POSIX semaphores, and for looking at, changing and removing all kinds, run in each language against the
// kernel.

#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "core/snippets/snippet.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/core/snippets/running.h"
#include "tests/core/snippets/targets.h"
#include "tests/support/bogus_file.h"
#include "tests/support/made_object.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>

#include <climits>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

using namespace ipclens;
using namespace ipclens::snippets;
using namespace ipclens::snippets::action;
using namespace std::chrono_literals;
using ipclens::testing::BogusFile;
using ipclens::testing::byName;
using ipclens::testing::codeNames;
using ipclens::testing::EachLanguage;
using ipclens::testing::MadeObject;
using ipclens::testing::MadeQueue;
using ipclens::testing::MadeSemaphore;
using ipclens::testing::modeOf;
using ipclens::testing::need;
using ipclens::testing::objectsInNamespace;
using ipclens::testing::onlyName;
using ipclens::testing::perform;
using ipclens::testing::ShmEntry;
using ipclens::testing::Umask;

namespace {

std::uint32_t valueOf(const std::string& name) {
    return need(posix::Semaphore::look(name)).value;
}

posix::FileInfo segmentOf(const std::string& name) {
    return need(posix::SharedMemory::look(name));
}

} // namespace

class PosixSnippetTest : public EachLanguage {
    Q_OBJECT

private slots:
    void cleanup();

    void makesSemaphore_data() { addLanguages(); }
    void makesSemaphore();
    void choosesANameAndSaysIt_data() { addLanguages(); }
    void choosesANameAndSaysIt();
    void looksAndChangesNothing_data() { addLanguages(); }
    void looksAndChangesNothing();
    void waitsAndPosts_data() { addLanguages(); }
    void waitsAndPosts();
    void waitsUntilSomebodyPosts_data() { addLanguages(); }
    void waitsUntilSomebodyPosts();
    void waitsNoLongerThanAsked_data() { addLanguages(); }
    void waitsNoLongerThanAsked();
    void changes_data() { addLanguages(); }
    void changes();
    void changesNothingForAnUnknownUser_data() { addLanguages(); }
    void changesNothingForAnUnknownUser();
    void changesNothingThroughALink_data() { addLanguages(); }
    void changesNothingThroughALink();
    void removesAndGoesOn_data() { addLanguages(); }
    void removesAndGoesOn();
};

void PosixSnippetTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixSnippetTest::makesSemaphore() {
    const Umask mask(0077);
    for (const std::string& name : codeNames()) {
        VERIFY_RUNS((CreatePosixSemaphore{name, {3, 0664, IfExists::Fail}}));
        const auto look = need(posix::Semaphore::look(name));
        QCOMPARE(look.value, 3U);
        QCOMPARE(look.file.permissions.mode, std::uint16_t{0664});
        VERIFY_REFUSED((CreatePosixSemaphore{name, {4, 0600, IfExists::Fail}}));
        VERIFY_RUNS((CreatePosixSemaphore{name, {5, 0600, IfExists::Open}}));
        QCOMPARE(valueOf(name), 3U);
        VERIFY_DONE(posix::Semaphore::unlink(name));
        VERIFY_RUNS((CreatePosixSemaphore{name, {0, 0600, IfExists::Open}}));
        QCOMPARE(valueOf(name), 0U);
        VERIFY_DONE(posix::Semaphore::unlink(name));
    }
}

void PosixSnippetTest::choosesANameAndSaysIt() {
    const Action semaphore = CreatePosixSemaphore{posix::RandomName{}, {7, 0600, IfExists::Open}};
    const auto ran = perform(semaphore, language());
    QVERIFY2(ran.status == 0, ipclens::testing::explained(ran, semaphore, language()).c_str());
    const std::string name = onlyName("/dev/shm/sem.");
    QVERIFY(ran.out.find(name) != std::string::npos);
    QCOMPARE(valueOf(name), 7U);
    VERIFY_DONE(posix::Semaphore::unlink(name));
}

void PosixSnippetTest::looksAndChangesNothing() {
    for (const std::string& name : codeNames()) {
        const MadeSemaphore semaphore(name, 4711);
        const ShmEntry entry(name.substr(1));
        QCOMPARE(entry.makeFile(81'920), 0);
        const MadeQueue queue(name, 0600, 7, 77);
        QVERIFY(queue.send("one"));
        const auto before = segmentOf(name);
        const Action look =
            Look{{byName(Kind::Semaphore, name), byName(Kind::SharedMemory, name), byName(Kind::MessageQueue, name)}};
        const auto ran = perform(look, language());
        const std::string all = ipclens::testing::explained(ran, look, language());
        QVERIFY2(ran.status == 0, all.c_str());
        for (const char* known : {"4711", "81920", "77"})
            QVERIFY2(ran.out.find(known) != std::string::npos, all.c_str());
        QCOMPARE(valueOf(name), 4711U);
        QVERIFY(segmentOf(name) == before);
        QCOMPARE(need(posix::MessageQueue::look(name)).attributes.messages, std::uint64_t{1});
    }
    if (language() == Language::Shell) return; // `ipclens show` tells it
    const Action look = Look{{byName(Kind::Semaphore, "/none")}};
    QVERIFY(snippets::snippet(look, language()).find("not tell how many wait") != std::string::npos);
    VERIFY_REFUSED(look);
}

void PosixSnippetTest::waitsAndPosts() {
    for (const std::string& name : codeNames()) {
        const MadeSemaphore made(name, 2);
        const Target semaphore = byName(Kind::Semaphore, name);
        for (const Waiting& waiting : {Waiting{}, Waiting{true, 30s}}) {
            const std::uint32_t before = valueOf(name);
            VERIFY_RUNS((WaitSemaphore{semaphore, waiting}));
            QCOMPARE(valueOf(name), before - 1);
        }
        for (const Waiting& never : {Waiting{false, {}}, Waiting{true, 0s}}) {
            VERIFY_REFUSED((WaitSemaphore{semaphore, never}));
            QCOMPARE(valueOf(name), 0U);
        }
        VERIFY_RUNS(PostSemaphore{semaphore});
        QCOMPARE(valueOf(name), 1U);
        VERIFY_RUNS((WaitSemaphore{semaphore, {false, {}}}));
        QCOMPARE(valueOf(name), 0U);
    }
    const MadeSemaphore most("/most", INT_MAX);
    VERIFY_REFUSED(PostSemaphore{byName(Kind::Semaphore, "/most")});
    VERIFY_REFUSED(PostSemaphore{byName(Kind::Semaphore, "/none")});
}

void PosixSnippetTest::waitsUntilSomebodyPosts() {
    const MadeSemaphore made("/late", 0);
    std::jthread poster([&](const std::stop_token& stop) {
        while (!stop.stop_requested() && need(posix::Semaphore::look("/late")).waiting == 0)
            std::this_thread::sleep_for(10ms);
        sem_post(made.get());
    });
    VERIFY_RUNS((WaitSemaphore{byName(Kind::Semaphore, "/late"), {}}));
    QCOMPARE(valueOf("/late"), 0U);
}

void PosixSnippetTest::waitsNoLongerThanAsked() {
    const MadeSemaphore made("/held", 0);
    QElapsedTimer timer;
    timer.start();
    VERIFY_REFUSED((WaitSemaphore{byName(Kind::Semaphore, "/held"), {true, 250ms}}));
    QVERIFY(timer.elapsed() >= 250);
    const auto look = need(posix::Semaphore::look("/held"));
    QCOMPARE(look.value + look.waiting, 0U);
}

void PosixSnippetTest::changes() {
    for (const std::string& name : codeNames()) {
        const MadeSemaphore semaphore(name, 1);
        const ShmEntry entry(name.substr(1));
        QCOMPARE(entry.makeFile(100, 0200), 0);
        const MadeQueue queue(name);
        VERIFY_RUNS((Change{byName(Kind::Semaphore, name), "root", {}, 0640, {}, {}}));
        QCOMPARE(need(posix::Semaphore::look(name)).file.permissions.mode, std::uint16_t{0640});
        VERIFY_RUNS((Change{byName(Kind::SharedMemory, name), "0", "root", 0444, {}, {}, 8192}));
        QCOMPARE(segmentOf(name).permissions.mode, std::uint16_t{0444});
        QCOMPARE(segmentOf(name).size, std::uint64_t{8192});
        VERIFY_RUNS((Change{byName(Kind::SharedMemory, name), {}, {}, {}, {}, {}, 0}));
        QCOMPARE(segmentOf(name).size, std::uint64_t{0});
        QCOMPARE(segmentOf(name).permissions.mode, std::uint16_t{0444});
        VERIFY_RUNS((Change{byName(Kind::MessageQueue, name), {}, "0", 0622, {}, {}}));
        QCOMPARE(need(posix::MessageQueue::look(name)).file.permissions.mode, std::uint16_t{0622});
    }
    if (chown("/dev/shm", 1, 0) != 0) return; // in a user namespace of one user
    QCOMPARE(chown("/dev/shm", 0, 0), 0);
    const MadeSemaphore given("/given", 1);
    VERIFY_RUNS((Change{byName(Kind::Semaphore, "/given"), "1", {}, {}, {}, {}}));
    QCOMPARE(need(posix::Semaphore::look("/given")).file.permissions.uid, uid_t{1});
    QCOMPARE(need(posix::Semaphore::look("/given")).file.permissions.gid, gid_t{0});
}

void PosixSnippetTest::changesNothingForAnUnknownUser() {
    const MadeSemaphore semaphore("/kept", 1);
    const ShmEntry entry("kept");
    QCOMPARE(entry.makeFile(100), 0);
    const MadeQueue queue("/kept");
    for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue}) {
        Change change{byName(kind, "/kept"), "no$(false)\"such'\nuser", {}, 0644, {}, {}};
        if (kind == Kind::SharedMemory) change.size = 5;
        VERIFY_REFUSED(change);
    }
    QCOMPARE(modeOf("/dev/shm/sem.kept"), mode_t{0600});
    QCOMPARE(modeOf("/dev/shm/kept"), mode_t{0600});
    QCOMPARE(segmentOf("/kept").size, std::uint64_t{100});
    QCOMPARE(modeOf("/dev/mqueue/kept"), mode_t{0600});
}

void PosixSnippetTest::changesNothingThroughALink() {
    const std::string target = ipclens::testing::scratchDirectory() + "/target";
    QFile file(QString::fromStdString(target));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("12345") == 5);
    file.close();
    const mode_t before = modeOf(target);
    const BogusFile semaphore(QStringLiteral("link"), "/dev/shm/sem.link", target);
    const BogusFile segment(QStringLiteral("link"), "/dev/shm/link", target);
    VERIFY_REFUSED((Change{byName(Kind::Semaphore, "/link"), {}, {}, 0666, {}, {}}));
    VERIFY_REFUSED((Change{byName(Kind::SharedMemory, "/link"), {}, {}, 0666, {}, {}}));
    VERIFY_REFUSED((Change{byName(Kind::SharedMemory, "/link"), {}, {}, {}, {}, {}, 0}));
    QCOMPARE(modeOf(target), before);
    QCOMPARE(file.size(), 5);
}

void PosixSnippetTest::removesAndGoesOn() {
    for (const std::string& name : codeNames()) {
        const MadeSemaphore semaphore(name, 0);
        const ShmEntry entry(name.substr(1));
        QCOMPARE(entry.makeFile(1), 0);
        const MadeQueue queue(name);
        const MadeObject old(Kind::Semaphore, static_cast<key_t>(ipclens::testing::testKey.value));
        VERIFY_RUNS((Remove{{byName(Kind::Semaphore, name)}}));
        QCOMPARE(objectsInNamespace().size(), std::size_t{3});
        VERIFY_REFUSED((Remove{{byName(Kind::Semaphore, name), byName(Kind::SharedMemory, name),
                                ipclens::testing::byKey(Kind::Semaphore), byName(Kind::MessageQueue, name)}}));
        QVERIFY(objectsInNamespace().empty());
    }
    const ShmEntry entry("last");
    QCOMPARE(entry.makeFile(1), 0);
    const MadeQueue queue("/last");
    VERIFY_RUNS((Remove{{byName(Kind::SharedMemory, "/last"), byName(Kind::MessageQueue, "/last")}}));
    QVERIFY(objectsInNamespace().empty());
}

IPCLENS_TEST_MAIN(PosixSnippetTest)

#include "posix_snippet_test.moc"
