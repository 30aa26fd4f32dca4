// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/history.h"

#include <QTest>

#include <functional>
#include <string>

using namespace ipclens;
using namespace ipclens::watching;
using namespace std::chrono_literals;
using listing::Snapshot;

namespace {

constexpr int queueId = 7;
constexpr int segmentId = 8;
constexpr Id setId{9};

QueueInfo queueWith(int id, std::uint64_t messages, std::uint64_t bytes) {
    QueueInfo queue;
    queue.id = Id{id};
    queue.key = Key{static_cast<std::uint32_t>(id)};
    queue.messages = messages;
    queue.bytes = bytes;
    return queue;
}

SegmentInfo segmentWith(std::uint64_t attached) {
    SegmentInfo segment;
    segment.id = Id{segmentId};
    segment.size = 4096;
    segment.attached = attached;
    return segment;
}

/// A history that is fed a listing every quarter of a second, from second 1000 on.
class Feed {
public:
    explicit Feed(std::size_t mostPoints = 1000)
        : history(60s, mostPoints) {}

    void sample(const std::function<void(Snapshot&)>& alter = {}, const std::function<void()>& read = {},
                bool afterGap = false, std::chrono::milliseconds later = 250ms) {
        now_ += later;
        Snapshot next = snapshot;
        if (alter) alter(next);
        next.sortById();
        history.beginSample(now_, afterGap);
        history.follow(snapshot, next, diff(snapshot, next));
        if (read) read();
        history.endSample();
        snapshot = std::move(next);
    }
    void samples(int count) {
        for (int i = 0; i < count; ++i)
            sample();
    }

    /// "1000.25:5 1000.5:- 1001:7", seconds and values; "-" where it is unknown.
    [[nodiscard]] static std::string words(const Trace& trace) {
        std::string text;
        for (const Trace::Step& step : trace.steps) {
            const std::chrono::duration<double> seconds = step.at.time_since_epoch();
            std::string number = QString::number(seconds.count()).toStdString();
            text += (text.empty() ? "" : " ") + number + ":" +
                    (step.value == Trace::unknown ? "-" : std::to_string(step.value));
        }
        return text;
    }
    [[nodiscard]] std::string queue(Measure measure) const {
        return words(history.trace(*snapshot.find({Kind::MessageQueue, Id{queueId}}), measure));
    }
    [[nodiscard]] std::string segment(Measure measure) const {
        return words(history.trace(*snapshot.find({Kind::SharedMemory, Id{segmentId}}), measure));
    }
    [[nodiscard]] std::string member(std::uint32_t index, Measure measure) const {
        return words(history.memberTrace(setId, index, measure));
    }
    void hold(std::uint64_t messages, std::uint64_t bytes) {
        sample([=](Snapshot& next) { next.queues = {queueWith(queueId, messages, bytes)}; });
    }

    History history;
    Snapshot snapshot;

private:
    History::Clock::time_point now_{999750ms};
};

} // namespace

class HistoryTest : public QObject {
    Q_OBJECT

private slots:
    void keepsWhatChanges();
    void whatStaysCostsNothing();
    void whatIsMadeLaterBeginsLater();
    void aPauseIsAGap();
    void aPauseIsAGapWhereNothingChangesToo();
    void aSampleInThePauseStandsAlone();
    void aReusedIdBeginsAnew();
    void aReusedSetBeginsAnew();
    void whatIsRemovedIsFreed();
    void segmentsTellAttachments();
    void membersAreKnownWhileTheyAreRead();
    void residentBytesAreKnownWhileTheyAreRead();
    void tellsTheLastMinute();
    void aRingIsAsLongAsTheMinute();
    void aFullRingLosesTheOldest();
    void manyStayWithinTheBudget();
    void whatIsOldIsForgotten();
};

void HistoryTest::keepsWhatChanges() {
    Feed feed;
    feed.hold(0, 0);
    feed.hold(2, 20);
    feed.samples(2);
    feed.hold(2, 24);
    QCOMPARE(feed.queue(Measure::Count), "1000:0 1000.25:2");
    QCOMPARE(feed.queue(Measure::Amount), "1000:0 1000.25:20 1001:24");
    QCOMPARE(feed.history.seriesCount(), 1U);
}

void HistoryTest::whatStaysCostsNothing() {
    Feed feed;
    feed.sample([](Snapshot& next) {
        for (int id = 0; id < 500; ++id)
            next.queues.push_back(queueWith(id, 3, 30));
    });
    feed.samples(10);
    // What changes, but not in its numbers, stays too
    feed.sample([](Snapshot& next) { next.queues[3].permissions.mode = 0640; });
    QCOMPARE(feed.history.seriesCount(), 0U);
    QCOMPARE(feed.history.pointsHeld(), 0U);
    QCOMPARE(feed.queue(Measure::Amount), "1000:30");
}

