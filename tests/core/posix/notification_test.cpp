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
#include <csignal>
#include <future>
#include <memory>
#include <thread>

#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

/// When a notification comes, and when not; against mq_notify(3).
class NotificationTest : public QObject {
    Q_OBJECT

public:
    NotificationTest() { blockAwaitedSignals(); }

private slots:
    void init();
    void cleanup();
    void bySignalWithValueAndSender();
    void bySignalNumbersAreChecked();
    void byCallInAnotherThread();
    void onceARequest();
    void againFromWithinTheCall();
    void againAfterItHasCome();
    void notWhereItIsNotEmpty();
    void notWhereSomebodyWaits();
    void alsoWhereTheMessageIsTakenAtOnce();
    void cancelled();
    void cancelledByDestruction();
    void destroyedWhileCalled();
    void requestedAgainBeforeItsCallWasMade();
    void everyMessageOfAStreamIsTold();

private:
    std::unique_ptr<MessageQueue> queue_;
};

void NotificationTest::init() {
    queue_ = std::make_unique<MessageQueue>(need(MessageQueue::create("/x", {})));
}

void NotificationTest::cleanup() {
    queue_ = nullptr;
    ::mq_unlink("/x");
}

void NotificationTest::bySignalWithValueAndSender() {
    for (const int signal : {SIGUSR1, SIGRTMIN + 3}) {
        const auto notification = need(queue_->notify(NotifyBySignal{signal, 4711}));
        QVERIFY(notification->pending());
        QVERIFY(!cameBySignal(signal));
        ChildProcess child([] { return need(need(MessageQueue::open("/x")).send(bytesOf("1"))), 0; });
        const pid_t sender = child.pid();
        QCOMPARE(child.wait(), 0);
        QVERIFY(!notification->pending());
        const auto info = cameBySignal(signal);
        QVERIFY(info.has_value());
        QCOMPARE(info->si_code, SI_MESGQ);
        QCOMPARE(info->si_pid, sender);
        QCOMPARE(info->si_value.sival_int, 4711);
        VERIFY_DONE(queue_->receive());
    }
}

void NotificationTest::bySignalNumbersAreChecked() {
    for (const int signal : {-1, 0, SIGRTMAX + 1})
        VERIFY_FAILS(queue_->notify(NotifyBySignal{signal, 0}), ErrorKind::Invalid, 0);
    QCOMPARE(need(queue_->status()).notifyPid, 0);
}

void NotificationTest::byCallInAnotherThread() {
    std::promise<std::thread::id> caller;
    const auto notification =
        need(queue_->notify([&](Notification&) { caller.set_value(std::this_thread::get_id()); }));
    QVERIFY(notification->pending());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    auto thread = caller.get_future();
    QVERIFY(thread.wait_for(std::chrono::seconds(10)) == std::future_status::ready);
    QVERIFY(thread.get() != std::this_thread::get_id());
    QVERIFY(!notification->pending());
}

void NotificationTest::onceARequest() {
    Calls calls;
    const auto notification = need(queue_->notify(calls.counting()));
    for (int i = 0; i < 3; ++i) {
        VERIFY_DONE(queue_->send(bytesOf("1")));
        QVERIFY(calls.become(1));
        VERIFY_DONE(queue_->receive());
    }
    QVERIFY(calls.stay(1));
    const auto signal = need(queue_->notify(NotifyBySignal{SIGUSR1, 0}));
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(cameBySignal(SIGUSR1));
    VERIFY_DONE(queue_->receive());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(!cameBySignal(SIGUSR1));
}

void NotificationTest::againFromWithinTheCall() {
    Calls calls;
    const auto notification = need(queue_->notify([&](Notification& self) {
        need(self.rearm());
        ++calls.number;
    }));
    for (int i = 1; i <= 5; ++i) {
        VERIFY_DONE(queue_->send(bytesOf("1")));
        QVERIFY(calls.become(i));
        VERIFY_DONE(queue_->receive());
    }
    QVERIFY(notification->pending());
}

void NotificationTest::againAfterItHasCome() {
    const auto notification = need(queue_->notify(NotifyBySignal{SIGUSR1, 0}));
    for (int i = 0; i < 3; ++i) {
        VERIFY_FAILS(notification->rearm(), ErrorKind::WouldBlock, EBUSY);
        VERIFY_DONE(queue_->send(bytesOf("1")));
        QVERIFY(cameBySignal(SIGUSR1));
        VERIFY_DONE(queue_->receive());
        VERIFY_DONE(notification->rearm());
    }
}

