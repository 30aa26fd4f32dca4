// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/stat_index.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <cstring>
#include <ctime>

#include <unistd.h>

using namespace ipclens;
using listing::Kinds;
using listing::Snapshot;
using listing::StatIndex;
using testing::MadeObject;

namespace {

Snapshot listed(Kinds kinds = {}) {
    auto result = StatIndex().list(kinds);
    if (!result) throw std::runtime_error(result.error().message());
    result->sortById();
    return std::move(*result);
}

template <class Info>
const Info* row(const Snapshot& snapshot, const MadeObject& made) {
    const auto found = snapshot.find(made.object());
    return found ? std::get<const Info*>(*found) : nullptr;
}

bool isRecent(EpochSeconds time) {
    return std::abs(time - std::time(nullptr)) <= 5;
}

} // namespace

class StatIndexTest : public QObject {
    Q_OBJECT

private slots:
    void nothingThere();
    void aSet();
    void aSegment();
    void aSegmentMarkedForDestruction();
    void aQueue();
    void onlyTheKindsAskedFor();
    void freeSlotsArePassedOver();
    void listsWhatMayNotBeRead();
    void lookingChangesNothing();
    void findAndSort();
    void hurriedItFindsTheSame();
};

void StatIndexTest::nothingThere() {
    const auto snapshot = listed();
    QCOMPARE(snapshot.count(), std::size_t{0});
    QVERIFY(snapshot.warnings.empty());
    QVERIFY((snapshot.known == Knowledge{.residency = false, .capacity = true}));
    QVERIFY(isRecent(std::chrono::system_clock::to_time_t(snapshot.takenAt)));
}

void StatIndexTest::aSet() {
    const MadeObject made(Kind::Semaphore, 0x51a00001, 0640, 3);
    auto snapshot = listed();
    const auto* set = row<SemaphoreSetInfo>(snapshot, made);
    QVERIFY(set != nullptr);
    QVERIFY(set->key == Key{0x51a00001});
    QCOMPARE(set->permissions.mode, std::uint16_t{0640});
    QCOMPARE(set->permissions.uid, geteuid());
    QCOMPARE(set->permissions.creatorGid, getegid());
    QVERIFY(set->access == Access::Readable);
    QCOMPARE(set->count, 3U);
    QCOMPARE(set->operatedAt, EpochSeconds{0});
    QVERIFY(isRecent(set->changedAt));

    sembuf up{0, 1, 0};
    QCOMPARE(semop(made.id(), &up, 1), 0);
    snapshot = listed();
    QVERIFY(isRecent(row<SemaphoreSetInfo>(snapshot, made)->operatedAt));
}

void StatIndexTest::aSegment() {
    const MadeObject made(Kind::SharedMemory, -2, 0604, 5000);
    QCOMPARE(shmctl(made.id(), SHM_LOCK, nullptr), 0);
    void* address = shmat(made.id(), nullptr, SHM_RDONLY);
    const auto snapshot = listed();
    shmdt(address);
    const auto* segment = row<SegmentInfo>(snapshot, made);
    QVERIFY(segment != nullptr);
    QVERIFY(segment->key == Key{0xfffffffe});
    QCOMPARE(segment->permissions.mode, std::uint16_t{0604});
    QCOMPARE(segment->size, std::uint64_t{5000});
    QCOMPARE(segment->attached, std::uint64_t{1});
    QCOMPARE(segment->creatorPid, getpid());
    QCOMPARE(segment->lastPid, getpid());
    QVERIFY(segment->locked);
    QVERIFY(!segment->removed);
    QVERIFY(isRecent(segment->attachedAt));
    QCOMPARE(segment->detachedAt, EpochSeconds{0});
}

void StatIndexTest::aSegmentMarkedForDestruction() {
    MadeObject made(Kind::SharedMemory, 0x77, 0600, 1);
    const ObjectId object = made.object();
    void* address = shmat(made.id(), nullptr, 0);
    made.remove();
    auto snapshot = listed();
    const auto found = snapshot.find(object);
    QVERIFY(found.has_value());
    QVERIFY(std::get<const SegmentInfo*>(*found)->removed);
    QVERIFY(keyOf(*found).isPrivate());
    QCOMPARE(permissionsOf(*found).mode, std::uint16_t{0600});
    shmdt(address);
    QVERIFY(!listed().find(object));
}

