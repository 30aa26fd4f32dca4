// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// POSIX objects that come and go are seen at once, however seldom the window samples.

#include "core/base/unique_fd.h"
#include "tests/support/child_process.h"
#include "tests/support/inotify_limit.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "tests/ui/session/session_probe.h"
#include "ui/session/sampler.h"
#include "ui/session/session.h"
#include "ui/session/wake_up.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include <sys/eventfd.h>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using ipclens::testing::lists;
using ipclens::testing::MadeQueue;
using ipclens::testing::MadeSemaphore;
using ipclens::testing::SessionProbe;
using ipclens::testing::ShmEntry;

namespace {

using Clock = std::chrono::steady_clock;

const ObjectId semaphore = ObjectId::posix(Kind::Semaphore, Name::of("/quick"));
const ObjectId segment = ObjectId::posix(Kind::SharedMemory, Name::of("/quick"));
const ObjectId queue = ObjectId::posix(Kind::MessageQueue, Name::of("/quick"));

/// Two seconds from one sample to the next, and one just taken.
void sampleSeldom(SessionProbe& probe) {
    probe.session.setRate(0.5);
    probe.session.start();
    QVERIFY(probe.await([](const Update& update) { return update.health.interval == 2s; }));
}

/// How long it takes until it is listed, or no longer is; nothing where that takes for ever.
std::optional<Clock::duration> timeUntil(SessionProbe& probe, ObjectId object, bool listed) {
    const auto begun = Clock::now();
    if (!probe.await([&](const Update& update) { return lists(update, object) == listed; })) return std::nullopt;
    return Clock::now() - begun;
}

bool atOnce(std::optional<Clock::duration> time) {
    return time && *time < 1s;
}

} // namespace

class NamesAtOnceTest : public QObject {
    Q_OBJECT

private slots:
    void aSemaphoreThatComesAndGoes();
    void aSegmentAndAQueue();
    void notWhilePaused();
    void aWarningWhereNobodyTells();
    void aCallEndsTheWait();
    void aTimeEndsTheWait();
};

void NamesAtOnceTest::aSemaphoreThatComesAndGoes() {
    SessionProbe probe;
    sampleSeldom(probe);
    if (QTest::currentTestFailed()) return;
    {
        const MadeSemaphore made("/quick", 1);
        QVERIFY(atOnce(timeUntil(probe, semaphore, true)));
    }
    QVERIFY(atOnce(timeUntil(probe, semaphore, false)));
}

void NamesAtOnceTest::aSegmentAndAQueue() {
    SessionProbe probe;
    sampleSeldom(probe);
    if (QTest::currentTestFailed()) return;
    const ShmEntry entry("quick");
    QCOMPARE(entry.makeFile(64), 0);
    QVERIFY(atOnce(timeUntil(probe, segment, true)));
    {
        const MadeQueue made("/quick");
        QVERIFY(atOnce(timeUntil(probe, queue, true)));
    }
    QVERIFY(atOnce(timeUntil(probe, queue, false)));
}

void NamesAtOnceTest::notWhilePaused() {
    SessionProbe probe;
    sampleSeldom(probe);
    if (QTest::currentTestFailed()) return;
    probe.session.setPaused(true);
    QVERIFY(probe.await([](const Update& update) { return update.health.paused; }));
    const MadeSemaphore made("/quick", 1);
    QTest::qWait(300);
    QVERIFY(!lists(*probe.session.last(), semaphore));
    probe.session.refresh();
    QVERIFY(timeUntil(probe, semaphore, true));
}

void NamesAtOnceTest::aWarningWhereNobodyTells() {
    constexpr int noNamespace = 90;
    testing::ChildProcess child([] {
        if (!testing::enterUserNamespace() || !testing::limitInotifyInstances(0)) return noNamespace;
        const std::string warning = "new POSIX objects appear at the next sample: no inotify instance is free";
        std::atomic<bool> warned = false;
        std::atomic<bool> sampled = false;
        Sampler* self = nullptr;
        Sampler sampler([&](const std::shared_ptr<const Update>& update) {
            const auto& warnings = update->health.warnings;
            warned = std::find(warnings.begin(), warnings.end(), warning) != warnings.end();
            sampled = sampled || update->sampledAt != Clock::time_point();
            self->taken(update->serial);
        });
        self = &sampler;
        sampler.setInterval(50ms);
        sampler.start();
        if (!testing::waitUntil([&] { return sampled && warned; })) return 1;
        if (!testing::limitInotifyInstances(1)) return 2;
        return testing::waitUntil([&] { return !warned; }) ? 0 : 3;
    });
    const int status = child.wait();
    if (status == noNamespace) QSKIP("no user namespace can be had here");
    QCOMPARE(status, 0);
}

void NamesAtOnceTest::aCallEndsTheWait() {
    WakeUp wakeUp;
    std::thread caller([&] {
        std::this_thread::sleep_for(20ms);
        wakeUp.call();
    });
    const auto begun = Clock::now();
    QVERIFY(!wakeUp.waitUntil(std::nullopt));
    QVERIFY(Clock::now() - begun >= 10ms);
    caller.join();
    wakeUp.call(); // one that comes before ends the next wait
    QVERIFY(!wakeUp.waitUntil(std::nullopt));
    const UniqueFd readable(eventfd(1, EFD_CLOEXEC));
    QVERIFY(wakeUp.waitUntil(std::nullopt, readable.get()));
}

void NamesAtOnceTest::aTimeEndsTheWait() {
    WakeUp wakeUp;
    const auto begun = Clock::now();
    QVERIFY(!wakeUp.waitUntil(begun + 30ms));
    QVERIFY(Clock::now() - begun >= 30ms);
    QVERIFY(!wakeUp.waitUntil(begun)); // it has passed
}

IPCLENS_TEST_MAIN(NamesAtOnceTest)
#include "names_at_once_test.moc"