void NotificationTest::notWhereItIsNotEmpty() {
    VERIFY_DONE(queue_->send(bytesOf("1")));
    Calls calls;
    const auto notification = need(queue_->notify(calls.counting()));
    VERIFY_DONE(queue_->send(bytesOf("2")));
    VERIFY_DONE(queue_->receive());
    VERIFY_DONE(queue_->send(bytesOf("3")));
    QVERIFY(calls.stay(0));
    VERIFY_DONE(queue_->receive());
    VERIFY_DONE(queue_->receive());
    QVERIFY(calls.stay(0));
    QVERIFY(notification->pending());
    VERIFY_DONE(queue_->send(bytesOf("4")));
    QVERIFY(calls.become(1));
}

void NotificationTest::notWhereSomebodyWaits() {
    ChildProcess child([] { return need(need(MessageQueue::open("/x")).receive()).priority == 3 ? 0 : 1; });
    QVERIFY(waitUntilBlockedIn(child.pid(), {SYS_mq_timedreceive}));
    Calls calls;
    const auto notification = need(queue_->notify(calls.counting()));
    VERIFY_DONE(queue_->send(bytesOf("1"), 3));
    QCOMPARE(child.wait(), 0);
    QVERIFY(calls.stay(0));
    QVERIFY(notification->pending());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(calls.become(1));
}

void NotificationTest::alsoWhereTheMessageIsTakenAtOnce() {
    Calls calls;
    const auto notification = need(queue_->notify(calls.counting()));
    for (int i = 1; i <= 200; ++i) {
        VERIFY_DONE(queue_->send(bytesOf("1")));
        VERIFY_DONE(queue_->receive());
        QVERIFY(calls.become(i));
        VERIFY_DONE(notification->rearm());
    }
}

void NotificationTest::cancelled() {
    Calls calls;
    const auto byCall = need(queue_->notify(calls.counting()));
    byCall->cancel();
    byCall->cancel();
    QVERIFY(!byCall->pending());
    QCOMPARE(need(queue_->status()).notifyPid, 0);
    const auto bySignal = need(queue_->notify(NotifyBySignal{SIGUSR1, 0}));
    bySignal->cancel();
    QVERIFY(!bySignal->pending());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(!cameBySignal(SIGUSR1));
    QVERIFY(calls.stay(0));
    VERIFY_DONE(queue_->receive());
    VERIFY_DONE(byCall->rearm());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(calls.become(1));
}

void NotificationTest::cancelledByDestruction() {
    Calls calls;
    static_cast<void>(need(queue_->notify(calls.counting())));
    static_cast<void>(need(queue_->notify(NotifyBySignal{SIGUSR1, 0})));
    QCOMPARE(need(queue_->status()).notifyPid, 0);
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(!cameBySignal(SIGUSR1));
    QCOMPARE(calls.number.load(), 0);
}

void NotificationTest::destroyedWhileCalled() {
    std::promise<void> begun;
    std::atomic<bool> ended = false;
    auto notification = need(queue_->notify([&](Notification& self) {
        begun.set_value();
        QTest::qSleep(50);
        need(self.rearm());
        ended = true;
    }));
    VERIFY_DONE(queue_->send(bytesOf("1")));
    begun.get_future().wait();
    notification = nullptr;
    QVERIFY(ended);
    QCOMPARE(need(queue_->status()).notifyPid, 0);
}

void NotificationTest::requestedAgainBeforeItsCallWasMade() {
    Calls calls;
    std::promise<void> goOn;
    auto mayGoOn = goOn.get_future().share();
    const auto notification = need(queue_->notify([&](Notification&) {
        ++calls.number;
        mayGoOn.wait();
    }));
    for (int i = 0; i < 2; ++i) { // the second one comes while the first call is under way
        VERIFY_DONE(queue_->send(bytesOf("1")));
        QVERIFY(calls.become(1));
        VERIFY_DONE(queue_->receive());
        VERIFY_DONE(notification->rearm());
    }
    goOn.set_value();
    QVERIFY(calls.become(2));
    QVERIFY(calls.stay(2));
    QVERIFY(notification->pending());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(calls.become(3));
}

void NotificationTest::everyMessageOfAStreamIsTold() {
    // who asks again and then empties the queue misses none, however fast they come
    constexpr int messages = 2000;
    std::atomic<int> taken = 0;
    const auto receiver = need(MessageQueue::open("/x", Direction::Receive));
    const auto notification = need(queue_->notify([&](Notification& self) {
        need(self.rearm());
        while (receiver.receive(Wait::never()))
            ++taken;
    }));
    for (int i = 0; i < messages; ++i)
        VERIFY_DONE(queue_->send(bytesOf("1"), 0, Wait::atMost(std::chrono::seconds(10))));
    QVERIFY(waitUntil([&] { return taken == messages; }));
}

IPCLENS_TEST_MAIN(NotificationTest)

#include "notification_test.moc"
