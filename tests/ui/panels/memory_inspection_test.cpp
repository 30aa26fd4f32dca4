// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What stands beside a segment's bytes, in the memory panel over a Session of its own.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/memory_panel_fixture.h"
#include "ui/hexview/hex_view.h"
#include "ui/models/struct_model.h"
#include "ui/models/value_model.h"
#include "ui/panels/inspector.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/memory_settings.h"
#include "ui/panels/struct_view.h"
#include "ui/session/session.h"
#include "ui/settings.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTreeView>

using namespace ipclens;
using namespace ipclens::ui;
using testing::LiveSegment;
using testing::mebibyte;
using testing::textAt;

namespace {

constexpr key_t key = 0x00012d3f;
const QString declared = QStringLiteral("le struct frame { char tag[8]; uint32_t number; };");

class Bench {
public:
    explicit Bench(int width = 1200) {
        session.setRate(20);
        panel.resize(width, 500);
    }

    bool open(const LiveSegment& segment) { return host.open({Kind::SharedMemory, segment.id()}); }
    HexView& hex() { return *panel.findChild<HexView*>(); }
    StructModel& fields() { return *panel.findChild<StructModel*>(); }
    [[nodiscard]] bool sideShown() const { return panel.findChild<Inspector*>()->isVisible(); }
    QPushButton& sideSwitch() { return *panel.findChild<QPushButton*>("inspectorSwitch"); }
    QString value(bytes::ValueType type) {
        const auto* values = panel.findChild<ValueModel*>();
        return values->index(static_cast<int>(type), ValueModel::TextColumn).data(Qt::EditRole).toString();
    }
    QString field(int row) { return fields().index(row, StructModel::TextColumn).data().toString(); }
    void click(const char* name) {
        QTest::mouseClick(panel.findChild<QPushButton*>(QLatin1String(name)), Qt::LeftButton);
    }
    /// Opens the lock once it can be opened.
    bool unlock() {
        const auto* lock = panel.findChild<QPushButton*>("lock");
        if (!QTest::qWaitFor([lock] { return lock->isEnabled(); })) return false;
        click("lock");
        return lock->isChecked();
    }
    /// As a person does: the cell is opened, and what stands there is typed over.
    bool typeInto(QAbstractItemView& view, const QModelIndex& cell, const QString& text) {
        view.setCurrentIndex(cell);
        view.edit(cell);
        auto* line = view.findChild<QLineEdit*>();
        if (line == nullptr) return false;
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
        return QTest::qWaitFor([&view] { return view.findChild<QLineEdit*>() == nullptr; });
    }
    bool typeValue(bytes::ValueType type, const QString& text) {
        auto& table = *panel.findChild<QTableView*>("values");
        return typeInto(table, table.model()->index(static_cast<int>(type), ValueModel::TextColumn), text);
    }
    bool typeField(int row, const QString& text) {
        return typeInto(*panel.findChild<QTreeView*>("structFields"), fields().index(row, StructModel::TextColumn),
                        text);
    }

    Session session;
    MemoryPanel panel{session};
    testing::PanelHost host{session, panel};
};

} // namespace

class MemoryInspectionTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsTheValuesAtTheCursor();
    void tellsHowMuchIsSelected();
    void laysAStructFarAway();
    void keepsTheStructOfAKey();
    void aStructHasHalfOfTheRoom();
    void anIdUsedAgainHasNoStruct();
    void aRowChoosesItsBytes();
    void untouchedPagesStayUntouched();
    void isThereWhereThereIsRoom();
    void theChoiceIsRemembered();
    void staysWhenTheSegmentIsGone();
    void typedValuesAreWritten();
    void typedFieldsAreWritten();
    void showsWhatWasTypedOver();
    void showsTheFrozenMoment();
};

void MemoryInspectionTest::init() {
    testing::clearSettings();
    MemorySettings().setAlwaysAttach(true);
}

