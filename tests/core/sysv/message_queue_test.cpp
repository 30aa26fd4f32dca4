// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// A message queue: making and opening it, its record and its limits, and its end.

#include "core/sysv/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/sysv/queue_fixture.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <cstdint>
#include <string>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::bytesOf;
using ipclens::testing::makeQueue;
using ipclens::testing::need;
using ipclens::testing::readSysctl;
using ipclens::testing::setSysctl;
using ipclens::testing::Sysctl;

class MessageQueueTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void createAndOpen();
    void createOpensWithoutTouching();
    void capacityIsTheSystemsOrAsSaid();
    void capacityThatIsDeniedLeavesNothing();
    void limitIsNamed();
    void statTellsAll();
    void changeOwnerModeAndCapacity();
    void removedQueueIsNotFound();
    void reusedIdIsAnotherQueue();
};

void MessageQueueTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void MessageQueueTest::createAndOpen() {
    MessageQueueOptions options;
    options.mode = 0666;
    const auto queue = need(MessageQueue::create(Key{42}, options));
    QVERIFY(queue.made());
    QCOMPARE(queue.stat().value().permissions.mode, std::uint16_t{0666});
    VERIFY_FAILS(MessageQueue::create(Key{42}, options), ErrorKind::Exists, EEXIST);
    QVERIFY(need(MessageQueue::open(Key{42})).id() == queue.id());
    QVERIFY(need(MessageQueue::open(queue.id())).id() == queue.id());
    QVERIFY(MessageQueue::adopt(queue.id()).stat().value() == queue.stat().value());
    VERIFY_DONE(queue.remove());
    VERIFY_FAILS(MessageQueue::open(Key{42}), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(MessageQueue::open(queue.id()), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(MessageQueue::open(Id{-1}), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(MessageQueue::open(Key{0}), ErrorKind::Invalid, 0);
    VERIFY_FAILS(MessageQueue::create(Key{0}, options), ErrorKind::Invalid, 0);
    const auto random = need(MessageQueue::create(RandomKey{}, {}));
    QVERIFY(!random.stat().value().key.isPrivate());
    VERIFY_DONE(random.remove());
}

void MessageQueueTest::createOpensWithoutTouching() {
    MessageQueueOptions options;
    options.ifExists = IfExists::Open;
    options.capacity = 1000;
    const auto queue = need(MessageQueue::create(Key{42}, options));
    QVERIFY(queue.made());
    options.capacity = 2000;
    options.mode = 0777;
    const auto opened = need(MessageQueue::create(Key{42}, options));
    QVERIFY(!opened.made());
    QCOMPARE(opened.stat().value().capacity, std::uint64_t{1000});
    QCOMPARE(opened.stat().value().permissions.mode, std::uint16_t{0600});
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::capacityIsTheSystemsOrAsSaid() {
    const auto queue = makeQueue();
    QCOMPARE(queue.stat().value().capacity, static_cast<std::uint64_t>(*readSysctl("kernel/msgmnb")));
    VERIFY_DONE(queue.remove());
    MessageQueueOptions options;
    options.capacity = 77;
    const auto small = need(MessageQueue::create(PrivateKey{}, options));
    QCOMPARE(small.stat().value().capacity, std::uint64_t{77});
    VERIFY_DONE(small.remove());
}

void MessageQueueTest::capacityThatIsDeniedLeavesNothing() {
    if (!ipclens::testing::canRunUnprivileged()) QSKIP("needs another user");
    const auto status = ipclens::testing::runUnprivileged([] {
        MessageQueueOptions options;
        options.capacity = 1U << 20U;
        const auto queue = MessageQueue::create(Key{42}, options);
        if (queue || queue.error().kind != ErrorKind::Denied || queue.error().number != EPERM) return 1;
        return queue.error().hint == "without it at most 16384 (MSGMNB)" ? 0 : 2;
    });
    QCOMPARE(status.value(), 0);
    VERIFY_FAILS(MessageQueue::open(Key{42}), ErrorKind::NotFound, ENOENT);
}

void MessageQueueTest::limitIsNamed() {
    const Sysctl limit("kernel/msgmni", 1);
    if (!limit.set()) QSKIP("kernel.msgmni can't be written here");
    const auto queue = makeQueue();
    const auto second = MessageQueue::create(PrivateKey{}, {});
    VERIFY_FAILS(second, ErrorKind::Limit, ENOSPC);
    QCOMPARE(second.error().hint, std::string("1 of 1 queues (MSGMNI)"));
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::statTellsAll() {
    const auto begun = ::time(nullptr);
    const auto queue = need(MessageQueue::create(Key{42}, {}));
    auto info = queue.stat().value();
    QVERIFY(info.key == Key{42});
    QCOMPARE(info.permissions.creatorUid, ::geteuid());
    QCOMPARE(info.lastSendPid, 0);
    QCOMPARE(info.lastReceivePid, 0);
    QCOMPARE(info.sentAt, EpochSeconds{0});
    QCOMPARE(info.receivedAt, EpochSeconds{0});
    QVERIFY(info.changedAt >= begun);
    VERIFY_DONE(queue.send(3, bytesOf("hello")));
    VERIFY_DONE(queue.send(3, bytesOf("you")));
    VERIFY_DONE(queue.receive());
    info = queue.stat().value();
    QCOMPARE(info.messages, std::uint64_t{1});
    QCOMPARE(info.bytes, std::uint64_t{3});
    QCOMPARE(info.lastSendPid, ::getpid());
    QCOMPARE(info.lastReceivePid, ::getpid());
    QVERIFY(info.sentAt >= begun && info.receivedAt >= begun);
    QVERIFY(info.access == Access::Readable);
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::changeOwnerModeAndCapacity() {
    const auto queue = makeQueue();
    QueueChange change;
    change.capacity = 100;
    VERIFY_DONE(queue.change(change));
    QCOMPARE(queue.stat().value().capacity, std::uint64_t{100});
    QCOMPARE(queue.stat().value().permissions.mode, std::uint16_t{0600});
    change.capacity.reset();
    change.permissions.mode = 0200; // not even its owner may read it now, and may still change it
    VERIFY_DONE(queue.change(change));
    change.permissions.mode = 0644;
    VERIFY_DONE(queue.change(change));
    QCOMPARE(queue.stat().value().capacity, std::uint64_t{100});
    QCOMPARE(queue.stat().value().permissions.mode, std::uint16_t{0644});
    change.permissions.uid = static_cast<uid_t>(-1); // names nobody
    change.capacity = 50;
    VERIFY_FAILS(queue.change(change), ErrorKind::Invalid, EINVAL);
    QCOMPARE(queue.stat().value().capacity, std::uint64_t{100});
    VERIFY_DONE(queue.remove());
    VERIFY_FAILS(queue.change(change), ErrorKind::NotFound, EINVAL);
}

void MessageQueueTest::removedQueueIsNotFound() {
    const auto queue = makeQueue();
    VERIFY_DONE(queue.remove());
    VERIFY_FAILS(queue.remove(), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(queue.stat(), ErrorKind::NotFound, EINVAL);
}

void MessageQueueTest::reusedIdIsAnotherQueue() {
    const auto first = need(MessageQueue::create(Key{42}, {}));
    VERIFY_DONE(first.remove());
    if (!setSysctl("kernel/msg_next_id", first.id().value)) QSKIP("needs kernel.msg_next_id");
    const auto second = need(MessageQueue::create(Key{43}, {}));
    QVERIFY(second.id() == first.id());
    QVERIFY(first.stat().value().key == Key{43});
    VERIFY_DONE(second.remove());
}

IPCLENS_TEST_MAIN(MessageQueueTest)

#include "message_queue_test.moc"
