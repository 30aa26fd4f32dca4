// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/sparkline.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <initializer_list>
#include <utility>

using namespace ipclens::ui;
using namespace std::chrono_literals;
using ipclens::watching::Trace;
using Moment = std::chrono::steady_clock::time_point;

namespace {

constexpr std::uint64_t unknown = Trace::unknown;
/// 60 pixels: one for each second.
constexpr int width = 60;
constexpr int height = 21;
constexpr int floorLine = height - 1;
const Moment now{1000s};

/// Steps at so many milliseconds before now.
Trace traceOf(std::initializer_list<std::pair<std::chrono::milliseconds, std::uint64_t>> steps) {
    Trace trace;
    for (const auto& [before, value] : steps)
        trace.steps.push_back({now - before, value});
    return trace;
}

SparklineShape shapeOf(const Trace& trace, Moment at = now) {
    return sparklineShape(trace, at, width, height);
}

/// "0-58:20 59:0-20": columns, and from which line to which.
QString words(const SparklineShape& shape) {
    const auto range = [](int first, int last) {
        return first == last ? QString::number(first) : QStringLiteral("%1-%2").arg(first).arg(last);
    };
    QStringList parts;
    for (const SparklineShape::Run& run : shape.runs)
        parts += range(run.first, run.last) + QLatin1Char(':') + range(run.top, run.bottom);
    return parts.join(QLatin1Char(' '));
}

} // namespace

class SparklineTest : public QObject {
    Q_OBJECT

private slots:
    void nothingKnownIsNothing();
    void whatStaysIsOneRun();
    void stepsGoUpAndDown();
    void extremesOfOnePixelStay();
    void extremesOfAllPixelsStay();
    void aGapIsAGap();
    void aLoneSampleIsADot();
    void endsWhereNobodyLooks();
    void beginsWhereItWasFirstSeen();
    void onlyZeroLiesOnTheFloor();
    void theScaleIsOfWhatIsSeen();
    void keepsItsFormWhileItWanders();
    void aSteadyOneKeepsItsPlace();
    void bearsAnySize();
    void paintsInDevicePixels();
};

void SparklineTest::nothingKnownIsNothing() {
    QVERIFY(shapeOf({}).runs.empty());
    QVERIFY(shapeOf(traceOf({{30s, unknown}})).runs.empty());
}

void SparklineTest::whatStaysIsOneRun() {
    QCOMPARE(words(shapeOf(traceOf({{100s, 7}}))), "0-59:0");
    QCOMPARE(words(shapeOf(traceOf({{100s, 0}}))), "0-59:20");
}

void SparklineTest::stepsGoUpAndDown() {
    // In the pixel of a change the line goes from the one value to the other
    QCOMPARE(words(shapeOf(traceOf({{100s, 0}, {30s, 2}, {20s, 1}}))), "0-28:20 29:0-20 30-38:0 39:0-10 40-59:10");
}

void SparklineTest::extremesOfOnePixelStay() {
    const Trace trace = traceOf({{100s, 1}, {30900ms, 4}, {30800ms, 0}, {30700ms, 2}, {30600ms, 1}});
    QCOMPARE(words(shapeOf(trace)), "0-27:15 28:0-20 29-59:15");
}

