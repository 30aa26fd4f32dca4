// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Code that makes, looks at, changes and removes objects, run in each language against the kernel.

#include "core/listing/lister.h"
#include "core/snippets/snippet.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/snippets/running.h"
#include "tests/core/snippets/targets.h"
#include "tests/support/byte_text.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <sys/resource.h>

using namespace ipclens;
using namespace ipclens::snippets;
using namespace ipclens::snippets::action;
using namespace std::chrono_literals;
using ipclens::testing::byId;
using ipclens::testing::byKey;
using ipclens::testing::bytesOf;
using ipclens::testing::EachLanguage;
using ipclens::testing::hostileBytes;
using ipclens::testing::MadeObject;
using ipclens::testing::need;
using ipclens::testing::perform;
using ipclens::testing::testKey;
using sysv::IfExists;

class SnippetTest : public EachLanguage {
    Q_OBJECT

private slots:
    void cleanup();

    void makesSet_data() { addLanguages(); }
    void makesSet();
    void makesOneSemaphore_data() { addLanguages(); }
    void makesOneSemaphore();
    void makesSegment_data() { addLanguages(); }
    void makesSegment();
    void makesQueue_data() { addLanguages(); }
    void makesQueue();
    void leavesExistingAlone_data() { addLanguages(); }
    void leavesExistingAlone();
    void looksAndChangesNothing_data() { addLanguages(); }
    void looksAndChangesNothing();
    void setsValues_data() { addLanguages(); }
    void setsValues();
    void appliesAtOnce_data() { addLanguages(); }
    void appliesAtOnce();
    void waitsNoLongerThanAsked_data() { addLanguages(); }
    void waitsNoLongerThanAsked();
    void undoes_data() { addLanguages(); }
    void undoes();
    void changes_data() { addLanguages(); }
    void changes();
    void removesAndGoesOn_data() { addLanguages(); }
    void removesAndGoesOn();
    void writesAFile_data() { addLanguages(); }
    void writesAFile();
    void readsAndWrites_data() { addLanguages(); }
    void readsAndWrites();
};

void SnippetTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void SnippetTest::makesSet() {
    CreateSet create{testKey, {}};
    create.options.values = {1, 2, 3};
    create.options.mode = 0440;
    VERIFY_RUNS(create);
    const auto set = need(sysv::SemaphoreSet::open(testKey));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{1, 2, 3}));
    QCOMPARE(need(set.stat()).permissions.mode, std::uint16_t{0440});
    VERIFY_REFUSED(create); // it is there already
    VERIFY_DONE(set.remove());
}

void SnippetTest::makesOneSemaphore() {
    CreateSet create{testKey, {}};
    create.options.values = {5};
    create.options.markInitialised = true;
    VERIFY_RUNS(create);
    const auto set = need(sysv::SemaphoreSet::open(testKey));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{5}));
    QVERIFY(need(set.stat()).operatedAt != 0);
    VERIFY_DONE(set.remove());

    CreateSet random{sysv::RandomKey{}, {}};
    VERIFY_RUNS(random);
    const auto sets = need(listing::makeFastestLister()->list({})).sets;
    QCOMPARE(sets.size(), std::size_t{1});
    QVERIFY(!sets.front().key.isPrivate());
    VERIFY_DONE(sysv::SemaphoreSet::adopt(sets.front().id).remove());
}

void SnippetTest::makesSegment() {
    CreateSegment create{testKey, {}};
    create.options.size = 5000;
    create.options.fill = std::uint8_t{'?'};
    create.options.mode = 0640;
    VERIFY_RUNS(create);
    const auto segment = need(sysv::SharedMemory::open(testKey));
    const auto stat = need(segment.stat());
    QCOMPARE(stat.info.size, std::uint64_t{5000});
    QCOMPARE(stat.info.permissions.mode, std::uint16_t{0640});
    std::vector<std::byte> read(5000);
    VERIFY_DONE(need(segment.attach()).read(0, read));
    QCOMPARE(std::count(read.begin(), read.end(), std::byte{'?'}), std::ptrdiff_t{5000});
    VERIFY_DONE(segment.remove());

    CreateSegment bare{sysv::PrivateKey{}, {}};
    bare.options.size = 4096;
    VERIFY_RUNS(bare);
    const auto segments = need(listing::makeFastestLister()->list({})).segments;
    QCOMPARE(segments.size(), std::size_t{1});
    QVERIFY(segments.front().key.isPrivate());
    VERIFY_DONE(need(sysv::SharedMemory::adopt(segments.front().id).attach()).read(0, std::span(read).first(4096)));
    QCOMPARE(std::count(read.begin(), read.begin() + 4096, std::byte{0}), std::ptrdiff_t{4096});
    VERIFY_DONE(sysv::SharedMemory::adopt(segments.front().id).remove());
}

