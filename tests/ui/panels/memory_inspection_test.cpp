// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What stands beside a segment's bytes, in the memory panel over a Session of its own.

#include "tests/core/bytes/segment_fixture.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/panel_host.h"
#include "ui/hexview/hex_view.h"
#include "ui/models/struct_model.h"
#include "ui/models/value_model.h"
#include "ui/panels/inspector.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/struct_view.h"
#include "ui/session/session.h"
#include "ui/settings.h"

#include <QPushButton>
#include <QSettings>
#include <QTreeView>

using namespace ipclens;
using namespace ipclens::ui;
using testing::LiveSegment;

namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;
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

    Session session;
    MemoryPanel panel{session};
    testing::PanelHost host{session, panel};
};

/// The bytes can be had without a question, by our own attachment if need be.
void allowAttaching() {
    QSettings(QSettings::IniFormat, QSettings::UserScope, "ipclens", "ipclens").setValue("memory/always_attach", true);
}

} // namespace

class MemoryInspectionTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void showsTheValuesAtTheCursor();
    void laysAStructFarAway();
    void keepsTheStructOfAKey();
    void aRowChoosesItsBytes();
    void untouchedPagesStayUntouched();
    void isThereWhereThereIsRoom();
    void theChoiceIsRemembered();
    void staysWhenTheSegmentIsGone();
};

void MemoryInspectionTest::init() {
    QSettings(QSettings::IniFormat, QSettings::UserScope, "ipclens", "ipclens").clear();
    allowAttaching();
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
    segment.remove();
    segment.detachElsewhere();
    bench.session.refresh();
    QTRY_VERIFY(bench.host.ended);
    QCOMPARE(bench.field(0), "7");
    QVERIFY(!bench.panel.findChild<Inspector*>()->isEnabled());
}

IPCLENS_GUI_TEST_MAIN(MemoryInspectionTest)

#include "memory_inspection_test.moc"
