// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/core/posix/notified.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;
using namespace std::chrono_literals;

/// What the documentation of the Python module posix_ipc says that its message queues do, with our means; each test is
/// named for a part of it.
class PosixPythonQueuesTest : public QObject {
    Q_OBJECT

public:
    PosixPythonQueuesTest() { blockAwaitedSignals(); }

private slots:
    void cleanup();
    void messageQueueFlags();
    void messageQueueNameNoneIsRandom();
    void messageQueueMaxMessagesAndSize();
    void messageQueueReadAndWriteFlags();
    void messageQueueSendAndReceiveWithTimeouts();
    void messageQueuePriorities();
    void messageQueueFifoAmongEquals();
    void messageQueueBlock();
    void messageQueueCurrentMessages();
    void messageQueueNotificationBySignal();
    void messageQueueNotificationByFunction();
    void messageQueueNotificationNone();
    void messageQueueNotificationIsBusy();
    void messageQueueUnlinkIsPostponed();
};

void PosixPythonQueuesTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixPythonQueuesTest::messageQueueFlags() {
    VERIFY_FAILS(MessageQueue::open("/x"), ErrorKind::NotFound, ENOENT); // flags=0
    const auto made = need(MessageQueue::create("/x", {}));              // O_CREX
    VERIFY_FAILS(MessageQueue::create("/x", {}), ErrorKind::Exists, EEXIST);
    QueueOptions options;
    options.ifExists = IfExists::Open; // O_CREAT
    options.maxMessages = 1;           // ignored, as the mode is
    options.mode = 0666;
    const auto opened = need(MessageQueue::create("/x", options));
    QVERIFY(need(opened.attributes()) == need(made.attributes()));
    QCOMPARE(modeOf("/dev/mqueue/x"), mode_t{0600});
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueNameNoneIsRandom() {
    const auto first = need(MessageQueue::create(RandomName{}, {}));
    const auto second = need(MessageQueue::create(RandomName{}, {}));
    QVERIFY(first.name() != second.name());
    for (const MessageQueue* queue : {&first, &second})
        VERIFY_DONE(MessageQueue::unlink(queue->name()));
}

void PosixPythonQueuesTest::messageQueueMaxMessagesAndSize() {
    QueueOptions options;
    options.maxMessages = 2;
    options.messageSize = 3;
    const auto queue = need(MessageQueue::create("/x", options));
    QVERIFY(need(queue.attributes()) == (QueueAttributes{0, 2, 3})); // max_messages, max_message_size
    VERIFY_FAILS(queue.send(bytesOf("1234")), ErrorKind::Limit, EMSGSIZE);
    VERIFY_DONE(queue.send(bytesOf("123")));
    VERIFY_DONE(queue.send(bytesOf("")));
    VERIFY_FAILS(queue.send(bytesOf("1"), 0, Wait::never()), ErrorKind::WouldBlock, EAGAIN);
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueReadAndWriteFlags() {
    const auto both = need(MessageQueue::create("/x", {})); // read=True, write=True
    const auto reader = need(MessageQueue::open("/x", Direction::Receive));
    const auto writer = need(MessageQueue::open("/x", Direction::Send));
    VERIFY_FAILS(reader.send(bytesOf("1")), ErrorKind::Denied, 0);
    VERIFY_FAILS(writer.receive(), ErrorKind::Denied, 0);
    VERIFY_DONE(both.send(bytesOf("1"))); // other handles don't mind
    VERIFY_DONE(both.receive());
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueSendAndReceiveWithTimeouts() {
    QueueOptions options;
    options.maxMessages = 1;
    const auto queue = need(MessageQueue::create("/x", options));
    VERIFY_FAILS(queue.receive(Wait::atMost(0s)), ErrorKind::TimedOut, ETIMEDOUT); // BusyError
    auto begun = std::chrono::steady_clock::now();
    VERIFY_FAILS(queue.receive(Wait::atMost(62500us)), ErrorKind::TimedOut, ETIMEDOUT);
    QVERIFY(std::chrono::steady_clock::now() - begun >= 62500us);
    VERIFY_DONE(queue.send(bytesOf("1"), 0, Wait::atMost(0s)));
    VERIFY_FAILS(queue.send(bytesOf("2"), 0, Wait::atMost(0s)), ErrorKind::TimedOut, ETIMEDOUT);
    begun = std::chrono::steady_clock::now();
    VERIFY_FAILS(queue.send(bytesOf("2"), 0, Wait::atMost(62500us)), ErrorKind::TimedOut, ETIMEDOUT);
    QVERIFY(std::chrono::steady_clock::now() - begun >= 62500us);
    ChildProcess child([] { return need(need(MessageQueue::open("/x")).send(bytesOf("2"))), 0; }); // timeout=None
    QVERIFY(need(queue.receive()) == (Message{0, bytesOf("1")}));
    QVERIFY(need(queue.receive()) == (Message{0, bytesOf("2")}));
    QCOMPARE(child.wait(), 0);
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueuePriorities() {
    const auto queue = need(MessageQueue::create("/x", {}));
    VERIFY_DONE(queue.send(bytesOf("lowest"))); // priority=0
    VERIFY_DONE(queue.send(bytesOf("highest"), priorityMax));
    VERIFY_DONE(queue.send(bytesOf("middle"), 1));
    QVERIFY(need(queue.receive()) == (Message{priorityMax, bytesOf("highest")}));
    QVERIFY(need(queue.receive()) == (Message{1, bytesOf("middle")}));
    QVERIFY(need(queue.receive()) == (Message{0, bytesOf("lowest")}));
    QCOMPARE(static_cast<long>(priorityMax), ::sysconf(_SC_MQ_PRIO_MAX) - 1); // QUEUE_PRIORITY_MAX
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueFifoAmongEquals() {
    const auto queue = need(MessageQueue::create("/x", {}));
    for (const char* text : {"1", "2", "3"})
        VERIFY_DONE(queue.send(bytesOf(text), 7));
    for (const char* text : {"1", "2", "3"})
        QVERIFY(need(queue.receive()) == (Message{7, bytesOf(text)}));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueBlock() {
    const auto queue = need(MessageQueue::create("/x", {}));
    QVERIFY(need(queue.blocks())); // block=True by default
    VERIFY_DONE(queue.setBlocks(false));
    VERIFY_FAILS(queue.receive(), ErrorKind::WouldBlock, EAGAIN);
    VERIFY_FAILS(queue.receive(Wait::atMost(1h)), ErrorKind::WouldBlock, EAGAIN); // no timeout matters
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueCurrentMessages() {
    const auto queue = need(MessageQueue::create("/x", {}));
    for (const std::uint64_t number : {1U, 2U, 3U}) {
        VERIFY_DONE(queue.send(bytesOf("1")));
        QCOMPARE(need(queue.attributes()).messages, number);
    }
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueNotificationBySignal() {
    const auto queue = need(MessageQueue::create("/x", {}));
    const int signal = SIGRTMIN + 3; // USER_SIGNAL_MIN … USER_SIGNAL_MAX
    const auto notification = need(queue.notify(NotifyBySignal{signal, 0}));
    VERIFY_DONE(queue.send(bytesOf("1")));
    QVERIFY(cameBySignal(signal));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueNotificationByFunction() {
    const auto queue = need(MessageQueue::create("/x", {}));
    std::atomic<int> called = 0;
    const auto notification = need(queue.notify([&called](Notification&) { called += 7; })); // function(param)
    VERIFY_DONE(queue.send(bytesOf("1")));
    QVERIFY(waitUntil([&] { return called == 7; }));
    VERIFY_DONE(queue.receive());
    VERIFY_DONE(queue.send(bytesOf("2"))); // at most one a request
    VERIFY_DONE(queue.receive());
    QTest::qSleep(20);
    QCOMPARE(called.load(), 7);
    VERIFY_DONE(notification->rearm()); // who wants to be told again asks again
    VERIFY_DONE(queue.send(bytesOf("3")));
    QVERIFY(waitUntil([&] { return called == 14; }));
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueNotificationNone() {
    const auto queue = need(MessageQueue::create("/x", {}));
    std::atomic<int> called = 0;
    const auto notification = need(queue.notify([&](Notification&) { ++called; }));
    notification->cancel(); // request_notification(None)
    VERIFY_DONE(queue.send(bytesOf("1")));
    QTest::qSleep(20);
    QCOMPARE(called.load(), 0);
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueNotificationIsBusy() {
    const auto queue = need(MessageQueue::create("/x", {}));
    const auto notification = need(queue.notify(NotifyBySignal{SIGRTMIN, 0}));
    ChildProcess child([] {
        const auto refused = need(MessageQueue::open("/x")).notify(NotifyBySignal{SIGRTMIN, 0});
        return !refused && refused.error().kind == ErrorKind::WouldBlock ? 0 : 1; // BusyError
    });
    QCOMPARE(child.wait(), 0);
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void PosixPythonQueuesTest::messageQueueUnlinkIsPostponed() {
    const auto queue = need(MessageQueue::create("/x", {}));
    VERIFY_DONE(MessageQueue::unlink("/x"));
    VERIFY_DONE(queue.send(bytesOf("1")));
    QVERIFY(need(queue.receive()) == (Message{0, bytesOf("1")}));
    VERIFY_FAILS(MessageQueue::open("/x"), ErrorKind::NotFound, ENOENT);
}

IPCLENS_TEST_MAIN(PosixPythonQueuesTest)

#include "python_queues_test.moc"
