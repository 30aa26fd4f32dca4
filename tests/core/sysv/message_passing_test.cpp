// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Sending, receiving and peeking: what goes in comes out, and what does not fit is an answer.

#include "core/sysv/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/sysv/queue_fixture.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <climits>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::bytesOf;
using ipclens::testing::makeQueue;
using ipclens::testing::need;
using ipclens::testing::Sysctl;

namespace {

std::vector<std::byte> filler(std::size_t size) {
    std::vector<std::byte> result(size);
    for (std::size_t i = 0; i < size; ++i)
        result[i] = static_cast<std::byte>(i * 7 + i / 256);
    return result;
}

Selection ofType(long type) {
    Selection selection;
    selection.type = type;
    return selection;
}

} // namespace

class MessagePassingTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
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
};

void MessagePassingTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void MessagePassingTest::anyPayloadComesBack_data() {
    QTest::addColumn<std::vector<std::byte>>("payload");
    QTest::addColumn<qlonglong>("type");
    QTest::newRow("empty") << bytesOf("") << 1LL;
    QTest::newRow("text") << bytesOf("hello") << 7LL;
    QTest::newRow("NULs") << bytesOf(std::string_view("\0a\0\0", 4)) << 7LL;
    QTest::newRow("all bytes") << filler(256) << 7LL;
    QTest::newRow("MSGMAX, of the highest type") << filler(8192) << qlonglong{LONG_MAX};
}

void MessagePassingTest::anyPayloadComesBack() {
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

void MessagePassingTest::selection_data() {
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

void MessagePassingTest::selection() {
    QFETCH(qlonglong, type);
    QFETCH(bool, except);
    QFETCH(QString, taken);
    const auto queue = makeQueue();
    VERIFY_DONE(queue.send(3, bytesOf("a")));
    VERIFY_DONE(queue.send(1, bytesOf("b")));
    VERIFY_DONE(queue.send(2, bytesOf("c")));
    VERIFY_DONE(queue.send(1, bytesOf("d")));
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

void MessagePassingTest::sendRefusals() {
    const auto queue = makeQueue();
    for (const long type : {0L, -1L, LONG_MIN})
        VERIFY_FAILS(queue.send(type, bytesOf("x")), ErrorKind::Invalid, 0);
    const auto tooLong = queue.send(1, filler(8193));
    VERIFY_FAILS(tooLong, ErrorKind::Limit, EINVAL);
    QCOMPARE(tooLong.error().hint, std::string("at most 8192 (MSGMAX)"));
    QCOMPARE(queue.stat().value().messages, std::uint64_t{0});
    VERIFY_DONE(queue.remove());
    VERIFY_FAILS(queue.send(1, bytesOf("x")), ErrorKind::NotFound, EINVAL);
}

void MessagePassingTest::fullQueueSaysHowFull() {
    const auto queue = need(MessageQueue::create(Key{42}, {}));
    VERIFY_DONE(queue.send(1, filler(8192)));
    VERIFY_DONE(queue.send(1, filler(8192)));
    const auto full = queue.send(1, bytesOf("x"), Wait::never());
    VERIFY_FAILS(full, ErrorKind::WouldBlock, EAGAIN);
    QCOMPARE(full.error().reason, std::string("the queue is full"));
    QCOMPARE(full.error().hint, std::string("16384 of 16384 bytes"));
    VERIFY_DONE(queue.remove());
}

void MessagePassingTest::messageThatNeverFitsIsNamed() {
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

void MessagePassingTest::queueOfEmptyMessagesIsFullToo() {
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

void MessagePassingTest::receiveRefusals() {
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

void MessagePassingTest::tooLongStaysOrIsCut() {
    const auto queue = makeQueue();
    VERIFY_DONE(queue.send(1, bytesOf("hello")));
    Selection selection;
    selection.maxSize = 4;
    const auto tooLong = queue.receive(selection);
    VERIFY_FAILS(tooLong, ErrorKind::Limit, E2BIG);
    QCOMPARE(tooLong.error().reason, std::string("the message is longer than 4 bytes"));
    QCOMPARE(queue.stat().value().messages, std::uint64_t{1});
    selection.truncate = true;
    QVERIFY(queue.receive(selection).value().payload == bytesOf("hell"));
    VERIFY_DONE(queue.send(1, bytesOf("hello")));
    selection.maxSize = 0;
    QVERIFY(queue.receive(selection).value().payload.empty());
    VERIFY_DONE(queue.send(1, bytesOf("hello")));
    selection.truncate = false;
    selection.maxSize = 5;
    QVERIFY(queue.receive(selection).value().payload == bytesOf("hello"));
    VERIFY_DONE(queue.remove());
}

void MessagePassingTest::hugeMaxSizeTakesAnyMessage() {
    const auto queue = makeQueue();
    for (const std::uint64_t size : {std::uint64_t{8192}, std::uint64_t{1} << 30U, UINT64_MAX}) {
        VERIFY_DONE(queue.send(1, filler(8192)));
        Selection selection;
        selection.maxSize = size;
        QVERIFY(queue.receive(selection).value().payload == filler(8192));
    }
    VERIFY_DONE(queue.remove());
}

void MessagePassingTest::messageLongerThanTheLimitOfNow() {
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

void MessagePassingTest::peekLeavesAllAsItWas() {
    const auto queue = makeQueue();
    VERIFY_DONE(queue.send(3, bytesOf("a")));
    VERIFY_DONE(queue.send(1, {}));
    VERIFY_DONE(queue.send(2, filler(8192)));
    QTest::qWait(1100); // times are whole seconds
    const auto before = queue.stat().value();
    ipclens::testing::ChildProcess looker([queue] {
        const bool all = queue.peek(0).value() == Message{3, bytesOf("a")} && queue.peek(1).value() == Message{1, {}} &&
                         queue.peek(2).value() == Message{2, filler(8192)};
        return all && !queue.peek(3) ? 0 : 1;
    });
    QCOMPARE(looker.wait(), 0);
    QVERIFY(queue.stat().value() == before);
    VERIFY_DONE(queue.remove());
}

void MessagePassingTest::peekTakesMemoryForTheMessageAlone() {
    const auto queue = makeQueue();
    VERIFY_DONE(queue.send(1, bytesOf("small")));
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
        QVERIFY(queue.peek(0).value() == (Message{1, bytesOf("small")}));
        touched = pagesTouched() - before;
    })
        .join();
    QVERIFY2(touched < 1000, std::to_string(touched).c_str()); // 64 MiB are 16,384
    VERIFY_DONE(queue.remove());
}

void MessagePassingTest::peekPastTheEnd() {
    const auto queue = makeQueue();
    VERIFY_FAILS(queue.peek(0), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_DONE(queue.send(1, {}));
    VERIFY_FAILS(queue.peek(1), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_FAILS(queue.peek(LONG_MAX), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_FAILS(queue.peek(UINT64_MAX), ErrorKind::WouldBlock, ENOMSG);
    VERIFY_DONE(queue.remove());
    VERIFY_FAILS(queue.peek(0), ErrorKind::NotFound, EINVAL);
}

IPCLENS_TEST_MAIN(MessagePassingTest)

#include "message_passing_test.moc"