void MemoryInspectionTest::showsTheValuesAtTheCursor() {
    const LiveSegment segment(mebibyte, {{16, std::string("\x55\xbc\0\0", 4)}});
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.value(bytes::ValueType::Uint8), "0");
    bench.hex().goTo(16);
    QTRY_COMPARE(bench.value(bytes::ValueType::Uint32), "48213");
    // At the selection's beginning, wherever the cursor is
    bench.hex().select({16, 4});
    QCOMPARE(bench.value(bytes::ValueType::Uint32), "48213");
    // The last byte, and no more
    bench.hex().goTo(mebibyte - 1);
    QTRY_COMPARE(bench.value(bytes::ValueType::Uint8), "0");
    QCOMPARE(bench.value(bytes::ValueType::Uint16), "");
}

void MemoryInspectionTest::tellsHowMuchIsSelected() {
    const LiveSegment segment(mebibyte, {{0, "x"}});
    NEEDS_MAP_FILES(segment);
    // Also where the side has no room
    Bench bench(800);
    QVERIFY(bench.open(segment));
    QTRY_VERIFY(bench.hex().isVisible());
    QVERIFY(!bench.sideShown());
    const auto* place = bench.panel.findChild<QLabel*>("hexPlace");
    QVERIFY(place->isVisible());
    QCOMPARE(place->text(), QString("At 0x0"));
    bench.hex().goTo(16);
    bench.hex().select({16, 32});
    QCOMPARE(place->text(), QString("At 0x10 \u00b7 32 bytes selected"));
    bench.hex().goTo(48);
    QCOMPARE(place->text(), QString("At 0x30"));
}

void MemoryInspectionTest::laysAStructFarAway() {
    LiveSegment segment(mebibyte, {{0, "start"}, {900 * 1024, std::string("frame\0\0\0\x01\0\0\0", 12)}}, 0600, key);
    Settings().setStructChoice(Key{key}, {declared, 900 * 1024, false});
    Bench bench;
    QVERIFY(bench.open(segment));
    // The hex view shows the start; the struct's bytes are read besides, and live
    QTRY_COMPARE(bench.field(0), "\"frame\"");
    QTRY_COMPARE(bench.field(1), "1");
    QVERIFY(!bench.hex().cache().at(900 * 1024));
    segment.attachElsewhere({{900 * 1024 + 8, std::string("\x02", 1)}});
    QTRY_COMPARE(bench.field(1), "2");
}

void MemoryInspectionTest::keepsTheStructOfAKey() {
    const LiveSegment segment(mebibyte, {{0, "x"}}, 0600, key);
    const LiveSegment other(4096, {{0, "x"}});
    Settings().setStructChoice(Key{key}, {declared, 0, false});
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.fields().rowCount(), 2);
    QVERIFY(bench.open(other));
    QTRY_COMPARE(bench.fields().rowCount(), 0);
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.fields().rowCount(), 2);
    QCOMPARE(Settings().structChoice(Key{key}), (StructChoice{declared, 0, false}));
    QCOMPARE(Settings().structChoice(Key{key + 1}), StructChoice());
}

void MemoryInspectionTest::aStructHasHalfOfTheRoom() {
    const LiveSegment segment(mebibyte, {{0, "x"}}, 0600, key);
    const LiveSegment other(4096, {{0, "x"}});
    Settings().setStructChoice(Key{key}, {declared, 0, false});
    Bench bench;
    const auto heights = [&bench] {
        return std::pair(bench.panel.findChild<Inspector*>()->height(), bench.panel.findChild<StructView*>()->height());
    };
    QVERIFY(bench.open(other));
    QTRY_VERIFY(heights().first > 2 * heights().second);
    QVERIFY(bench.open(segment));
    QTRY_VERIFY(std::abs(heights().first - heights().second) < heights().first / 4);
}

void MemoryInspectionTest::anIdUsedAgainHasNoStruct() {
    Bench bench;
    SegmentInfo info;
    info.id = Id{7};
    info.size = 4096;
    info.creatorPid = 10;
    bench.panel.setObject(info);
    auto* view = bench.panel.findChild<StructView*>();
    view->setChoice({declared, 0, false}, info.size);
    emit view->choiceChanged();
    SegmentInfo reused = info;
    reused.creatorPid = 11;
    bench.panel.setObject(reused);
    QCOMPARE(view->choice(), StructChoice());
    bench.panel.setObject(info);
    QCOMPARE(view->choice(), (StructChoice{declared, 0, false}));
}

