// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <climits>

#include <cerrno>
#include <chrono>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::need;
using ipclens::testing::readSysctl;
using ipclens::testing::setSysctl;

namespace {

std::vector<std::byte> bytes(std::string_view text) {
    const auto* begin = reinterpret_cast<const std::byte*>(text.data());
    return {begin, begin + text.size()};
}

std::vector<std::byte> filler(std::size_t size) {
    std::vector<std::byte> result(size);
    for (std::size_t i = 0; i < size; ++i)
        result[i] = static_cast<std::byte>(i * 7 + i / 256);
    return result;
}

MessageQueue makeQueue() {
    return need(MessageQueue::create(PrivateKey{}, {}));
}

Selection ofType(long type) {
    Selection selection;
    selection.type = type;
    return selection;
}

/// One number of /proc/sys for a while.
class Sysctl {
public:
    Sysctl(std::string name, long long value)
        : name_(std::move(name))
        , before_(readSysctl(name_).value_or(0))
        , set_(setSysctl(name_, value)) {}
    ~Sysctl() { setSysctl(name_, before_); }
    Sysctl(const Sysctl&) = delete;
    Sysctl& operator=(const Sysctl&) = delete;

    [[nodiscard]] bool set() const { return set_; }

private:
    std::string name_;
    long long before_;
    bool set_;
};

} // namespace

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
    void anyPayloadComesBack_data();
    void anyPayloadComesBack();
    void selection_data();
    void selection();
    void sendRefusals();
    void fullQueueSaysHowFull();
    void messageThatNeverFitsIsNamed();
    void queueOfEmptyMessagesIsFullToo();
    void receiveRefusals();
    void tooLongStaysOrIsCut();
    void hugeMaxSizeTakesAnyMessage();
    void messageLongerThanTheLimitOfNow();
    void peekLeavesAllAsItWas();
    void peekTakesMemoryForTheMessageAlone();
    void peekPastTheEnd();
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
    VERIFY_DONE(queue.send(3, bytes("hello")));
    VERIFY_DONE(queue.send(3, bytes("you")));
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

void MessageQueueTest::anyPayloadComesBack_data() {
    QTest::addColumn<std::vector<std::byte>>("payload");
    QTest::addColumn<qlonglong>("type");
    QTest::newRow("empty") << bytes("") << 1LL;
    QTest::newRow("text") << bytes("hello") << 7LL;
    QTest::newRow("NULs") << bytes(std::string_view("\0a\0\0", 4)) << 7LL;
    QTest::newRow("all bytes") << filler(256) << 7LL;
    QTest::newRow("MSGMAX, of the highest type") << filler(8192) << qlonglong{LONG_MAX};
}