void SparklineTest::extremesOfAllPixelsStay() {
    // A thousand changes a second
    Trace trace;
    for (int step = 0; step < 60'000; ++step)
        trace.steps.push_back(
            {now - 60s + step * 1ms, step % 1000 == 500 ? 100U : 50U + static_cast<unsigned>(step) % 2U});
    // The last pixel has only just begun
    const SparklineShape shape = shapeOf(trace);
    QCOMPARE(shape.runs.front().first, 0);
    QVERIFY(shape.runs.back().last == width - 1);
    for (std::size_t run = 0; run + 1 < shape.runs.size(); ++run)
        QCOMPARE(shape.runs[run].top, 0);
}

void SparklineTest::aGapIsAGap() {
    QCOMPARE(words(shapeOf(traceOf({{100s, 5}, {40s, unknown}, {20s, 5}}))), "0-19:0 39-59:0");
    // Nobody saw the way from the one value to the other
    QCOMPARE(words(shapeOf(traceOf({{100s, 4}, {40s, unknown}, {20s, 0}}))), "0-19:0 39-59:20");
}

void SparklineTest::aLoneSampleIsADot() {
    QCOMPARE(words(shapeOf(traceOf({{30s, 3}, {30s, unknown}, {10s, 3}}))), "29:0 49-59:0");
}

void SparklineTest::endsWhereNobodyLooks() {
    QCOMPARE(words(shapeOf(traceOf({{100s, 3}, {10s, unknown}}))), "0-49:0");
    QVERIFY(shapeOf(traceOf({{100s, 3}, {70s, unknown}})).runs.empty());
}

void SparklineTest::beginsWhereItWasFirstSeen() {
    QCOMPARE(words(shapeOf(traceOf({{10s, 3}}))), "49-59:0");
    QCOMPARE(words(shapeOf(traceOf({{0s, 3}}))), "59:0");
}

void SparklineTest::onlyZeroLiesOnTheFloor() {
    const SparklineShape shape = shapeOf(traceOf({{100s, 0}, {40s, 1}, {20s, 1'000'000}, {10s, 999'999}}));
    QCOMPARE(shape.runs.front().top, floorLine);
    QCOMPARE(shape.runs[2].top, floorLine - 1); // 1 of a million is seen
    QCOMPARE(shape.runs.back().top, 1);         // and the most is more than nearly the most
}

void SparklineTest::theScaleIsOfWhatIsSeen() {
    QCOMPARE(words(shapeOf(traceOf({{100s, 1000}, {70s, 2}}))), "0-59:0");
}

void SparklineTest::keepsItsFormWhileItWanders() {
    const Trace trace = traceOf({{50s, 0}, {30300ms, 2}, {29500ms, 1}, {12200ms, 3}, {12100ms, 0}});
    const SparklineShape before = shapeOf(trace);
    for (int seconds = 1; seconds <= 8; ++seconds) {
        SparklineShape moved = shapeOf(trace, now + seconds * 1s);
        for (SparklineShape::Run& run : moved.runs) {
            run.first += seconds;
            if (&run != &moved.runs.back()) run.last += seconds;
        }
        QCOMPARE(words(moved), words(before));
    }
}

void SparklineTest::aSteadyOneKeepsItsPlace() {
    const Trace trace = traceOf({{61s, 5}});
    for (auto later = 0ms; later < 3s; later += 70ms)
        QVERIFY(shapeOf(trace, now + later) == shapeOf(trace));
}

void SparklineTest::bearsAnySize() {
    const Trace trace = traceOf({{100s, 0}, {40s, UINT64_MAX - 1}, {20s, 7}, {-5s, 9}});
    QVERIFY(sparklineShape(trace, now, 0, 10).runs.empty());
    QVERIFY(sparklineShape(trace, now, 10, 0).runs.empty());
    QVERIFY(sparklineShape(trace, now, -3, -4).runs.empty());
    for (const int size : {1, 2, 3, 7, 1000}) {
        const SparklineShape shape = sparklineShape(trace, now, size, size);
        QCOMPARE(shape.runs.front().first, 0);
        QCOMPARE(shape.runs.back().last, size - 1);
        for (const SparklineShape::Run& run : shape.runs)
            QVERIFY(run.top >= 0 && run.top <= run.bottom && run.bottom < size);
    }
}

void SparklineTest::paintsInDevicePixels() {
    const QColor line(Qt::blue);
    const QColor filled(Qt::cyan);
    const Trace trace = traceOf({{100s, 5}, {40s, unknown}, {20s, 5}, {10s, 0}});
    for (const int ratio : {1, 2}) {
        QImage image(QSize(width, height) * ratio, QImage::Format_RGB32);
        image.setDevicePixelRatio(ratio);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintSparkline(painter, QRect(0, 0, width, height), trace, now, line, filled);
        painter.end();
        const auto at = [&](int x, int y) { return image.pixelColor(x * ratio, y * ratio); };
        QCOMPARE(at(5, 0), line);
        QCOMPARE(at(5, 10), filled);
        QCOMPARE(at(5, height - 1), filled);
        QCOMPARE(at(30, 0), QColor(Qt::white));
        QCOMPARE(at(30, height - 1), QColor(Qt::white));
        QCOMPARE(at(45, 0), line);
        QCOMPARE(at(55, 10), QColor(Qt::white));
        QCOMPARE(at(55, height - 1), line);
    }
}

QTEST_MAIN(SparklineTest)
#include "sparkline_test.moc"