void MemoryInspectionTest::aRowChoosesItsBytes() {
    const LiveSegment segment(mebibyte, {{0, "x"}}, 0600, key);
    Settings().setStructChoice(Key{key}, {declared, 64, false});
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.fields().rowCount(), 2);
    bench.panel.findChild<QTreeView*>("structFields")->setCurrentIndex(bench.fields().index(1, 0));
    QCOMPARE(bench.hex().selection(), (ByteRange{72, 4}));
    QCOMPARE(bench.panel.findChild<StructView*>()->choice().offset, 64ULL);
}

void MemoryInspectionTest::untouchedPagesStayUntouched() {
    const LiveSegment segment(16 * mebibyte, {{0, "x"}}, 0600, key);
    Settings().setStructChoice(Key{key}, {"struct big { char far[60000]; };", 8 * mebibyte, false});
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.field(0), "\"\" \u2026");
    for (std::uint64_t offset = mebibyte; offset < 16 * mebibyte; offset += mebibyte) {
        bench.hex().goTo(offset);
        QTRY_COMPARE(bench.value(bytes::ValueType::Uint64), "0");
    }
    QCOMPARE(segment.resident(), std::uint64_t{4096});
}

void MemoryInspectionTest::isThereWhereThereIsRoom() {
    const LiveSegment segment(4096, {{0, "x"}});
    Bench bench(600);
    QVERIFY(bench.open(segment));
    QTRY_VERIFY(bench.hex().isVisible());
    QVERIFY(!bench.sideShown());
    bench.panel.resize(1200, 500);
    QTRY_VERIFY(bench.sideShown());
    QVERIFY(bench.hex().width() > 600);
    bench.panel.resize(600, 500);
    QTRY_VERIFY(!bench.sideShown());
}

void MemoryInspectionTest::theChoiceIsRemembered() {
    const LiveSegment segment(4096, {{0, "x"}});
    {
        Bench bench;
        QVERIFY(bench.open(segment));
        QTRY_VERIFY(bench.sideShown());
        QTest::mouseClick(&bench.sideSwitch(), Qt::LeftButton);
        QVERIFY(!bench.sideShown());
    }
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_VERIFY(bench.hex().isVisible());
    QVERIFY(!bench.sideShown());
    QVERIFY(!bench.sideSwitch().isChecked());
}

void MemoryInspectionTest::staysWhenTheSegmentIsGone() {
    LiveSegment segment(mebibyte, {{0, "\x07"}}, 0600, key);
    Settings().setStructChoice(Key{key}, {"struct a { uint8_t b; };", 0, false});
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.field(0), "7");
    // No sample falls between its removal and its end, while nobody's mapping can be read
    bench.session.setPaused(true);
    QTRY_VERIFY(bench.session.last()->health.paused);
    segment.remove();
    segment.detachElsewhere();
    bench.session.refresh();
    QTRY_VERIFY(bench.host.ended);
    QCOMPARE(bench.field(0), "7");
    QVERIFY(!bench.panel.findChild<Inspector*>()->isEnabled());
}

void MemoryInspectionTest::typedValuesAreWritten() {
    const LiveSegment segment(mebibyte, {{0, "frame"}, {100, "\x07"}});
    Bench bench;
    QVERIFY(bench.open(segment));
    bench.hex().goTo(100);
    QTRY_COMPARE(bench.value(bytes::ValueType::Uint8), "7");
    // Behind the lock as all else
    const auto* values = bench.panel.findChild<QTableView*>("values");
    QVERIFY((values->model()->index(0, ValueModel::TextColumn).flags() & Qt::ItemIsEditable) == 0);
    QVERIFY(bench.unlock());
    for (auto* button : bench.panel.findChild<Inspector*>()->findChildren<QPushButton*>()) {
        if (button->text() == "BE") QTest::mouseClick(button, Qt::LeftButton);
    }
    QVERIFY(bench.typeValue(bytes::ValueType::Uint16, "0x4142"));
    QCOMPARE(bench.hex().edits().patches().size(), std::size_t{1});
    QCOMPARE(bench.hex().edits().at(100), std::optional(std::byte{'A'}));
    QCOMPARE(bench.hex().edits().at(101), std::optional(std::byte{'B'}));
    QVERIFY(!bench.hex().edits().at(102));
    bench.host.waitForUpdate();
    QCOMPARE(textAt(segment, 100, 2), std::string("\x07\0", 2));
    bench.click("writeEdits");
    QTRY_COMPARE(textAt(segment, 100, 3), std::string("AB\0", 3));
    QTRY_VERIFY(bench.hex().edits().isEmpty());
    QTRY_COMPARE(bench.value(bytes::ValueType::Uint8), "65");
}

