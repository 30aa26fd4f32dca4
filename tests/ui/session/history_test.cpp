// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/listing/proc_table.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"
#include "tests/ui/session/session_probe.h"
#include "ui/session/session.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <cstring>

#include <sys/shm.h>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using ipclens::testing::MadeObject;
using ipclens::testing::SessionProbe;
using watching::Measure;
using watching::Trace;

namespace {

/// The values in the order of time; unknown as -1.
std::vector<std::int64_t> valuesOf(const Trace& trace) {
    std::vector<std::int64_t> values;
    for (const Trace::Step& step : trace.steps)
        values.push_back(step.value == Trace::unknown ? -1 : static_cast<std::int64_t>(step.value));
    return values;
}

std::vector<std::int64_t> activityOf(const Update& update, ObjectId object) {
    const auto detail = update.details.find(object);
    if (detail == update.details.end() || !detail->second.activity) return {};
    return valuesOf(*detail->second.activity->trace);
}

using Values = std::vector<std::int64_t>;

} // namespace

/// What becomes of the history on its way to the window, against the kernel.
class HistoryTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aQueueIsFollowedWhileItIsNotSeen();
    void aSetIsFollowedWhileItIsSeen();
    void aPanelOpensWithTheLastMinute();
    void aPauseIsAGap();
    void segmentsTellResidentBytes();
    void whatStaysKeepsItsTrace();

private:
    /// Waits until an object's activity is this.
    bool comesTo(ObjectId object, const Values& values) {
        return probe_->await([&](const Update& update) { return activityOf(update, object) == values; }) != nullptr;
    }
    bool waitForSamples(int count) {
        const auto from =
            probe_->updates.empty() ? std::chrono::steady_clock::time_point() : probe_->updates.back()->sampledAt;
        int seen = 0;
        auto last = from;
        return QTest::qWaitFor(
            [&] {
                probe_->session.refresh();
                if (!probe_->updates.empty() && probe_->updates.back()->sampledAt != last) {
                    last = probe_->updates.back()->sampledAt;
                    ++seen;
                }
                return seen >= count;
            },
            20000);
    }
    /// Starts, with a set in sight: its zeros, and a value that is set then, come to be known.
    bool isFollowed(const sysv::SemaphoreSet& set, ObjectId object) {
        probe_->session.start();
        see({object});
        return comesTo(object, {0}) && set.setValue(1, 3) && comesTo(object, {0, 3});
    }
    void see(const std::vector<ObjectId>& objects) { probe_->session.setInterest({.visibleRows = objects}); }

    std::unique_ptr<SessionProbe> probe_;
};

void HistoryTest::init() {
    probe_ = std::make_unique<SessionProbe>();
    probe_->session.setRate(20);
}

void HistoryTest::aQueueIsFollowedWhileItIsNotSeen() {
    const MadeObject made(Kind::MessageQueue, 0x77);
    const auto queue = sysv::MessageQueue::adopt(made.object().id);
    probe_->session.start();
    QVERIFY(waitForSamples(2));
    QVERIFY(queue.send(1, std::vector<std::byte>(10)));
    QVERIFY(waitForSamples(2));
    QVERIFY(queue.receive({}));
    QVERIFY(waitForSamples(2));
    see({made.object()});
    QVERIFY(comesTo(made.object(), {0, 10, 0}));
    const auto& activity = probe_->session.last()->details.at(made.object()).activity;
    QVERIFY(activity->measure == Measure::Amount);
    const auto& steps = activity->trace->steps;
    QVERIFY(std::is_sorted(steps.begin(), steps.end(), [](auto& one, auto& other) { return one.at < other.at; }));
    QVERIFY(steps.back().at <= probe_->session.last()->sampledAt);

    // Messages without a byte fill it too
    const MadeObject other(Kind::MessageQueue, 0x78);
    QVERIFY(sysv::MessageQueue::adopt(other.object().id).send(1, {}));
    see({other.object()});
    QVERIFY(probe_->await([&](const Update& update) {
        const auto values = activityOf(update, other.object());
        return !values.empty() && values.back() == 1;
    }));
}

