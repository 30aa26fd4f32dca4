// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <array>
#include <cerrno>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::need;

namespace {

template <class T>
bool isDenied(const Result<T>& result, int number) {
    if (result || result.error().kind != ErrorKind::Denied || result.error().number != number) return false;
    return result.error().hint == "owner root, mode 0600";
}

constexpr std::array payload{std::byte{1}, std::byte{2}};

} // namespace

/// What a user without any permission on an object is told. The objects are root's, of mode 0600.
class AccessTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void setOfAnother();
    void segmentOfAnother();
    void queueOfAnother();
    void idsInHighSlots();
    void mayReadAndNotAlter();

private:
    Id set_;
    Id segment_;
    Id queue_;
};

void AccessTest::initTestCase() {
    if (!ipclens::testing::canRunUnprivileged()) QSKIP("needs another user");
    SemaphoreSetOptions setOptions;
    setOptions.values = {1, 2, 3};
    set_ = need(SemaphoreSet::create(Key{0x71}, setOptions)).id();
    SharedMemoryOptions segmentOptions;
    segmentOptions.size = 5000;
    segment_ = need(SharedMemory::create(Key{0x72}, segmentOptions)).id();
    const auto queue = need(MessageQueue::create(Key{0x73}, {}));
    need(queue.send(1, payload));
    queue_ = queue.id();
}

void AccessTest::cleanupTestCase() {
    static_cast<void>(SemaphoreSet::adopt(set_).remove());
    static_cast<void>(SharedMemory::adopt(segment_).remove());
    static_cast<void>(MessageQueue::adopt(queue_).remove());
}

void AccessTest::setOfAnother() {
    const auto status = ipclens::testing::runUnprivileged([this] {
        const auto set = SemaphoreSet::open(Key{0x71});
        HOLDS_HERE(set && set->id() == set_);
        HOLDS_HERE(SemaphoreSet::open(set_));
        const auto info = set->stat();
        HOLDS_HERE(info && info->access == Access::Denied);
        HOLDS_HERE(info->id == set_ && info->key == Key{0x71} && info->count == 3);
        HOLDS_HERE(info->permissions.uid == 0 && info->permissions.mode == 0600);
        HOLDS_HERE(isDenied(set->values(), EACCES) && isDenied(set->value(0), EACCES));
        HOLDS_HERE(isDenied(set->state(0), EACCES) && isDenied(set->states(), EACCES));
        HOLDS_HERE(isDenied(set->setValue(0, 1), EACCES));
        const std::vector<std::uint16_t> three(3);
        HOLDS_HERE(isDenied(set->setValues(three), EACCES));
        const SemaphoreOperation take{0, -1, false};
        HOLDS_HERE(isDenied(set->apply({&take, 1}, Wait::never()), EACCES));
        HOLDS_HERE(isDenied(set->change({std::nullopt, std::nullopt, 0666}), EPERM));
        HOLDS_HERE(isDenied(set->remove(), EPERM));
        SemaphoreSetOptions options;
        options.ifExists = IfExists::Open;
        const auto opened = SemaphoreSet::create(Key{0x71}, options);
        HOLDS_HERE(opened && !opened->made());
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

void AccessTest::segmentOfAnother() {
    const auto status = ipclens::testing::runUnprivileged([this] {
        const auto segment = SharedMemory::open(Key{0x72});
        HOLDS_HERE(segment && segment->id() == segment_);
        const auto stat = segment->stat();
        HOLDS_HERE(stat && stat->info.access == Access::Denied);
        HOLDS_HERE(stat->info.size == 5000 && stat->info.key == Key{0x72});
        HOLDS_HERE(stat->known.residency && stat->info.resident == 0);
        HOLDS_HERE(isDenied(segment->attach(), EACCES));
        HOLDS_HERE(isDenied(segment->lock(), EPERM) && isDenied(segment->unlock(), EPERM));
        HOLDS_HERE(isDenied(segment->change({}), EPERM));
        HOLDS_HERE(isDenied(segment->remove(), EPERM));
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

void AccessTest::queueOfAnother() {
    const auto status = ipclens::testing::runUnprivileged([this] {
        const auto queue = MessageQueue::open(Key{0x73});
        HOLDS_HERE(queue && queue->id() == queue_);
        const auto info = queue->stat();
        HOLDS_HERE(info && info->access == Access::Denied);
        HOLDS_HERE(info->messages == 1 && info->bytes == payload.size());
        HOLDS_HERE(isDenied(queue->send(1, payload), EACCES));
        HOLDS_HERE(isDenied(queue->receive({}, Wait::never()), EACCES));
        HOLDS_HERE(isDenied(queue->peek(0), EACCES));
        QueueChange change;
        HOLDS_HERE(isDenied(queue->change(change), EPERM));
        change.capacity = 1U << 30U; // too much for its owner too, which is not the point here
        HOLDS_HERE(isDenied(queue->change(change), EPERM));
        HOLDS_HERE(isDenied(queue->remove(), EPERM));
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

void AccessTest::idsInHighSlots() {
    // an id is its slot and a sequence number above that; both other than 0 here
    std::vector<SemaphoreSet> sets;
    for (int i = 0; i < 300; ++i)
        sets.push_back(need(SemaphoreSet::create(PrivateKey{}, {})));
    const auto status = ipclens::testing::runUnprivileged([&] {
        for (const SemaphoreSet& set : sets) {
            const auto info = set.stat();
            HOLDS_HERE(info && info->id == set.id() && info->access == Access::Denied);
        }
        return 0;
    });
    for (const SemaphoreSet& set : sets)
        need(set.remove());
    QCOMPARE(status.value(), 0);
}

void AccessTest::mayReadAndNotAlter() {
    const auto set = SemaphoreSet::adopt(set_);
    const auto segment = SharedMemory::adopt(segment_);
    const auto queue = MessageQueue::adopt(queue_);
    const PermissionChange readable{std::nullopt, std::nullopt, 0604};
    need(set.change(readable));
    need(segment.change(readable));
    need(queue.change({readable, {}}));
    const auto status = ipclens::testing::runUnprivileged([&] {
        HOLDS_HERE(set.stat()->access == Access::Readable);
        HOLDS_HERE(set.values() && set.states());
        const SemaphoreOperation take{0, -1, false};
        const auto taken = set.apply({&take, 1}, Wait::never());
        HOLDS_HERE(!taken && taken.error().hint == "owner root, mode 0604");
        const SemaphoreOperation zero{0, 0, false}; // to wait for zero alters nothing
        HOLDS_HERE(set.apply({&zero, 1}, Wait::never()).error().kind == ErrorKind::WouldBlock);
        AttachOptions options;
        HOLDS_HERE(segment.attach(options));
        options.mode = AttachMode::ReadWrite;
        HOLDS_HERE(segment.attach(options).error().kind == ErrorKind::Denied);
        HOLDS_HERE(queue.peek(0));
        HOLDS_HERE(queue.send(1, payload).error().kind == ErrorKind::Denied);
        HOLDS_HERE(queue.receive({}, Wait::never())); // msgrcv(2) asks for read permission alone
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

IPCLENS_TEST_MAIN(AccessTest)

#include "access_test.moc"
