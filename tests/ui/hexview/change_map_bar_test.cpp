// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/hexview/change_map_bar.h"

#include <QPixmap>
#include <QSignalSpy>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;

namespace {

const auto now = ChangeMap::Clock::time_point() + 1000s;

ChangeMap mapOf(std::uint64_t size,
                std::initializer_list<std::pair<std::uint64_t, std::chrono::milliseconds>> changes) {
    ChangeMap map;
    map.size = size;
    map.passTook = 10ms;
    for (const auto& [offset, age] : changes)
        map.changedAt[map.partOf(offset)] = now - age;
    return map;
}

} // namespace

class ChangeMapBarTest : public QObject {
    Q_OBJECT

private slots:
    void placesOfAllSizes_data();
    void placesOfAllSizes();
    void marksStandWhereTheChangesAre();
    void theyFadeInSteps();
    void theFreshestIsSeen();
    void aSlowLookIsSeenLonger();
    void aClickGoesThere();
    void changesKeepTheirPlacesInAnotherSize();
};

void ChangeMapBarTest::placesOfAllSizes_data() {
    QTest::addColumn<quint64>("size");
    for (const quint64 size : {quint64{1}, quint64{15}, quint64{16}, quint64{17}, quint64{4096}, (quint64{1} << 31) - 1,
                               (quint64{1} << 31) + 1, quint64{1} << 35, (quint64{1} << 63) - 1})
        QTest::addRow("%llx", static_cast<unsigned long long>(size)) << size;
}

void ChangeMapBarTest::placesOfAllSizes() {
    QFETCH(quint64, size);
    for (const quint64 offset : {quint64{0}, size / 2, size - 1}) {
        ChangeMap map;
        map.size = size;
        const std::size_t part = map.partOf(offset);
        QVERIFY(part < ChangeMap::parts);
        QVERIFY(map.beginOf(part) <= offset);
        map.changedAt[part] = now;
        const auto marks = changeMarks(map, 500, now);
        QCOMPARE(marks.size(), std::size_t{1});
        const double middle = (marks[0].top + marks[0].bottom) / 2.0;
        const double expected = (static_cast<double>(offset) + 0.5) / static_cast<double>(size) * 500;
        QVERIFY(marks[0].top >= 0 && marks[0].bottom <= 500);
        // One part of so few bytes is as high as they are
        QVERIFY(std::abs(middle - expected) <= 2 + 500.0 / static_cast<double>(size));
    }
}

void ChangeMapBarTest::marksStandWhereTheChangesAre() {
    const auto map = mapOf(1024 * 4096, {{0, 0ms}, {512 * 4096, 0ms}, {1023 * 4096, 0ms}});
    const auto marks = changeMarks(map, 1024, now);
    const std::vector<ChangeMark> expected{{0, 2, 4}, {512, 514, 4}, {1022, 1024, 4}};
    QVERIFY(marks == expected);
    QVERIFY(changeMarks(map, 0, now).empty());
    QCOMPARE(changeMarks(map, 1, now).size(), std::size_t{1});
    QVERIFY(changeMarks(ChangeMap(), 100, now).empty());
}

void ChangeMapBarTest::theyFadeInSteps() {
    for (const auto& [age, step] : {std::pair{0ms, 4}, {200ms, 4}, {300ms, 3}, {600ms, 2}, {900ms, 1}, {1000ms, 0}}) {
        const auto marks = changeMarks(mapOf(4096, {{0, age}}), 100, now);
        QCOMPARE(marks.empty() ? 0 : marks[0].step, step);
    }
}

void ChangeMapBarTest::theFreshestIsSeen() {
    // All of a segment on ten pixels
    const auto map = mapOf(std::uint64_t{1} << 35, {{0, 900ms}, {std::uint64_t{1} << 25, 0ms}});
    const auto marks = changeMarks(map, 10, now);
    QCOMPARE(marks.size(), std::size_t{1});
    QCOMPARE(marks[0].step, 4);
}

void ChangeMapBarTest::aSlowLookIsSeenLonger() {
    auto map = mapOf(4096, {{0, 5000ms}});
    QVERIFY(changeMarks(map, 100, now).empty());
    map.passTook = 10s;
    QCOMPARE(changeMarks(map, 100, now).size(), std::size_t{1});
}

void ChangeMapBarTest::aClickGoesThere() {
    ChangeMapBar bar;
    bar.resize(12, 200);
    QSignalSpy chosen(&bar, &ChangeMapBar::offsetChosen);
    QTest::mouseClick(&bar, Qt::LeftButton, {}, {5, 100});
    QCOMPARE(chosen.count(), 0); // nothing is known yet
    auto map = std::make_shared<ChangeMap>();
    map->size = (std::uint64_t{1} << 63) - 1;
    map->changedAt[512] = ChangeMap::Clock::now();
    bar.setMap(map);
    QTest::mouseClick(&bar, Qt::LeftButton, {}, {5, 100});
    QCOMPARE(chosen.count(), 1);
    QVERIFY(chosen[0][0].toULongLong() >> 61U == 2 || chosen[0][0].toULongLong() >> 61U == 1);
    QTest::mouseClick(&bar, Qt::LeftButton, {}, {5, 199});
    QVERIFY(chosen[1][0].toULongLong() < map->size);
    QVERIFY(!bar.grab().isNull());
}

void ChangeMapBarTest::changesKeepTheirPlacesInAnotherSize() {
    ChangeMap map;
    map.size = 4 * ChangeMap::parts;
    map.changedAt[100] = now;
    for (const std::uint64_t size : {2 * map.size, map.size / 2, 3 * map.size + 1}) {
        const ChangeMap other = map.resized(size);
        QCOMPARE(other.size, size);
        for (const std::uint64_t offset :
             {std::uint64_t{0}, std::uint64_t{399}, std::uint64_t{400}, std::uint64_t{403}})
            QCOMPARE(other.changedAt[other.partOf(offset)] == now, other.partOf(offset) >= other.partOf(400));
    }
    // What was cut off was seen for the last time
    for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{400}})
        QVERIFY(map.resized(size).changedAt == ChangeMap().changedAt);
    QVERIFY(ChangeMap().resized(4096).changedAt == ChangeMap().changedAt);
}

IPCLENS_GUI_TEST_MAIN(ChangeMapBarTest)

#include "change_map_bar_test.moc"