void HistoryTest::aSetIsFollowedWhileItIsSeen() {
    const MadeObject made(Kind::Semaphore, 0x77, 0600, 2);
    const auto set = sysv::SemaphoreSet::adopt(made.object().id);
    QVERIFY(isFollowed(set, made.object()));
    see({});
    QVERIFY(waitForSamples(3));
    QVERIFY(set.setValue(0, 2));
    see({made.object()});
    QVERIFY(comesTo(made.object(), {0, 3, -1, 5}));
}

void HistoryTest::aPanelOpensWithTheLastMinute() {
    const MadeObject made(Kind::Semaphore, 0x77, 0600, 2);
    const auto set = sysv::SemaphoreSet::adopt(made.object().id);
    QVERIFY(isFollowed(set, made.object()));
    probe_->session.setInterest({.visibleRows = {made.object()}, .set = SetInterest{made.object().id, 0, 1}});
    const auto update = probe_->await([](const Update& next) { return next.set && next.set->members.size() == 2; });
    QVERIFY(update);
    QCOMPARE(valuesOf(*update->set->members[0].values), Values{0});
    QCOMPARE(valuesOf(*update->set->members[1].values), (Values{0, 3}));
}

void HistoryTest::aPauseIsAGap() {
    const MadeObject made(Kind::MessageQueue, 0x77);
    probe_->session.start();
    see({made.object()});
    QVERIFY(comesTo(made.object(), {0}));
    probe_->session.setPaused(true);
    QVERIFY(probe_->await([](const Update& update) { return update.health.paused; }));
    QVERIFY(sysv::MessageQueue::adopt(made.object().id).send(1, std::vector<std::byte>(4)));
    QTest::qWait(30);
    probe_->session.setPaused(false);
    QVERIFY(comesTo(made.object(), {0, -1, 4}));
}

void HistoryTest::segmentsTellResidentBytes() {
    const auto segment = *sysv::SharedMemory::create(Key{0x77}, {.size = 64 * 4096, .fill = {}});
    const ObjectId object{Kind::SharedMemory, segment.id()};
    probe_->session.start();
    see({object});
    const auto table = listing::ProcTable().list({});
    const bool known = table && table->known.residency; // not on kernels before 2.6.36, or without /proc/sysvipc
    // A look between two samples, which does not read them, may come first
    const Measure told = known ? Measure::Amount : Measure::Count;
    const auto first = probe_->await([&](const Update& update) {
        return !activityOf(update, object).empty() && update.details.at(object).activity->measure == told;
    });
    QVERIFY(first);
    if (known) {
        QCOMPARE(activityOf(*first, object), Values{0});
        auto* const memory = ::shmat(segment.id().value, nullptr, 0);
        QVERIFY(memory != reinterpret_cast<void*>(-1));
        std::memset(memory, 1, 3 * 4096);
        QVERIFY(probe_->await([&](const Update& update) {
            const auto values = activityOf(update, object);
            return !values.empty() && values.back() == 3 * 4096;
        }));
        QCOMPARE(::shmdt(memory), 0);
    }
    QVERIFY(segment.remove());
}

void HistoryTest::whatStaysKeepsItsTrace() {
    const MadeObject made(Kind::MessageQueue, 0x77);
    probe_->session.start();
    see({made.object()});
    QVERIFY(comesTo(made.object(), {0}));
    const auto trace = probe_->session.last()->details.at(made.object()).activity->trace;
    QVERIFY(waitForSamples(3));
    // The same object: nothing to compare, nothing to paint anew
    QVERIFY(probe_->session.last()->details.at(made.object()).activity->trace == trace);
}

IPCLENS_TEST_MAIN(HistoryTest)
#include "history_test.moc"