void HistoryTest::whatIsMadeLaterBeginsLater() {
    Feed feed;
    feed.samples(4);
    feed.hold(1, 10);
    feed.samples(4);
    QCOMPARE(feed.queue(Measure::Count), "1001:1");
}

void HistoryTest::aPauseIsAGap() {
    Feed feed;
    feed.hold(1, 10);
    feed.hold(2, 20);
    feed.sample([](Snapshot& next) { next.queues = {queueWith(queueId, 3, 30)}; }, {}, true, 10s);
    feed.samples(1);
    QCOMPARE(feed.queue(Measure::Count), "1000:1 1000.25:2 1000.25:- 1010.25:3");
}

void HistoryTest::aPauseIsAGapWhereNothingChangesToo() {
    Feed feed;
    feed.hold(1, 10);
    feed.samples(1);
    feed.sample({}, {}, true, 10s);
    QCOMPARE(feed.queue(Measure::Count), "1000:1 1000.25:- 1010.25:1");
}

void HistoryTest::aSampleInThePauseStandsAlone() {
    Feed feed;
    feed.hold(1, 10);
    feed.sample({}, {}, true, 5s);
    feed.sample({}, {}, true, 5s);
    QCOMPARE(feed.queue(Measure::Count), "1000:1 1000:- 1005:1 1005:- 1010:1");
}

void HistoryTest::aReusedIdBeginsAnew() {
    Feed feed;
    feed.hold(1, 10);
    feed.hold(2, 20);
    feed.sample([](Snapshot& next) {
        next.queues = {queueWith(queueId, 9, 90)};
        next.queues[0].key = Key{0xbeef};
    });
    QCOMPARE(feed.queue(Measure::Count), "1000.5:9");
}

void HistoryTest::aReusedSetBeginsAnew() {
    Feed feed;
    const auto make = [](std::uint32_t key) {
        return [key](Snapshot& next) {
            SemaphoreSetInfo set;
            set.id = setId;
            set.key = Key{key};
            set.count = 1;
            next.sets = {set};
        };
    };
    feed.sample(make(1), [&] {
        feed.history.readSet(setId, {5, 0});
        feed.history.readMember(setId, 0, {5, 0});
    });
    feed.sample(make(2), [&] { feed.history.readMember(setId, 0, {5, 1}); });
    QCOMPARE(feed.member(0, Measure::Count), "1000.25:5");
    QCOMPARE(Feed::words(feed.history.trace(*feed.snapshot.find({Kind::Semaphore, setId}), Measure::Count)), "");
}

void HistoryTest::whatIsRemovedIsFreed() {
    Feed feed;
    feed.hold(1, 10);
    feed.sample([](Snapshot& next) { next.segments = {segmentWith(0)}; });
    feed.hold(2, 20);
    feed.sample([](Snapshot& next) { next.segments = {segmentWith(1)}; });
    feed.sample({}, [&] { feed.history.readMember(setId, 3, {1, 0}); });
    QCOMPARE(feed.history.seriesCount(), 4U); // a set has one for its members together
    QVERIFY(feed.history.pointsHeld() > 0);
    SemaphoreSetInfo set;
    set.id = setId;
    feed.snapshot.sets = {set};
    feed.sample([](Snapshot& next) { next = {}; });
    QCOMPARE(feed.history.seriesCount(), 0U);
    QCOMPARE(feed.history.pointsHeld(), 0U);
}

void HistoryTest::segmentsTellAttachments() {
    Feed feed;
    feed.sample([](Snapshot& next) { next.segments = {segmentWith(1)}; });
    feed.sample([](Snapshot& next) { next.segments = {segmentWith(3)}; });
    QCOMPARE(feed.segment(Measure::Count), "1000:1 1000.25:3");
    QCOMPARE(feed.segment(Measure::Amount), ""); // this lister can't know it, and 0 would be a guess
    feed.snapshot.known.residency = true;
    feed.sample([](Snapshot& next) { next.segments[0].resident = 4096; });
    QCOMPARE(feed.segment(Measure::Amount), "1000.5:4096");
}

