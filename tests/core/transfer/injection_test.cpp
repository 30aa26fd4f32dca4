// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/injection.h"
#include "tests/core/transfer/transfer_fixture.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <cerrno>
#include <chrono>
#include <thread>

#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::transfer;
using ipclens::testing::need;
using ipclens::testing::TestQueue;
using ipclens::testing::waitUntil;
using ipclens::testing::waitUntilBlockedIn;
using namespace std::chrono_literals;
using Words = std::vector<std::string>;

class InjectionTest : public QObject {
    Q_OBJECT

private slots:
    void sendsOneByDefault();
    void sendsACount();
    void keepsTheInterval();
    void stopsWhereItIsFull();
    void waitsAndIsCancelled();
    void endlessUntilCancelled();
    void cancelledBetweenTwo();
};

void InjectionTest::sendsOneByDefault() {
    const TestQueue queue;
    auto messages = MessageTemplate::withSequence("x{{seq}}");
    Progress progress;
    QVERIFY(inject(*queue, {.type = 5}, messages, progress));
    QCOMPARE(queue.contents(), Words{"5:x0"});
    QCOMPARE(progress.done.load(), 1U);
}

void InjectionTest::sendsACount() {
    const TestQueue queue;
    auto messages = MessageTemplate::withSequence("{{seq}}");
    Progress progress;
    QVERIFY(inject(*queue, {.count = 3}, messages, progress));
    QCOMPARE(queue.contents(), (Words{"1:0", "1:1", "1:2"}));
    QCOMPARE(progress.total.load(), 3U);
}

void InjectionTest::keepsTheInterval() {
    const TestQueue queue;
    auto messages = MessageTemplate::literal({});
    Progress progress;
    const auto begun = std::chrono::steady_clock::now();
    QVERIFY(inject(*queue, {.count = 4, .every = 20ms}, messages, progress));
    QVERIFY(std::chrono::steady_clock::now() - begun >= 60ms); // three spaces, and none behind the last
    QCOMPARE(queue->stat()->messages, 4U);
}

void InjectionTest::stopsWhereItIsFull() {
    const TestQueue queue(2);
    auto messages = MessageTemplate::withSequence("{{seq}}");
    Progress progress;
    const auto done = inject(*queue, {.count = 9, .wait = Wait::never()}, messages, progress);
    QVERIFY(!done && done.error().kind == ErrorKind::WouldBlock);
    QCOMPARE(progress.done.load(), 2U);
}

void InjectionTest::waitsAndIsCancelled() {
    const TestQueue queue(2);
    auto messages = MessageTemplate::withSequence("{{seq}}");
    Progress progress;
    Cancellation cancellation;
    std::atomic<pid_t> thread = 0;
    std::optional<Error> error;
    std::thread sender([&] {
        thread = ::gettid();
        Injection injection{.count = 9};
        injection.wait.cancellation = &cancellation;
        if (const auto done = inject(*queue, injection, messages, progress); !done) error = done.error();
    });
    QVERIFY(waitUntil([&] { return progress.done.load() == 2; }));
    QVERIFY(waitUntilBlockedIn(thread, {SYS_msgsnd}));
    need(queue->receive());
    QVERIFY(waitUntil([&] { return progress.done.load() == 3; }));
    cancellation.cancel();
    sender.join();
    QVERIFY(error && error->number == ECANCELED);
    QCOMPARE(queue.contents(), (Words{"1:1", "1:2"}));
}

void InjectionTest::endlessUntilCancelled() {
    const TestQueue queue;
    auto messages = MessageTemplate::literal({});
    Progress progress;
    Cancellation cancellation;
    std::thread sender([&] {
        Injection injection{.count = std::nullopt, .every = 1ms};
        injection.wait.cancellation = &cancellation;
        static_cast<void>(inject(*queue, injection, messages, progress));
    });
    QVERIFY(waitUntil([&] { return progress.done.load() >= 5; }));
    cancellation.cancel();
    sender.join();
    QCOMPARE(queue->stat()->messages, progress.done.load());
    QCOMPARE(progress.total.load(), 0U);
}

void InjectionTest::cancelledBetweenTwo() {
    const TestQueue queue;
    auto messages = MessageTemplate::literal({});
    Progress progress;
    Cancellation cancellation;
    std::thread sender([&] {
        Injection injection{.count = 2, .every = std::chrono::hours(1)};
        injection.wait.cancellation = &cancellation;
        static_cast<void>(inject(*queue, injection, messages, progress));
    });
    QVERIFY(waitUntil([&] { return progress.done.load() == 1; }));
    cancellation.cancel();
    sender.join();
    QCOMPARE(queue->stat()->messages, 1U);
}

IPCLENS_TEST_MAIN(InjectionTest)
#include "injection_test.moc"
