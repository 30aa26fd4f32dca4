// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/core/base/obstacle.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <random>
#include <thread>
#include <vector>

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

class CancellationTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void everyWaitEnds_data();
    void everyWaitEnds();
    void triesNothingWhereItIsRequestedAlready_data() { addObstacles(); }
    void triesNothingWhereItIsRequestedAlready();
    void isDoneOrNothingHappened_data() { addObstacles(); }
    void isDoneOrNothingHappened();

private:
    const Obstacle& make(const ObstacleKind& kind) { return obstacles_.emplace_back(kind.make()); }

    std::vector<Obstacle> obstacles_;
};

void CancellationTest::cleanup() {
    for (const auto& obstacle : obstacles_)
        obstacle.remove();
    obstacles_.clear();
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void CancellationTest::everyWaitEnds_data() {
    QTest::addColumn<bool>("timed");
    QTest::newRow("for ever") << false;
    QTest::newRow("timed") << true;
}

/// One Cancellation for all calls, each by several threads.
void CancellationTest::everyWaitEnds() {
    QFETCH(bool, timed);
    constexpr std::size_t threadsEach = 3;
    Cancellation cancellation;
    Wait wait;
    wait.cancellation = &cancellation;
    if (timed) wait.timeout = 1h;
    for (const auto& kind : obstacleKinds)
        make(kind);
    std::vector<Result<void>> results(obstacles_.size() * threadsEach);
    std::vector<std::atomic<pid_t>> tids(results.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < results.size(); ++i) {
        threads.emplace_back([&, i] {
            tids[i] = ::gettid();
            results[i] = obstacles_[i / threadsEach].operation(wait);
        });
    }
    for (std::size_t i = 0; i < tids.size(); ++i) {
        QVERIFY(waitUntil([&] { return tids[i] != 0; }));
        QVERIFY(obstacles_[i / threadsEach].waitUntilItHolds(tids[i]));
    }
    const auto begun = std::chrono::steady_clock::now();
    cancellation.cancel();
    QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
    for (std::thread& thread : threads)
        thread.join();
    for (const auto& result : results)
        VERIFY_FAILS(result, ErrorKind::Interrupted, ECANCELED);
    for (const auto& obstacle : obstacles_)
        QVERIFY(obstacle.untouched());
}

void CancellationTest::triesNothingWhereItIsRequestedAlready() {
    QFETCH(int, obstacle);
    const Obstacle& inTheWay = make(obstacleKinds[obstacle]);
    Cancellation cancellation;
    cancellation.cancel();
    Wait wait;
    wait.cancellation = &cancellation;
    inTheWay.letThrough();
    VERIFY_FAILS(inTheWay.operation(wait), ErrorKind::Interrupted, ECANCELED);
    inTheWay.takeBack(); // it was not used
    QVERIFY(inTheWay.untouched());
}

void CancellationTest::isDoneOrNothingHappened() {
    QFETCH(int, obstacle);
    const Obstacle& inTheWay = make(obstacleKinds[obstacle]);
    std::mt19937 random(1);
    int done = 0;
    for (int round = 0; round < rounds; ++round) {
        const bool through = race(inTheWay, random);
        QCOMPARE(inTheWay.untouched(), through); // else the way is free still
        done += through ? 1 : 0;
        if (!through) inTheWay.takeBack();
        QVERIFY(inTheWay.untouched());
    }
    QVERIFY(done > rounds / 100 && done < rounds - rounds / 100); // both happened, or it has tested nothing
}

IPCLENS_TEST_MAIN(CancellationTest)

#include "cancellation_test.moc"