void SnippetTest::makesQueue() {
    const Key above{0xdeadbeef}; // beyond what key_t counts to
    CreateQueue create{above, {}};
    create.options.capacity = 1000;
    create.options.mode = 0622;
    VERIFY_RUNS(create);
    const auto queue = need(sysv::MessageQueue::open(above));
    QCOMPARE(need(queue.stat()).capacity, std::uint64_t{1000});
    QCOMPARE(need(queue.stat()).permissions.mode, std::uint16_t{0622});
    VERIFY_DONE(queue.remove());
}

void SnippetTest::leavesExistingAlone() {
    const MadeObject set(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 1);
    const MadeObject queue(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto before = need(sysv::MessageQueue::adopt(queue.object().id).stat());
    CreateSet create{testKey, {}};
    create.options.values = {5};
    create.options.ifExists = IfExists::Open;
    VERIFY_RUNS(create);
    QCOMPARE(need(sysv::SemaphoreSet::adopt(set.object().id).value(0)), std::uint16_t{0});
    CreateQueue createQueue{testKey, {}};
    createQueue.options.capacity = 77;
    createQueue.options.ifExists = IfExists::Open;
    VERIFY_RUNS(createQueue);
    QVERIFY(need(sysv::MessageQueue::adopt(queue.object().id).stat()) == before);
}

void SnippetTest::looksAndChangesNothing() {
    const MadeObject set(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 2);
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0600, 4096);
    const MadeObject queue(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    const auto setBefore = need(sysv::SemaphoreSet::adopt(set.object().id).stat());
    const auto segmentBefore = need(sysv::SharedMemory::adopt(segment.object().id).stat()).info;
    const auto queueBefore = need(sysv::MessageQueue::adopt(queue.object().id).stat());
    VERIFY_RUNS((Look{{byKey(Kind::Semaphore), byId(segment), byKey(Kind::MessageQueue)}}));
    VERIFY_RUNS((Look{{byId(queue)}}));
    QVERIFY(need(sysv::SemaphoreSet::adopt(set.object().id).stat()) == setBefore);
    QVERIFY(need(sysv::MessageQueue::adopt(queue.object().id).stat()) == queueBefore);
    if (language() != Language::Python)
        QVERIFY(need(sysv::SharedMemory::adopt(segment.object().id).stat()).info == segmentBefore);
}

void SnippetTest::setsValues() {
    const MadeObject made(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 3);
    const auto set = sysv::SemaphoreSet::adopt(made.object().id);
    VERIFY_RUNS((SetValue{byKey(Kind::Semaphore), 1, 7}));
    VERIFY_RUNS((SetValue{byKey(Kind::Semaphore), 0, 4}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{4, 7, 0}));
    VERIFY_RUNS((SetValues{byId(made), {3, 2, 1}}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{3, 2, 1}));
    VERIFY_REFUSED((SetValues{byId(made), {9, 9}}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{3, 2, 1}));
}

void SnippetTest::appliesAtOnce() {
    const MadeObject made(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 2);
    const auto set = sysv::SemaphoreSet::adopt(made.object().id);
    VERIFY_RUNS((Apply{byKey(Kind::Semaphore), {{0, 5, false}}, {}}));
    VERIFY_RUNS((Apply{byKey(Kind::Semaphore), {{0, -2, false}}, {}}));
    VERIFY_RUNS((Apply{byId(made), {{0, -1, false}, {1, 3, false}}, {}}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{2, 3}));
    const Waiting never{false, {}};
    VERIFY_REFUSED((Apply{byKey(Kind::Semaphore), {{0, -1, false}, {1, -4, false}}, never}));
    VERIFY_REFUSED((Apply{byKey(Kind::Semaphore), {{0, 0, false}}, never}));
    QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{2, 3}));
}

void SnippetTest::waitsNoLongerThanAsked() {
    const MadeObject set(Kind::Semaphore, static_cast<key_t>(testKey.value));
    const MadeObject queue(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    VERIFY_DONE(sysv::MessageQueue::adopt(queue.object().id).change({{}, 4}));
    const Waiting brief{true, 250ms};
    const std::vector<Action> waits{Apply{byKey(Kind::Semaphore), {{0, -1, false}}, brief},
                                    Receive{byKey(Kind::MessageQueue), {}, brief},
                                    Send{byKey(Kind::MessageQueue), 1, bytesOf("12345"), brief, 1, {}}};
    for (const Action& action : waits) {
        QElapsedTimer timer;
        timer.start();
        VERIFY_REFUSED(action);
        QVERIFY(timer.elapsed() >= 250);
    }
}

void SnippetTest::undoes() {
    const MadeObject made(Kind::Semaphore, static_cast<key_t>(testKey.value), 0600, 2);
    const auto set = sysv::SemaphoreSet::adopt(made.object().id);
    VERIFY_RUNS((Apply{byKey(Kind::Semaphore), {{0, 5, true}}, {}}));
    QCOMPARE(need(set.value(0)), std::uint16_t{0});
    QVERIFY(need(set.stat()).operatedAt != 0);
    const Apply mixed{byKey(Kind::Semaphore), {{0, 5, true}, {1, 6, false}}, {}};
    if (language() == Language::C) {
        VERIFY_RUNS(mixed);
        QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{0, 6}));
    } else {
        VERIFY_REFUSED(mixed); // rather than something else
        QCOMPARE(need(set.values()), (std::vector<std::uint16_t>{0, 0}));
    }
}

