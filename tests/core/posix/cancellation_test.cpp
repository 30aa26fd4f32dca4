// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/core/base/result_checks.h"
#include "tests/core/posix/obstacle.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <random>
#include <thread>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;

namespace {

constexpr int rounds = 2000;

/// Spins: a sleep would be too coarse to meet the moments between two instructions of the waiting thread.
void spin(std::chrono::nanoseconds duration) {
    const auto until = std::chrono::steady_clock::now() + duration;
    while (std::chrono::steady_clock::now() < until) {
    }
}

/// Lets the operation wait in a thread of its own, and cancels it and lets it through, in any order, at random moments.
/// Now and then the second comes after the answer to the first, so that both answers are seen on a busy machine too.
/// Gives whether it was done; anything but done and cancelled is an exception.
bool race(const Obstacle& obstacle, std::mt19937& random) {
    Cancellation cancellation;
    Wait wait;
    wait.cancellation = &cancellation;
    if (random() % 4 == 0) wait.timeout = 1h;
    std::atomic<bool> begun = false;
    Result<void> result;
    std::thread waiter([&] {
        begun = true;
        result = obstacle.operation(wait);
    });
    while (!begun)
        std::this_thread::yield();
    const auto pause = [&] { spin(std::chrono::nanoseconds(random() % 40'000)); };
    const bool answersBetween = random() % 16 == 0;
    const bool letsThroughFirst = random() % 2 == 0;
    pause();
    letsThroughFirst ? obstacle.letThrough() : cancellation.cancel();
    if (answersBetween) {
        waiter.join();
    } else {
        pause();
    }
    letsThroughFirst ? cancellation.cancel() : obstacle.letThrough();
    if (waiter.joinable()) waiter.join();
    if (!result && result.error().number != ECANCELED) throw std::runtime_error(result.error().message());
    return result.has_value();
}

} // namespace

class PosixCancellationTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();
    void everyWaitEnds();
    void triesNothingWhereItIsRequestedAlready();
    void isDoneOrNothingHappened();

private:
    Obstacle obstacle_;
};

void PosixCancellationTest::initTestCase_data() {
    QTest::addColumn<QString>("call");
    for (const char* call : {"take", "send", "receive"})
        QTest::newRow(call) << QString::fromLatin1(call);
}

void PosixCancellationTest::init() {
    QFETCH_GLOBAL(QString, call);
    obstacle_ = obstacleOf(call);
}

void PosixCancellationTest::cleanup() {
    obstacle_.remove();
}

void PosixCancellationTest::everyWaitEnds() {
    for (const bool timed : {false, true}) {
        Cancellation cancellation;
        Wait wait;
        wait.cancellation = &cancellation;
        if (timed) wait.timeout = 1h;
        std::array<Result<void>, 3> results;
        std::array<std::atomic<pid_t>, 3> tids{};
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < results.size(); ++i) {
            threads.emplace_back([&, i] {
                tids[i] = ::gettid();
                results[i] = obstacle_.operation(wait);
            });
        }
        for (const auto& tid : tids)
            QVERIFY(waitUntil([&] { return tid != 0; }) && waitUntilItWaits(tid));
        const auto begun = std::chrono::steady_clock::now();
        cancellation.cancel();
        QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
        for (std::thread& thread : threads)
            thread.join();
        for (const auto& result : results)
            VERIFY_FAILS(result, ErrorKind::Interrupted, ECANCELED);
        QVERIFY(obstacle_.untouched());
    }
}

void PosixCancellationTest::triesNothingWhereItIsRequestedAlready() {
    Cancellation cancellation;
    cancellation.cancel();
    Wait wait;
    wait.cancellation = &cancellation;
    obstacle_.letThrough();
    VERIFY_FAILS(obstacle_.operation(wait), ErrorKind::Interrupted, ECANCELED);
    obstacle_.takeBack(); // it was not used
    QVERIFY(obstacle_.untouched());
}

void PosixCancellationTest::isDoneOrNothingHappened() {
    std::mt19937 random(1);
    int done = 0;
    for (int round = 0; round < rounds; ++round) {
        const bool through = race(obstacle_, random);
        QCOMPARE(obstacle_.untouched(), through); // else the way is free still
        done += through ? 1 : 0;
        if (!through) obstacle_.takeBack();
        QVERIFY(obstacle_.untouched());
    }
    QVERIFY(done > rounds / 100 && done < rounds - rounds / 100); // both happened, or it has tested nothing
}

IPCLENS_TEST_MAIN(PosixCancellationTest)

#include "cancellation_test.moc"
