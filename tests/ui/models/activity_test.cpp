// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/activity.h"

#include <QTest>

#include <initializer_list>
#include <memory>
#include <utility>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using watching::Measure;
using watching::Trace;

namespace {

const activity::Moment now{1000s};

Trace traceOf(std::initializer_list<std::pair<std::chrono::seconds, std::uint64_t>> steps) {
    Trace trace;
    for (const auto& [before, value] : steps)
        trace.steps.push_back({now - before, value});
    return trace;
}

RowDetail detailOf(Measure measure, const Trace& trace) {
    RowDetail detail;
    detail.activity = Activity{measure, std::make_shared<const Trace>(trace)};
    return detail;
}

} // namespace

class ActivityTest : public QObject {
    Q_OBJECT

private slots:
    void rangesAreOfTheLastMinute();
    void wandersWhileSomethingIsSeen();
    void saysWhatItWas();
};

void ActivityTest::rangesAreOfTheLastMinute() {
    QVERIFY(!activity::range({}, now));
    QVERIFY(!activity::range(traceOf({{30s, Trace::unknown}}), now));
    QVERIFY((activity::range(traceOf({{100s, 9}, {70s, 2}, {20s, 5}, {10s, 3}}), now) == activity::Range{2, 5, 3}));
    QVERIFY((activity::range(traceOf({{20s, 5}, {10s, Trace::unknown}}), now) == activity::Range{5, 5, std::nullopt}));
}

void ActivityTest::wandersWhileSomethingIsSeen() {
    QVERIFY(!activity::wanders({}, now));
    QVERIFY(!activity::wanders(traceOf({{61s, 4}}), now));
    QVERIFY(activity::wanders(traceOf({{59s, 4}}), now));
    QVERIFY(activity::wanders(traceOf({{100s, 4}, {30s, 5}}), now));
}

void ActivityTest::saysWhatItWas() {
    const auto queue = detailOf(Measure::Amount, traceOf({{50s, 0}, {20s, 16384}, {10s, 3200}}));
    QCOMPARE(activity::words({Kind::MessageQueue, Id{1}}, &queue, now),
             "Bytes in the queue: 3.1 KiB now; in the last minute 0 B to 16 KiB");
    const auto set = detailOf(Measure::Count, traceOf({{50s, 5}}));
    QCOMPARE(activity::words({Kind::Semaphore, Id{1}}, &set, now),
             "Values together: 5 now; in the last minute always 5");
    const auto segment = detailOf(Measure::Count, traceOf({{50s, 2}, {20s, 3}, {10s, Trace::unknown}}));
    QCOMPARE(activity::words({Kind::SharedMemory, Id{1}}, &segment, now),
             "Attached: not read now; in the last minute 2 to 3");
    QCOMPARE(activity::words({Kind::Semaphore, Id{1}}, nullptr, now), "–");
    const RowDetail none;
    QCOMPARE(activity::words({Kind::Semaphore, Id{1}}, &none, now), "–");
    const auto lock = ObjectId::posix(Kind::Semaphore, Name::of("/lock"));
    QCOMPARE(activity::words(lock, &set, now), "Value: 5 now; in the last minute always 5");
    const auto ring = ObjectId::posix(Kind::SharedMemory, Name::of("/ring"));
    QCOMPARE(activity::words(ring, &segment, now), "Size in pages of 4 KiB: not read now; in the last minute 2 to 3");
    const Trace value = traceOf({{50s, 0}, {20s, 1}});
    QCOMPARE(activity::words(&value, now), "Value: 1 now; in the last minute 0 to 1");
}

QTEST_APPLESS_MAIN(ActivityTest)
#include "activity_test.moc"
