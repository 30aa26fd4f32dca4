// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using namespace std::chrono_literals;
using ipclens::testing::need;

namespace {

constexpr int rounds = 2000;

/// Spins: a sleep would be too coarse to meet the moments between two instructions of the waiting thread.
void spin(std::chrono::nanoseconds duration) {
    const auto until = std::chrono::steady_clock::now() + duration;
    while (std::chrono::steady_clock::now() < until) {
    }
}

/// Lets an operation wait in a thread of its own, and cancels it and lets it through, in any order, at random moments.
/// Now and then the second comes after the answer to the first, so that both answers are seen on a busy machine too.
/// Gives whether it was done; anything but done and cancelled is an exception.
bool race(const std::function<Result<void>(const Wait&)>& operation, const std::function<void()>& letThrough,
          std::mt19937& random) {
    Cancellation cancellation;
    Wait wait;
    wait.cancellation = &cancellation;
    if (random() % 4 == 0) wait.timeout = 1h;
    std::atomic<bool> begun = false;
    Result<void> result;
    std::thread waiter([&] {
        begun = true;
        result = operation(wait);
    });
    while (!begun)
        std::this_thread::yield();
    const auto pause = [&] { spin(std::chrono::nanoseconds(random() % 40'000)); };
    const bool answersBetween = random() % 16 == 0;
    const auto betweenBoth = [&] {
        if (answersBetween) {
            waiter.join();
        } else {
            pause();
        }
    };
    pause();
    if (random() % 2 == 0) {
        letThrough();
        betweenBoth();
        cancellation.cancel();
    } else {
        cancellation.cancel();
        betweenBoth();
        letThrough();
    }
    if (waiter.joinable()) waiter.join();
    if (!result && result.error().number != ECANCELED) throw std::runtime_error(result.error().message());
    return result.has_value();
}

} // namespace

class CancellationTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void everyWaitEnds_data();
    void everyWaitEnds();
    void takeIsDoneOrNothingHappened();
    void sendIsDoneOrNothingHappened();
    void receiveIsDoneOrNothingHappened();
};

void CancellationTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void CancellationTest::everyWaitEnds_data() {
    QTest::addColumn<bool>("timed");
    QTest::newRow("for ever") << false;
    QTest::newRow("timed") << true;
}

void CancellationTest::everyWaitEnds() {
    QFETCH(bool, timed);
    const auto set = need(SemaphoreSet::create(PrivateKey{}, {}));
    MessageQueueOptions options;
    options.capacity = 1;
    const auto full = need(MessageQueue::create(PrivateKey{}, options));
    const std::vector<std::byte> one(1);
    need(full.send(1, one));
    Cancellation cancellation;
    Wait wait;
    wait.cancellation = &cancellation;
    if (timed) wait.timeout = 1h;

    const SemaphoreOperation take{0, -1, false};
    Selection other;
    other.type = 7;
    const std::vector<std::function<Result<void>()>> waits{
        [&] {
            return set.apply({&take, 1}, wait);
        },
        [&] { return full.send(1, one, wait); }, [&] { return full.receive(other, wait).map([](const Message&) {}); }};
    std::vector<Result<void>> results(waits.size());
    std::vector<std::thread> threads;
    std::vector<std::atomic<pid_t>> tids(waits.size());
    for (std::size_t i = 0; i < waits.size(); ++i) {
        threads.emplace_back([&, i] {
            tids[i] = ::gettid();
            results[i] = waits[i]();
        });
    }
    for (const auto& tid : tids) {
        QVERIFY(ipclens::testing::waitUntil([&] { return tid != 0; }));
        QVERIFY(ipclens::testing::waitUntilBlockedIn(tid, {SYS_semop, SYS_semtimedop, SYS_msgsnd, SYS_msgrcv}));
    }
    const auto begun = std::chrono::steady_clock::now();
    cancellation.cancel();
    QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
    for (std::thread& thread : threads)
        thread.join();
    for (const auto& result : results)
        VERIFY_FAILS(result, ErrorKind::Interrupted, ECANCELED);
    QCOMPARE(set.value(0).value(), std::uint16_t{0});
    QCOMPARE(full.stat().value().messages, std::uint64_t{1});
    VERIFY_DONE(set.remove());
    VERIFY_DONE(full.remove());
}

void CancellationTest::takeIsDoneOrNothingHappened() {
    const auto set = need(SemaphoreSet::create(PrivateKey{}, {}));
    std::mt19937 random(1);
    int done = 0;
    for (int round = 0; round < rounds; ++round) {
        const bool taken = race(
            [&](const Wait& wait) {
                const SemaphoreOperation take{0, -1, false};
                return set.apply({&take, 1}, wait);
            },
            [&] {
                const SemaphoreOperation give{0, 1, false};
                need(set.apply({&give, 1}));
            },
            random);
        QCOMPARE(set.value(0).value(), static_cast<std::uint16_t>(taken ? 0 : 1));
        done += taken ? 1 : 0;
        need(set.setValue(0, 0));
    }
    QVERIFY(done > rounds / 100 && done < rounds - rounds / 100); // both happened, or it has tested nothing
    VERIFY_DONE(set.remove());
}

void CancellationTest::sendIsDoneOrNothingHappened() {
    MessageQueueOptions options;
    options.capacity = 1;
    const auto queue = need(MessageQueue::create(PrivateKey{}, options));
    const std::vector<std::byte> one(1);
    std::mt19937 random(2);
    int done = 0;
    for (int round = 0; round < rounds; ++round) {
        need(queue.send(1, one));
        const bool sent = race([&](const Wait& wait) { return queue.send(2, one, wait); },
                               [&] {
                                   need(queue.receive({1, false, {}, false}));
                               },
                               random);
        QCOMPARE(queue.stat().value().messages, std::uint64_t{sent ? 1U : 0U});
        done += sent ? 1 : 0;
        if (sent) QCOMPARE(need(queue.receive({}, Wait::never())).type, 2L);
    }
    QVERIFY(done > rounds / 100 && done < rounds - rounds / 100);
    VERIFY_DONE(queue.remove());
}

void CancellationTest::receiveIsDoneOrNothingHappened() {
    const auto queue = need(MessageQueue::create(PrivateKey{}, {}));
    std::mt19937 random(3);
    int done = 0;
    for (int round = 0; round < rounds; ++round) {
        const bool received = race([&](const Wait& wait) { return queue.receive({}, wait).map([](const Message&) {}); },
                                   [&] { need(queue.send(1, {})); }, random);
        QCOMPARE(queue.stat().value().messages, std::uint64_t{received ? 0U : 1U});
        done += received ? 1 : 0;
        if (!received) need(queue.receive({}, Wait::never()));
    }
    QVERIFY(done > rounds / 100 && done < rounds - rounds / 100);
    VERIFY_DONE(queue.remove());
}

IPCLENS_TEST_MAIN(CancellationTest)

#include "cancellation_test.moc"