void MessageQueueTest::anyPayloadComesBack() {
    QFETCH(std::vector<std::byte>, payload);
    QFETCH(qlonglong, type);
    const auto queue = makeQueue();
    const Message sent{static_cast<long>(type), payload};
    VERIFY_DONE(queue.send(sent.type, sent.payload));
    QVERIFY(queue.peek(0).value() == sent);
    QVERIFY(queue.receive().value() == sent);
    QCOMPARE(queue.stat().value().messages, std::uint64_t{0});
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::selection_data() {
    QTest::addColumn<qlonglong>("type");
    QTest::addColumn<bool>("except");
    QTest::addColumn<QString>("taken"); // of 3:a 1:b 2:c 1:d, in the order in which they come
    QTest::newRow("first") << 0LL << false << "abcd";
    QTest::newRow("of type 1") << 1LL << false << "bd";
    QTest::newRow("of type 2") << 2LL << false << "c";
    QTest::newRow("of type 9") << 9LL << false << "";
    QTest::newRow("not of type 1") << 1LL << true << "ac";
    QTest::newRow("up to 2") << -2LL << false << "bdc";
    QTest::newRow("up to the highest") << qlonglong{LONG_MIN} << false << "bdca";
}

void MessageQueueTest::selection() {
    QFETCH(qlonglong, type);
    QFETCH(bool, except);
    QFETCH(QString, taken);
    const auto queue = makeQueue();
    VERIFY_DONE(queue.send(3, bytes("a")));
    VERIFY_DONE(queue.send(1, bytes("b")));
    VERIFY_DONE(queue.send(2, bytes("c")));
    VERIFY_DONE(queue.send(1, bytes("d")));
    Selection selection = ofType(static_cast<long>(type));
    selection.except = except;
    QString seen;
    auto message = queue.receive(selection, Wait::never());
    for (; message; message = queue.receive(selection, Wait::never()))
        seen += QLatin1Char(static_cast<char>(message->payload.at(0)));
    VERIFY_FAILS(message, ErrorKind::WouldBlock, ENOMSG);
    QCOMPARE(seen, taken);
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::sendRefusals() {
    const auto queue = makeQueue();
    for (const long type : {0L, -1L, LONG_MIN})
        VERIFY_FAILS(queue.send(type, bytes("x")), ErrorKind::Invalid, 0);
    const auto tooLong = queue.send(1, filler(8193));
    VERIFY_FAILS(tooLong, ErrorKind::Limit, EINVAL);
    QCOMPARE(tooLong.error().hint, std::string("at most 8192 (MSGMAX)"));
    QCOMPARE(queue.stat().value().messages, std::uint64_t{0});
    VERIFY_DONE(queue.remove());
    VERIFY_FAILS(queue.send(1, bytes("x")), ErrorKind::NotFound, EINVAL);
}

void MessageQueueTest::fullQueueSaysHowFull() {
    const auto queue = need(MessageQueue::create(Key{42}, {}));
    VERIFY_DONE(queue.send(1, filler(8192)));
    VERIFY_DONE(queue.send(1, filler(8192)));
    const auto full = queue.send(1, bytes("x"), Wait::never());
    VERIFY_FAILS(full, ErrorKind::WouldBlock, EAGAIN);
    QCOMPARE(full.error().reason, std::string("the queue is full"));
    QCOMPARE(full.error().hint, std::string("16384 of 16384 bytes"));
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::messageThatNeverFitsIsNamed() {
    MessageQueueOptions options;
    options.capacity = 10;
    const auto queue = need(MessageQueue::create(PrivateKey{}, options));
    const auto tooLong = queue.send(1, filler(11), Wait::never());
    VERIFY_FAILS(tooLong, ErrorKind::WouldBlock, EAGAIN);
    QCOMPARE(tooLong.error().reason, std::string("the message is longer than the queue's capacity"));
    QCOMPARE(tooLong.error().hint, std::string("11 bytes for 10"));
    const auto late = queue.send(1, filler(11), Wait::atMost(std::chrono::milliseconds(1)));
    VERIFY_FAILS(late, ErrorKind::TimedOut, ETIMEDOUT);
    QCOMPARE(late.error().reason, std::string("the time is over, and the message is longer than the queue's capacity"));
    VERIFY_DONE(queue.send(1, filler(10), Wait::never()));
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::queueOfEmptyMessagesIsFullToo() {
    MessageQueueOptions options;
    options.capacity = 2;
    const auto queue = need(MessageQueue::create(PrivateKey{}, options));
    VERIFY_DONE(queue.send(1, {}));
    VERIFY_DONE(queue.send(1, {}));
    const auto full = queue.send(1, {}, Wait::never());
    VERIFY_FAILS(full, ErrorKind::WouldBlock, EAGAIN);
    QCOMPARE(full.error().hint, std::string("2 messages in 2 bytes"));
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::receiveRefusals() {
    const auto queue = makeQueue();
    Selection selection;
    selection.except = true;
    VERIFY_FAILS(queue.receive(selection, Wait::never()), ErrorKind::Invalid, 0);
    selection.type = -1;
    VERIFY_FAILS(queue.receive(selection, Wait::never()), ErrorKind::Invalid, 0);
    VERIFY_FAILS(queue.receive({}, Wait::never()), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_DONE(queue.remove());
    VERIFY_FAILS(queue.receive(), ErrorKind::NotFound, EINVAL);
}

void MessageQueueTest::tooLongStaysOrIsCut() {
    const auto queue = makeQueue();
    VERIFY_DONE(queue.send(1, bytes("hello")));
    Selection selection;
    selection.maxSize = 4;
    const auto tooLong = queue.receive(selection);
    VERIFY_FAILS(tooLong, ErrorKind::Limit, E2BIG);
    QCOMPARE(tooLong.error().reason, std::string("the message is longer than 4 bytes"));
    QCOMPARE(queue.stat().value().messages, std::uint64_t{1});
    selection.truncate = true;
    QVERIFY(queue.receive(selection).value().payload == bytes("hell"));
    VERIFY_DONE(queue.send(1, bytes("hello")));
    selection.maxSize = 0;
    QVERIFY(queue.receive(selection).value().payload.empty());
    VERIFY_DONE(queue.send(1, bytes("hello")));
    selection.truncate = false;
    selection.maxSize = 5;
    QVERIFY(queue.receive(selection).value().payload == bytes("hello"));
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::hugeMaxSizeTakesAnyMessage() {
    const auto queue = makeQueue();
    for (const std::uint64_t size : {std::uint64_t{8192}, std::uint64_t{1} << 30U, UINT64_MAX}) {
        VERIFY_DONE(queue.send(1, filler(8192)));
        Selection selection;
        selection.maxSize = size;
        QVERIFY(queue.receive(selection).value().payload == filler(8192));
    }
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::messageLongerThanTheLimitOfNow() {
    const std::size_t size = 200'000;
    const Sysctl roomy("kernel/msgmnb", 3 * size);
    const auto queue = makeQueue();
    {
        const Sysctl higher("kernel/msgmax", 1 << 20);
        if (!higher.set() || !roomy.set()) {
            VERIFY_DONE(queue.remove());
            QSKIP("kernel.msgmax and msgmnb can't be written here");
        }
        VERIFY_DONE(queue.send(5, filler(size)));
        VERIFY_DONE(queue.send(6, filler(size)));
        QVERIFY(queue.peek(1).value().payload == filler(size));
    }
    const auto peeked = queue.peek(0);
    VERIFY_FAILS(peeked, ErrorKind::Limit, EINVAL);
    QCOMPARE(peeked.error().hint, std::string("at most 8192 (MSGMAX)"));
    std::thread([&] { // whose buffer has to grow first
        QVERIFY(queue.receive().value().payload == filler(size));
    })
        .join();
    Selection cut;
    cut.maxSize = size - 1;
    VERIFY_FAILS(queue.receive(cut), ErrorKind::Limit, E2BIG);
    cut.truncate = true;
    QCOMPARE(queue.receive(cut).value().payload.size(), size - 1);
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::peekLeavesAllAsItWas() {
    const auto queue = makeQueue();
    VERIFY_DONE(queue.send(3, bytes("a")));
    VERIFY_DONE(queue.send(1, {}));
    VERIFY_DONE(queue.send(2, filler(8192)));
    QTest::qWait(1100); // times are whole seconds
    const auto before = queue.stat().value();
    ipclens::testing::ChildProcess looker([queue] {
        const bool all = queue.peek(0).value() == Message{3, bytes("a")} && queue.peek(1).value() == Message{1, {}} &&
                         queue.peek(2).value() == Message{2, filler(8192)};
        return all && !queue.peek(3) ? 0 : 1;
    });
    QCOMPARE(looker.wait(), 0);
    QVERIFY(queue.stat().value() == before);
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::peekTakesMemoryForTheMessageAlone() {
    const auto queue = makeQueue();
    VERIFY_DONE(queue.send(1, bytes("small")));
    const Sysctl higher("kernel/msgmax", 64 << 20);
    if (!higher.set()) {
        VERIFY_DONE(queue.remove());
        QSKIP("kernel.msgmax can't be written here");
    }
    long touched = 0;
    std::thread([&] { // with a buffer of its own
        const auto pagesTouched = [] {
            rusage usage{};
            ::getrusage(RUSAGE_THREAD, &usage);
            return usage.ru_minflt;
        };
        const long before = pagesTouched();
        QVERIFY(queue.peek(0).value() == (Message{1, bytes("small")}));
        touched = pagesTouched() - before;
    })
        .join();
    QVERIFY2(touched < 1000, std::to_string(touched).c_str()); // 64 MiB are 16,384
    VERIFY_DONE(queue.remove());
}

void MessageQueueTest::peekPastTheEnd() {
    const auto queue = makeQueue();
    VERIFY_FAILS(queue.peek(0), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_DONE(queue.send(1, {}));
    VERIFY_FAILS(queue.peek(1), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_FAILS(queue.peek(LONG_MAX), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_FAILS(queue.peek(UINT64_MAX), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_DONE(queue.remove());
    VERIFY_FAILS(queue.peek(0), ErrorKind::NotFound, EINVAL);
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