void MemoryInspectionTest::typedFieldsAreWritten() {
    const LiveSegment segment(mebibyte, {{64, std::string("frame\0\0\0\x01\0\0\0", 12)}}, 0600, key);
    Settings().setStructChoice(Key{key}, {declared, 64, false});
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.field(1), "1");
    QVERIFY(bench.unlock());
    QVERIFY(bench.typeField(1, "513"));
    QVERIFY(bench.typeField(0, "scene"));
    QCOMPARE(bench.hex().edits().at(72), std::optional(std::byte{1}));
    QCOMPARE(bench.hex().edits().at(73), std::optional(std::byte{2}));
    QCOMPARE(textAt(segment, 64, 5), std::string("frame"));
    bench.click("writeEdits");
    QTRY_COMPARE(textAt(segment, 64, 12), std::string("scene\0\0\0\1\2\0\0", 12));
    QTRY_COMPARE(bench.field(1), "513");
}

void MemoryInspectionTest::showsWhatWasTypedOver() {
    const LiveSegment segment(mebibyte, {{0, std::string("frame\0\0\0\x01\0\0\0", 12)}}, 0600, key);
    Settings().setStructChoice(Key{key}, {declared, 0, false});
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.field(1), "1");
    QVERIFY(bench.unlock());
    // In the hex view; value and field show it as well, and it has not been written
    bench.hex().goTo(8);
    QTest::keyClicks(&bench.hex(), "ff");
    QCOMPARE(bench.field(1), "255");
    bench.hex().goTo(8);
    QCOMPARE(bench.value(bytes::ValueType::Uint8), "255");
    bench.host.waitForUpdate();
    QCOMPARE(bench.value(bytes::ValueType::Uint8), "255");
    QCOMPARE(bench.field(1), "255");
    QCOMPARE(textAt(segment, 8, 1), std::string("\x01"));
    bench.click("discardEdits");
    QCOMPARE(bench.value(bytes::ValueType::Uint8), "1");
    QCOMPARE(bench.field(1), "1");
}

void MemoryInspectionTest::showsTheFrozenMoment() {
    LiveSegment segment(64 * 1024, {{0, "\x05"}, {0x8000, std::string("frame\0\0\0\x01\0\0\0", 12)}}, 0600, key);
    Settings().setStructChoice(Key{key}, {declared, 0x8000, false});
    Bench bench;
    QVERIFY(bench.open(segment));
    QTRY_COMPARE(bench.field(1), "1");
    for (QAction* each : bench.panel.actions()) {
        if (each->text().remove('&').startsWith("Freeze")) each->trigger();
    }
    auto* end = bench.panel.findChild<QPushButton*>("endMoment");
    QTRY_VERIFY(end->isVisible());
    segment.attachElsewhere({{0, "\x06"}, {0x8008, "\x02"}});
    bench.host.waitForUpdate();
    // What stood there then, also where the hex view does not show it
    QCOMPARE(bench.value(bytes::ValueType::Uint8), "5");
    QCOMPARE(bench.field(1), "1");
    QTest::mouseClick(end, Qt::LeftButton);
    QTRY_COMPARE(bench.value(bytes::ValueType::Uint8), "6");
    QTRY_COMPARE(bench.field(1), "2");
}

IPCLENS_GUI_TEST_MAIN(MemoryInspectionTest)

#include "memory_inspection_test.moc"
