// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/arrival_watch.h"
#include "core/posix/message_queue.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <array>

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>

using namespace ipclens;
using ipclens::posix::ArrivalWatch;
using ipclens::testing::ChildProcess;
using ipclens::testing::MadeQueue;
using ipclens::testing::need;

namespace {

bool readable(const ArrivalWatch& watch) {
    pollfd one{watch.descriptor(), POLLIN, 0};
    return ::poll(&one, 1, 0) == 1;
}

void take(const MadeQueue& queue) {
    std::array<char, 64> buffer{};
    mq_receive(queue.get(), buffer.data(), buffer.size(), nullptr);
}

bool notified(const MadeQueue& queue) {
    return queue.status().find("NOTIFY_PID:" + std::to_string(::getpid())) != std::string::npos;
}

} // namespace

class ArrivalWatchTest : public QObject {
    Q_OBJECT

private slots:
    void eachArrivalIsTold();
    void receivingIsNoNews();
    void whatIsGoneAgainIsTold();
    void whatGoesToAWaitingReceiverIsNotSeen();
    void nobodysNotificationIsTaken();
    void ourOwnNotificationStands();
    void anUnlinkedQueueIsNoOther();
    void itTakesPermissionToRead();
};

void ArrivalWatchTest::eachArrivalIsTold() {
    const MadeQueue queue("/watched");
    QVERIFY(queue.send("before"));
    ArrivalWatch watch = need(ArrivalWatch::start(Name::of("/watched")));
    QVERIFY(!readable(watch));
    QVERIFY(!watch.take().arrived);
    for (std::uint64_t count = 2; count < 5; ++count) {
        QVERIFY(queue.send("one"));
        QVERIFY(readable(watch));
        const auto news = watch.take();
        QVERIFY(news.arrived);
        QCOMPARE(news.messages, count);
        QVERIFY(!readable(watch));
        QVERIFY(!watch.take().arrived);
    }
    QVERIFY(queue.send("one") && queue.send("two"));
    QCOMPARE(watch.take().messages, std::uint64_t{6}); // both at once
    QVERIFY(!watch.take().arrived);
}

void ArrivalWatchTest::receivingIsNoNews() {
    const MadeQueue queue("/watched");
    QVERIFY(queue.send("one") && queue.send("two") && queue.send("three"));
    ArrivalWatch watch = need(ArrivalWatch::start(Name::of("/watched")));
    for (std::uint64_t left = 3; left-- > 0;) {
        take(queue);
        const auto news = watch.take();
        QVERIFY(!news.arrived);
        QCOMPARE(news.messages, left);
    }
    QVERIFY(queue.send("four"));
    QVERIFY(watch.take().arrived);
}

void ArrivalWatchTest::whatIsGoneAgainIsTold() {
    const MadeQueue queue("/watched");
    ArrivalWatch watch = need(ArrivalWatch::start(Name::of("/watched")));
    QVERIFY(queue.send("one"));
    take(queue);
    const auto news = watch.take();
    QVERIFY(news.arrived);
    QCOMPARE(news.messages, std::uint64_t{0});
}

void ArrivalWatchTest::whatGoesToAWaitingReceiverIsNotSeen() {
    const MadeQueue queue("/watched");
    ArrivalWatch watch = need(ArrivalWatch::start(Name::of("/watched")));
    ChildProcess receiver([] {
        const mqd_t own = mq_open("/watched", O_RDONLY | O_CLOEXEC);
        std::array<char, 64> buffer{};
        return mq_receive(own, buffer.data(), buffer.size(), nullptr) == 3 ? 0 : 1;
    });
    QVERIFY(ipclens::testing::waitUntilBlockedIn(receiver.pid(), {SYS_mq_timedreceive}));
    QVERIFY(queue.send("one"));
    QCOMPARE(receiver.wait(), 0);
    QVERIFY(!watch.take().arrived);
}

void ArrivalWatchTest::nobodysNotificationIsTaken() {
    const MadeQueue queue("/watched");
    ChildProcess other([] {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGUSR1);
        sigprocmask(SIG_BLOCK, &set, nullptr);
        const mqd_t own = mq_open("/watched", O_RDONLY | O_CLOEXEC);
        sigevent event{};
        event.sigev_notify = SIGEV_SIGNAL;
        event.sigev_signo = SIGUSR1;
        if (mq_notify(own, &event) != 0) return 1;
        int signal = 0;
        return sigwait(&set, &signal) == 0 && signal == SIGUSR1 ? 0 : 2;
    });
    const std::string holder = "NOTIFY_PID:" + std::to_string(other.pid());
    QVERIFY(ipclens::testing::waitUntil([&] { return queue.status().find(holder) != std::string::npos; }));
    {
        const ArrivalWatch watch = need(ArrivalWatch::start(Name::of("/watched")));
        QVERIFY(queue.status().find(holder) != std::string::npos);
    }
    ArrivalWatch watch = need(ArrivalWatch::start(Name::of("/watched")));
    QVERIFY(queue.send("one"));
    QVERIFY(watch.take().arrived);
    QCOMPARE(other.wait(), 0); // was told too
}

void ArrivalWatchTest::ourOwnNotificationStands() {
    const MadeQueue queue("/watched");
    const auto handle = need(posix::MessageQueue::open("/watched"));
    const auto notification = need(handle.notify(posix::NotifyBySignal{SIGURG, 0}));
    QVERIFY(notified(queue));
    { const ArrivalWatch watch = need(ArrivalWatch::start(Name::of("/watched"))); }
    QVERIFY(notified(queue));
    QVERIFY(notification->pending());
}

void ArrivalWatchTest::anUnlinkedQueueIsNoOther() {
    const MadeQueue queue("/watched");
    ArrivalWatch watch = need(ArrivalWatch::start(Name::of("/watched")));
    QVERIFY(!watch.unlinked());
    QCOMPARE(mq_unlink("/watched"), 0);
    QVERIFY(watch.unlinked());
    QVERIFY(watch.take().unlinked);
    const MadeQueue second("/watched");
    QVERIFY(second.send("one"));
    QVERIFY(!watch.take().arrived);
    QVERIFY(watch.unlinked());
    QVERIFY(queue.send("one")); // the old one goes on
    QVERIFY(watch.take().arrived);
}

void ArrivalWatchTest::itTakesPermissionToRead() {
    const MadeQueue queue("/watched", 0622);
    QCOMPARE(ArrivalWatch::start(Name::of("/none")).error().kind, ErrorKind::NotFound);
    const auto status = ipclens::testing::runUnprivileged([] {
        const auto watch = ArrivalWatch::start(Name::of("/watched"));
        return !watch && watch.error().kind == ErrorKind::Denied ? 0 : 1;
    });
    if (!status) QSKIP("can't be another user here");
    QCOMPARE(*status, 0);
}

IPCLENS_TEST_MAIN(ArrivalWatchTest)
#include "arrival_watch_test.moc"