void HistoryTest::membersAreKnownWhileTheyAreRead() {
    Feed feed;
    const auto reading = [&](std::uint32_t value, std::uint64_t waiting) {
        return [&feed, value, waiting] { feed.history.readMember(setId, 4, {value, waiting}); };
    };
    feed.samples(1);
    feed.sample({}, reading(1, 0));
    feed.sample({}, reading(0, 2));
    feed.sample({}, reading(0, 2));
    feed.samples(3);
    feed.sample({}, reading(0, 1));
    QCOMPARE(feed.member(4, Measure::Count), "1000.25:1 1000.5:0 1001:- 1001.75:0");
    QCOMPARE(feed.member(4, Measure::Amount), "1000.25:0 1000.5:2 1001:- 1001.75:1");
    QCOMPARE(feed.member(5, Measure::Count), "");
    // Of two readings in one sample the later counts
    feed.sample({}, [&] {
        feed.history.readMember(setId, 5, {1, 0});
        feed.history.readMember(setId, 5, {2, 0});
    });
    QCOMPARE(feed.member(5, Measure::Count), "1002:2");
}

void HistoryTest::residentBytesAreKnownWhileTheyAreRead() {
    Feed feed;
    feed.sample([](Snapshot& next) { next.segments = {segmentWith(1)}; });
    feed.sample({}, [&] { feed.history.readResident(segmentWith(1), 4096); });
    feed.samples(2);
    QCOMPARE(feed.segment(Measure::Amount), "1000.25:4096 1000.5:-");
    QCOMPARE(feed.segment(Measure::Count), "1000:1");
    // Both in one sample
    feed.sample([](Snapshot& next) { next.segments = {segmentWith(2)}; },
                [&] { feed.history.readResident(segmentWith(2), 8192); });
    QCOMPARE(feed.segment(Measure::Amount), "1000.25:4096 1000.5:- 1001:8192");
    QCOMPARE(feed.segment(Measure::Count), "1000:1 1001:2");
}

void HistoryTest::tellsTheLastMinute() {
    Feed feed;
    for (std::uint64_t value = 0; value < 1000; ++value)
        feed.hold(value, value);
    const Trace trace = feed.history.trace(*feed.snapshot.find({Kind::MessageQueue, Id{queueId}}), Measure::Count);
    // 60 s of 4 Hz, the sample before them, and the one that was taken just then
    QCOMPARE(trace.steps.size(), 242U);
    QCOMPARE(trace.steps.back().value, 999U);
    QCOMPARE(trace.steps.front().value, 758U);
}

void HistoryTest::aRingIsAsLongAsTheMinute() {
    Feed feed(10'000);
    for (std::uint64_t value = 0; value < 300; ++value)
        feed.sample([value](Snapshot& next) { next.queues = {queueWith(queueId, value, value)}; }, {}, false, 2s);
    QCOMPARE(feed.history.pointsHeld(), std::size_t{Series::always}); // of which a minute fills 32
}

void HistoryTest::aFullRingLosesTheOldest() {
    Feed feed(0); // none more than each may have
    for (std::uint64_t value = 0; value < 100; ++value)
        feed.hold(value, value);
    const Trace trace = feed.history.trace(*feed.snapshot.find({Kind::MessageQueue, Id{queueId}}), Measure::Count);
    QCOMPARE(trace.steps.size(), std::size_t{Series::always});
    QCOMPARE(trace.steps.back().value, 99U);
    QCOMPARE(trace.steps.front().value, 100U - Series::always); // and nothing is said of the time before
}

void HistoryTest::manyStayWithinTheBudget() {
    constexpr int objects = 50;
    Feed feed(4000);
    for (std::uint64_t value = 0; value < 400; ++value) {
        feed.sample([&](Snapshot& next) {
            next.queues.clear();
            for (int id = 0; id < objects; ++id)
                next.queues.push_back(queueWith(id, value, value));
        });
    }
    QVERIFY2(feed.history.pointsHeld() <= 4000, "the budget is spent but once");
    QVERIFY2(feed.history.pointsHeld() > objects * Series::always, "what is left of it serves some");
    for (int id = 0; id < objects; ++id) {
        const Trace trace = feed.history.trace(&feed.snapshot.queues[static_cast<std::size_t>(id)], Measure::Count);
        QVERIFY(trace.steps.size() >= Series::always);
        QCOMPARE(trace.steps.back().value, 399U);
    }
}

void HistoryTest::whatIsOldIsForgotten() {
    Feed feed;
    feed.hold(1, 10);
    feed.hold(2, 20);
    feed.sample({}, [&] { feed.history.readMember(setId, 0, {1, 0}); });
    for (int second = 0; second < 70; ++second)
        feed.sample({}, {}, false, 1s);
    QCOMPARE(feed.history.seriesCount(), 0U);
    QCOMPARE(feed.history.pointsHeld(), 0U);
    // It was so all the time that is told
    QCOMPARE(feed.queue(Measure::Count), "1000:2");
}

QTEST_APPLESS_MAIN(HistoryTest)
#include "history_test.moc"