void StatIndexTest::aQueue() {
    const MadeObject made(Kind::MessageQueue, 0x7fffffff, 0666);
    const struct {
        long type;
        char body[5];
    } message{3, "four"};
    QCOMPARE(msgsnd(made.id(), &message, 5, 0), 0);
    const auto snapshot = listed();
    const auto* queue = row<QueueInfo>(snapshot, made);
    QVERIFY(queue != nullptr);
    QVERIFY(queue->key == Key{0x7fffffff});
    QCOMPARE(queue->messages, std::uint64_t{1});
    QCOMPARE(queue->bytes, std::uint64_t{5});
    QCOMPARE(static_cast<long long>(queue->capacity), testing::readSysctl("kernel/msgmnb").value());
    QCOMPARE(queue->lastSendPid, getpid());
    QCOMPARE(queue->lastReceivePid, 0);
    QVERIFY(isRecent(queue->sentAt));
    QCOMPARE(queue->receivedAt, EpochSeconds{0});
}

void StatIndexTest::onlyTheKindsAskedFor() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    QCOMPARE(listed().count(), std::size_t{3});
    QCOMPARE(listed(Kinds::only(Kind::SharedMemory)).count(), std::size_t{1});
    QVERIFY(listed(Kinds::only(Kind::SharedMemory)).find(segment.object()));
    QVERIFY(listed(Kinds::only(Kind::Semaphore)).find(set.object()));
    QVERIFY(listed(Kinds::only(Kind::MessageQueue)).find(queue.object()));
    QCOMPARE(listed({false, false, false}).count(), std::size_t{0});
}

void StatIndexTest::freeSlotsArePassedOver() {
    std::vector<MadeObject> queues;
    queues.reserve(50);
    for (int i = 0; i < 50; ++i)
        queues.emplace_back(Kind::MessageQueue, IPC_PRIVATE);
    for (std::size_t i = 0; i < 49; ++i)
        queues[i].remove();
    const auto snapshot = listed();
    QCOMPARE(snapshot.queues.size(), std::size_t{1});
    QCOMPARE(snapshot.queues.front().id.value, queues.back().id());
    QCOMPARE(snapshot.unlisted, 0U);
}

void StatIndexTest::listsWhatMayNotBeRead() {
    const MadeObject made(Kind::MessageQueue, 0x99, 0600);
    const auto result = testing::runUnprivileged([&] {
        const auto snapshot = listed();
        const auto* queue = row<QueueInfo>(snapshot, made);
        const bool right = queue != nullptr && queue->access == Access::Denied && queue->permissions.mode == 0600 &&
                           queue->key == Key{0x99} && queue->capacity > 0;
        return right ? 0 : 1;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

void StatIndexTest::lookingChangesNothing() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    const auto before = listed();
    for (int i = 0; i < 20; ++i)
        (void)listed();
    const auto after = listed();
    QVERIFY(before.sets == after.sets);
    QVERIFY(before.segments == after.segments);
    QVERIFY(before.queues == after.queues);
}

void StatIndexTest::findAndSort() {
    Snapshot snapshot;
    for (const int id : {32771, 5, 98304, 0, 7}) {
        SemaphoreSetInfo set;
        set.id = Id{id};
        set.count = static_cast<std::uint32_t>(id);
        snapshot.sets.push_back(set);
    }
    snapshot.sortById();
    std::vector<int> ids;
    listing::forEachObject(snapshot, [&](ObjectView object) { ids.push_back(objectIdOf(object).id.value); });
    QVERIFY((ids == std::vector<int>{0, 5, 7, 32771, 98304}));
    for (const auto& set : snapshot.sets)
        QCOMPARE(set.count, static_cast<std::uint32_t>(set.id.value));
    for (const int id : ids)
        QVERIFY(snapshot.find({Kind::Semaphore, Id{id}}));
    for (const int id : {-1, 1, 98305})
        QVERIFY(!snapshot.find({Kind::Semaphore, Id{id}}));
    QVERIFY(!snapshot.find({Kind::MessageQueue, Id{5}}));
}

void StatIndexTest::hurriedItFindsTheSame() {
    const MadeObject set(Kind::Semaphore, 0x51a00001, 0640, 3);
    std::vector<MadeObject> queues; // enough for a thread of their own
    for (std::int32_t i = 0; i < 2100; ++i)
        queues.emplace_back(Kind::MessageQueue, 0x51b00001 + i, i == 7 ? 0200 : 0600);
    auto hurried = StatIndex(listing::Pace::Hurried).list({});
    QVERIFY(hurried.has_value());
    hurried->sortById();
    const auto plain = listed();
    QCOMPARE(hurried->queues.size(), std::size_t{2100});
    QVERIFY(hurried->queues == plain.queues);
    QVERIFY(hurried->sets == plain.sets);
    const auto setsAlone = StatIndex(listing::Pace::Hurried).list({.messageQueues = false});
    QVERIFY(setsAlone && setsAlone->queues.empty() && setsAlone->sets == plain.sets);
}

IPCLENS_TEST_MAIN(StatIndexTest)

#include "stat_index_test.moc"