void SnippetTest::changes() {
    const MadeObject queue(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    Change change{byKey(Kind::MessageQueue), "0", "root", 0644, 512, {}};
    VERIFY_RUNS(change);
    const auto info = need(sysv::MessageQueue::adopt(queue.object().id).stat());
    QCOMPARE(info.permissions.mode, std::uint16_t{0644});
    QCOMPARE(info.capacity, std::uint64_t{512});

    change = {byKey(Kind::MessageQueue), "no$(false)\"such'\nuser", {}, 0600, {}, {}};
    VERIFY_REFUSED(change);
    QCOMPARE(need(sysv::MessageQueue::adopt(queue.object().id).stat()).permissions.mode,
             std::uint16_t(language() == Language::Python ? 0600 : 0644)); // sysv_ipc sets one after another

    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE, 0600, 4096);
    VERIFY_RUNS((Change{byId(segment), {}, {}, 0400, {}, {}}));
    QCOMPARE(need(sysv::SharedMemory::adopt(segment.object().id).stat()).info.permissions.mode, std::uint16_t{0400});
    rlimit memory{};
    if (getrlimit(RLIMIT_MEMLOCK, &memory) == 0 && memory.rlim_cur >= 4096) {
        VERIFY_RUNS((Change{byId(segment), {}, {}, {}, {}, true}));
        QVERIFY(need(sysv::SharedMemory::adopt(segment.object().id).stat()).info.locked);
    }
}

void SnippetTest::removesAndGoesOn() {
    MadeObject set(Kind::Semaphore, static_cast<key_t>(testKey.value));
    MadeObject segment(Kind::SharedMemory, static_cast<key_t>(testKey.value), 0600, 4096);
    MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    VERIFY_RUNS((Remove{{byKey(Kind::Semaphore), byKey(Kind::SharedMemory), byId(queue)}}));
    QVERIFY(ipclens::testing::objectsInNamespace().empty());

    MadeObject other(Kind::SharedMemory, static_cast<key_t>(testKey.value), 0600, 4096);
    VERIFY_RUNS((Remove{{byKey(Kind::SharedMemory)}}));
    QVERIFY(ipclens::testing::objectsInNamespace().empty());

    MadeObject last(Kind::MessageQueue, static_cast<key_t>(testKey.value));
    VERIFY_REFUSED((Remove{{byKey(Kind::Semaphore, Key{0x99}), byKey(Kind::MessageQueue)}}));
    QVERIFY(ipclens::testing::objectsInNamespace().empty());
}

void SnippetTest::writesAFile() {
    const MadeObject made(Kind::SharedMemory, IPC_PRIVATE, 0600, 4096);
    const auto hostile = hostileBytes();
    const std::string text(reinterpret_cast<const char*>(hostile.data()), hostile.size());
    const auto path = ipclens::testing::written(QStringLiteral("it's a \"$(file)\""), text).toStdString();
    VERIFY_RUNS((WriteFile{byId(made), 7, path}));
    std::vector<std::byte> read(hostile.size());
    VERIFY_DONE(need(sysv::SharedMemory::adopt(made.object().id).attach()).read(7, read));
    QVERIFY(read == hostile);
    VERIFY_REFUSED((WriteFile{byId(made), 4000, path}));
}

void SnippetTest::readsAndWrites() {
    const MadeObject made(Kind::SharedMemory, static_cast<key_t>(testKey.value), 0600, 4096);
    const auto segment = sysv::SharedMemory::adopt(made.object().id);
    const auto hostile = hostileBytes();
    VERIFY_RUNS((WriteBytes{byKey(Kind::SharedMemory), {{1001, hostile, {}}, {4095, bytesOf("z"), {}}}}));
    std::vector<std::byte> read(hostile.size());
    VERIFY_DONE(need(segment.attach()).read(1001, read));
    QVERIFY(read == hostile);
    for (const Target& target : {byKey(Kind::SharedMemory), byId(made)}) {
        const Action look = ReadBytes{target, 1001, hostile.size()};
        QCOMPARE(bytesOf(perform(look, language()).out), hostile);
    }

    VERIFY_REFUSED((WriteBytes{byId(made), {{4090, bytesOf("1234567"), {}}}}));
    const WriteBytes unmet{byId(made), {{0, bytesOf("a"), {}}, {4095, bytesOf("b"), bytesOf("y")}}};
    VERIFY_REFUSED(unmet);
    read.resize(1);
    VERIFY_DONE(need(segment.attach()).read(0, read));
    QCOMPARE(read.front(), std::byte{0});
    if (language() == Language::Shell) return; // which can't look first
    VERIFY_RUNS((WriteBytes{byId(made), {{4095, bytesOf("b"), bytesOf("z")}}}));
    VERIFY_DONE(need(segment.attach()).read(4095, read));
    QCOMPARE(read.front(), std::byte{'b'});
}

IPCLENS_TEST_MAIN(SnippetTest)

#include "snippet_test.moc"
