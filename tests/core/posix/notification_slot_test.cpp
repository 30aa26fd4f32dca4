// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/core/posix/notified.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <future>
#include <iterator>
#include <memory>

#include <sys/syscall.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

namespace {

long openDescriptors() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

} // namespace

/// Of the one notification that a queue has: who holds it, and that it stays until it comes or is cancelled.
class NotificationSlotTest : public QObject {
    Q_OBJECT

public:
    NotificationSlotTest() { blockAwaitedSignals(); }

private slots:
    void init();
    void cleanup();
    void anotherProcessHoldsIt();
    void thisProcessHoldsIt();
    void theSlotIsFreeAfterItHasCome();
    void staysWhileOthersAreOpenedAndClosed();
    void staysWhileItIsLookedAt();
    void staysWhenItsHandleIsClosed();
    void descriptorsPutByAreClosedInTheEnd();
    void handlesForSendingAlone();
    void overtakenBeforeItsCallWasMade();

private:
    std::unique_ptr<MessageQueue> queue_;
};

void NotificationSlotTest::init() {
    queue_ = std::make_unique<MessageQueue>(need(MessageQueue::create("/x", {})));
}

void NotificationSlotTest::cleanup() {
    queue_ = nullptr;
    ::mq_unlink("/x");
}

void NotificationSlotTest::anotherProcessHoldsIt() {
    const ChildProcess child([] {
        const auto notification = need(need(MessageQueue::open("/x")).notify(NotifyBySignal{SIGUSR1, 0}));
        ::pause();
        return 1;
    });
    QVERIFY(waitUntil([&] { return need(queue_->status()).notifyPid == child.pid(); }));
    const auto refused = queue_->notify([](Notification&) {});
    VERIFY_FAILS(refused, ErrorKind::WouldBlock, EBUSY);
    QCOMPARE(refused.error().hint, "process " + std::to_string(child.pid()) + " holds it");
    VERIFY_FAILS(queue_->notify(NotifyBySignal{SIGUSR1, 0}), ErrorKind::WouldBlock, EBUSY);
    QCOMPARE(need(queue_->status()).notifyPid, child.pid()); // and keeps it
}

void NotificationSlotTest::thisProcessHoldsIt() {
    const auto first = need(queue_->notify(NotifyBySignal{SIGUSR1, 0}));
    const auto refused = need(MessageQueue::open("/x")).notify([](Notification&) {});
    VERIFY_FAILS(refused, ErrorKind::WouldBlock, EBUSY);
    QCOMPARE(refused.error().hint, std::string("this process holds it"));
    QVERIFY(first->pending());
}

void NotificationSlotTest::theSlotIsFreeAfterItHasCome() {
    Calls calls;
    const auto notification = need(queue_->notify(calls.counting()));
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(calls.become(1));
    VERIFY_DONE(queue_->receive());
    ChildProcess child([] { return need(need(MessageQueue::open("/x")).notify(NotifyBySignal{SIGUSR1, 0})), 0; });
    QCOMPARE(child.wait(), 0);
}

void NotificationSlotTest::staysWhileOthersAreOpenedAndClosed() {
    Calls calls;
    const auto notification = need(queue_->notify(calls.counting()));
    for (const Direction direction : {Direction::Both, Direction::Receive, Direction::Send}) {
        need(MessageQueue::open("/x", direction)).close();
        QVERIFY(notification->pending());
    }
    QVERIFY(need(MessageQueue::open("/x")).attributes() && !need(MessageQueue::open("/x")).receive(Wait::never()));
    VERIFY_DONE(MessageQueue::change("/x", {{}, {}, 0640}));
    QVERIFY(!MessageQueue::create("/x", {}));
    QVERIFY(!queue_->notify(NotifyBySignal{SIGUSR1, 0}));
    ChildProcess child([] { return need(need(MessageQueue::open("/x")).attributes()).messages == 0 ? 0 : 1; });
    QCOMPARE(child.wait(), 0);
    QCOMPARE(need(queue_->status()).notifyPid, ::getpid());
    VERIFY_DONE(need(MessageQueue::open("/x")).send(bytesOf("1")));
    QVERIFY(calls.become(1));
}

void NotificationSlotTest::staysWhileItIsLookedAt() {
    const auto notification = need(queue_->notify(NotifyBySignal{SIGUSR1, 0}));
    const long before = openDescriptors();
    for (int i = 0; i < 100; ++i)
        QCOMPARE(lookAtQueue(AT_FDCWD, "/dev/mqueue/x").status.notifyPid, ::getpid());
    QCOMPARE(openDescriptors(), before);
    QCOMPARE(need(MessageQueue::look("/x")).status.notifyPid, ::getpid());
    QVERIFY(notification->pending());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(cameBySignal(SIGUSR1));
}

void NotificationSlotTest::staysWhenItsHandleIsClosed() {
    Calls calls;
    const auto notification = need(queue_->notify(calls.counting()));
    queue_ = nullptr;
    QVERIFY(notification->pending());
    VERIFY_DONE(need(MessageQueue::open("/x")).send(bytesOf("1")));
    QVERIFY(calls.become(1));
}

void NotificationSlotTest::descriptorsPutByAreClosedInTheEnd() {
    const long before = openDescriptors();
    for (const bool comes : {true, false}) {
        Calls calls;
        auto notification = need(queue_->notify(calls.counting()));
        for (int i = 0; i < 10; ++i)
            need(MessageQueue::open("/x")).close();
        QVERIFY(openDescriptors() > before + 10);
        if (comes) {
            VERIFY_DONE(queue_->send(bytesOf("1")));
            QVERIFY(calls.become(1));
        } else {
            notification->cancel();
        }
        QVERIFY(openDescriptors() < before + 10);
        notification = nullptr;
        QCOMPARE(openDescriptors(), before);
    }
}

void NotificationSlotTest::handlesForSendingAlone() {
    const auto sender = need(MessageQueue::open("/x", Direction::Send));
    VERIFY_FAILS(sender.notify([](Notification&) {}), ErrorKind::Denied, 0);
    const auto notification = need(sender.notify(NotifyBySignal{SIGUSR1, 0}));
    need(MessageQueue::open("/x")).close();
    VERIFY_DONE(sender.send(bytesOf("1")));
    QVERIFY(cameBySignal(SIGUSR1));
}

void NotificationSlotTest::overtakenBeforeItsCallWasMade() {
    Calls calls;
    std::promise<void> goOn;
    auto mayGoOn = goOn.get_future().share();
    const auto first = need(queue_->notify([&](Notification&) {
        ++calls.number;
        mayGoOn.wait();
    }));
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(calls.become(1));
    VERIFY_DONE(queue_->receive());
    VERIFY_DONE(first->rearm());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    VERIFY_DONE(queue_->receive());
    const auto second = need(queue_->notify(NotifyBySignal{SIGUSR1, 0}));
    QVERIFY(second->pending() && !first->pending());
    goOn.set_value();
    QVERIFY(calls.become(2));
    QVERIFY(second->pending());
    VERIFY_DONE(queue_->send(bytesOf("1")));
    QVERIFY(cameBySignal(SIGUSR1));
    QVERIFY(calls.stay(2));
}

IPCLENS_TEST_MAIN(NotificationSlotTest)

#include "notification_slot_test.moc"
