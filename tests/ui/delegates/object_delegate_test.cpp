// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/diff.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/header_drag.h"
#include "ui/delegates/object_delegate.h"
#include "ui/models/object_table_model.h"
#include "ui/models/state_words.h"
#include "ui/session/row_engine.h"
#include "ui/theme.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/object_table.h"

#include <QHeaderView>
#include <QImage>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace ipclens;
using ipclens::testing::dragToWidth;
using ui::Column;
using ui::Tone;

namespace {

QueueInfo queueWith(int id, std::uint64_t messages) {
    QueueInfo info;
    info.id = Id{id};
    info.key = Key{static_cast<std::uint32_t>(id)};
    info.messages = messages;
    info.bytes = messages;
    info.capacity = 1000;
    return info;
}

/// POSIX segments.
listing::Snapshot named(const std::vector<std::string>& names) {
    listing::Snapshot snapshot;
    for (const std::string& name : names) {
        PosixSegmentInfo info;
        info.name = Name::of(name);
        snapshot.posixSegments.push_back(info);
    }
    snapshot.sortById();
    return snapshot;
}

/// The table, fed as the sampling thread does, and looked at as pixels.
class Table {
public:
    Table()
        : view(model) {
        view.resize(900, 300);
        view.show();
    }

    void sample(std::vector<QueueInfo> queues) {
        listing::Snapshot snapshot;
        snapshot.queues = std::move(queues);
        sample(std::move(snapshot));
    }

    void sample(listing::Snapshot snapshot) {
        const auto shared = std::make_shared<const listing::Snapshot>(std::move(snapshot));
        const auto changes = watching::diff(*engine_.rows()->snapshot, *shared);
        update_.made.clear();
        for (const watching::Change& change : changes) {
            if (change.what == watching::ChangeKind::Made && update_.serial > 0) update_.made.push_back(change.object);
        }
        auto step = engine_.advance(shared, changes);
        update_.rows = std::move(step.rows);
        update_.changes = std::move(step.changes);
        ++update_.serial;
        model.apply(std::make_shared<const ui::Update>(update_));
        QTest::qWait(60);
    }

    QImage cell(int row, Column column) {
        const QRect area = view.visualRect(model.index(row, static_cast<int>(column)));
        return view.viewport()->grab(area).toImage();
    }
    /// The cell's ground, away from text and lines.
    QColor ground(int row) { return cell(row, Column::Owner).pixelColor(2, 2); }
    /// Whether anything is painted at the right of what has the length of a key.
    bool inkBehindKey(int row) {
        const QImage image = cell(row, Column::Key);
        const int from = QFontMetrics(ui::monospaceFont()).horizontalAdvance(QStringLiteral("0x00000001")) + 10;
        for (int y = 1; y < image.height() - 2; ++y) {
            for (int x = from; x < image.width(); ++x) {
                if (image.pixelColor(x, y) != image.pixelColor(2, 2)) return true;
            }
        }
        return false;
    }
    int pixelsNear(int row, Column column, const QColor& color) {
        const QImage image = cell(row, column);
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                const int distance = std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                                     std::abs(pixel.blue() - color.blue());
                if (distance < 40) ++count;
            }
        }
        return count;
    }

    ui::ObjectTableModel model;
    ui::ObjectTable view;

private:
    UserNames users_;
    ui::RowEngine engine_{users_};
    ui::Update update_;
};

constexpr int hiddenAtFirst = static_cast<int>(ui::columnsHiddenAtFirst.size());

} // namespace

class ObjectDelegateTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { ui::applyPalette(false); }
    void kindsHaveTheirDot();
    void fullIsRed();
    void newRowsGlowAndFade();
    void chosenRowsHaveTheirGround();
    void endedRowsAreStruckThrough();
    void deniedRowsHaveALock();
    void posixRowsHaveATag();
    void longNamesGoOnOverTheEmptyId();
    void longNamesKeepBothEnds();
    void columnsFitTheWindow();
    void whatNoRowFillsStepsAside();
    void onlyThePersonChoosesWidths();
    void widthsOfThePersonStay();
    void whatSteppedAsideComesBack();
};

void ObjectDelegateTest::kindsHaveTheirDot() {
    Table table;
    table.sample({queueWith(1, 1)});
    const QColor orange = ui::kindColor(Kind::MessageQueue, table.view.palette());
    QVERIFY(table.pixelsNear(0, Column::Kind, orange) > 40);
}

void ObjectDelegateTest::fullIsRed() {
    Table table;
    table.sample({queueWith(1, 1000), queueWith(2, 3)});
    const QColor red = ui::toneColor(Tone::DangerText, table.view.palette());
    QVERIFY(table.pixelsNear(0, Column::State, red) > 10);
    QCOMPARE(table.pixelsNear(1, Column::State, red), 0);
}

void ObjectDelegateTest::newRowsGlowAndFade() {
    Table table;
    table.sample({queueWith(1, 1)});
    const QColor quiet = table.ground(0);
    table.sample({queueWith(1, 1), queueWith(2, 1)});
    QVERIFY(table.ground(1) != quiet);
    QCOMPARE(table.ground(0), quiet);
    QTRY_COMPARE(table.ground(1), quiet);
}

void ObjectDelegateTest::chosenRowsHaveTheirGround() {
    Table table;
    table.sample({queueWith(1, 1), queueWith(2, 1)});
    QVERIFY(table.view.chooseObject({Kind::MessageQueue, Id{2}}));
    QCOMPARE(table.ground(1), ui::toneColor(Tone::Selection, table.view.palette()));
    QVERIFY(table.ground(0) != table.ground(1));
}

void ObjectDelegateTest::endedRowsAreStruckThrough() {
    Table table;
    table.sample({queueWith(1, 1), queueWith(2, 1)});
    const QImage before = table.cell(0, Column::Key);
    table.sample({queueWith(2, 1)});
    QVERIFY(table.model.endedAt(0));
    const QImage after = table.cell(0, Column::Key);
    // Some line of pixels runs through the whole text
    const QColor muted = ui::toneColor(Tone::MutedText, table.view.palette());
    const auto longestRun = [&](const QImage& image) {
        int longest = 0;
        for (int y = 0; y < image.height() - 2; ++y) {
            int run = 0;
            for (int x = 0; x < image.width(); ++x) {
                const bool inked = image.pixelColor(x, y).lightness() < (muted.lightness() + 255) / 2;
                run = inked ? run + 1 : 0;
                longest = std::max(longest, run);
            }
        }
        return longest;
    };
    QVERIFY(longestRun(before) < 30);
    QVERIFY(longestRun(after) > 50);
}

void ObjectDelegateTest::deniedRowsHaveALock() {
    Table table;
    QueueInfo denied = queueWith(1, 1);
    denied.access = Access::Denied;
    table.sample({denied, queueWith(2, 1)});
    QVERIFY(table.model.stateAt(0).back().emphasis == ui::words::Emphasis::Lock);
    QVERIFY(table.cell(0, Column::State) != table.cell(1, Column::State));
    QVERIFY(table.model.index(0, static_cast<int>(Column::State)).data().toString().contains("no permission"));
}

void ObjectDelegateTest::posixRowsHaveATag() {
    Table table;
    table.view.resize(1200, 300);
    listing::Snapshot snapshot = named({"/0x000001"}); // as long as a key
    snapshot.queues = {queueWith(1, 1)};
    table.sample(std::move(snapshot));
    QVERIFY(table.inkBehindKey(0));
    QVERIFY(!table.inkBehindKey(1));
    // Without room for both, nor an empty cell beside, it is the name that stays
    table.view.setColumnVisible(Column::Id, false);
    const int room = QFontMetrics(ui::monospaceFont()).horizontalAdvance(QStringLiteral("/0x000001")) + 40;
    dragToWidth(*table.view.horizontalHeader(), static_cast<int>(Column::Key), room);
    QTRY_VERIFY(!table.inkBehindKey(0));
}

void ObjectDelegateTest::longNamesGoOnOverTheEmptyId() {
    Table table;
    table.view.resize(1200, 300);
    listing::Snapshot snapshot = named({"/a", "/two-of-a-long-lock", "/one-of-a-long-lock"});
    snapshot.queues = {queueWith(1, 1)};
    table.sample(std::move(snapshot));
    const int none = 0;
    const int first = 1;
    const int second = 2;
    const int key = static_cast<int>(Column::Key);
    const int wide = QFontMetrics(ui::monospaceFont()).horizontalAdvance(QStringLiteral("/one-of-a-long-lock")) + 80;
    dragToWidth(*table.view.horizontalHeader(), key, wide);
    for (const int row : {first, second})
        QTRY_VERIFY(table.cell(row, Column::Id) == table.cell(none, Column::Id));
    const QImage whole = table.cell(first, Column::Key);
    dragToWidth(*table.view.horizontalHeader(), key, wide / 2);
    // The one cell has how it begins, the other how it goes on
    QTRY_VERIFY(table.cell(first, Column::Id) != table.cell(none, Column::Id));
    const QImage part = table.cell(first, Column::Key);
    QVERIFY(part == whole.copy(0, 0, part.width(), part.height()));
    QVERIFY(table.cell(first, Column::Id) == table.cell(second, Column::Id));
    table.view.setColumnVisible(Column::Id, false);
    QTRY_VERIFY(table.cell(first, Column::Key) != part);
}

void ObjectDelegateTest::longNamesKeepBothEnds() {
    const std::string filling(100, 'x');
    Table table;
    table.sample(named({"/job" + filling + "one" + filling + "/1", "/job" + filling + "two" + filling + "/1",
                        "/job" + filling + "two" + filling + "/2", "/cat" + filling + "one" + filling + "/1"}));
    // In the order of their names: the last comes first
    QVERIFY(table.cell(1, Column::Key) == table.cell(2, Column::Key));
    QVERIFY(table.cell(2, Column::Key) != table.cell(3, Column::Key));
    QVERIFY(table.cell(0, Column::Key) != table.cell(1, Column::Key));
}

void ObjectDelegateTest::columnsFitTheWindow() {
    Table table;
    table.sample({queueWith(1, 1)});
    for (const int width : {1200, 900, 720}) {
        table.view.resize(width, 300);
        QTest::qWait(20);
        QCOMPARE(table.view.horizontalHeader()->length(), table.view.viewport()->width());
        QVERIFY(table.view.columnPlaces().front().width == 0);
    }
}

void ObjectDelegateTest::whatNoRowFillsStepsAside() {
    Table table;
    QHeaderView& header = *table.view.horizontalHeader();
    const auto hidden = [&header](Column column) { return header.isSectionHidden(static_cast<int>(column)); };
    table.view.resize(592, 300); // what the sidebar leaves of 800
    table.sample(named({"/ipc-traffic-lock"}));
    QTRY_VERIFY(hidden(Column::Id));
    QVERIFY(!hidden(Column::Activity));
    const int name = QFontMetrics(ui::monospaceFont()).horizontalAdvance(QStringLiteral("/ipc-traffic-lock"));
    QVERIFY(table.view.columnWidth(static_cast<int>(Column::Key)) >= name + 16);
    // As soon as one has something to say they are there again
    listing::Snapshot both = named({"/ipc-traffic-lock"});
    both.queues = {queueWith(1, 1)};
    table.sample(both);
    QTRY_VERIFY(!hidden(Column::Id));
    QVERIFY(!hidden(Column::Activity));
    // Nothing moves where nothing is listed, or where there is room
    table.sample(listing::Snapshot());
    table.sample(listing::Snapshot());
    QVERIFY(!hidden(Column::Id));
    table.sample(named({"/ipc-traffic-lock"}));
    QTRY_VERIFY(hidden(Column::Id));
    table.view.resize(1200, 300);
    QTRY_VERIFY(!hidden(Column::Id));
}

void ObjectDelegateTest::onlyThePersonChoosesWidths() {
    Table table;
    table.view.setColumnPlaces(Table().view.columnPlaces());
    table.sample({queueWith(1, 1)});
    QHeaderView& header = *table.view.horizontalHeader();
    table.view.resize(300, 300);
    QTRY_VERIFY(header.isSectionHidden(static_cast<int>(Column::Activity)));
    // As a style does that has another default, or the header that stretches what is last for a moment
    header.resizeSection(static_cast<int>(Column::Key), 77);
    header.moveSection(header.count() - 1, header.count() - 2);
    header.moveSection(header.count() - 1, header.count() - 2);
    table.view.resize(1200, 300);
    QTRY_COMPARE(header.hiddenSectionCount(), hiddenAtFirst);
    QTRY_COMPARE(header.length(), table.view.viewport()->width());
    for (const ui::ColumnPlace& place : table.view.columnPlaces())
        QCOMPARE(place.width, 0);
}

void ObjectDelegateTest::widthsOfThePersonStay() {
    Table table;
    table.sample({queueWith(1, 1)});
    const int key = static_cast<int>(Column::Key);
    dragToWidth(*table.view.horizontalHeader(), key, 222);
    QCOMPARE(table.view.columnWidth(key), 222);
    table.view.resize(1100, 300);
    QTest::qWait(20);
    QCOMPARE(table.view.columnWidth(key), 222);
    const auto places = table.view.columnPlaces();
    Table other;
    other.view.setColumnPlaces(places);
    QCOMPARE(other.view.columnWidth(key), 222);
}

void ObjectDelegateTest::whatSteppedAsideComesBack() {
    Table table;
    table.sample({queueWith(1, 1)});
    QHeaderView& header = *table.view.horizontalHeader();
    const int key = static_cast<int>(Column::Key);
    table.view.resize(300, 300);
    QTRY_VERIFY(header.isSectionHidden(static_cast<int>(Column::Activity)));
    dragToWidth(header, key, 122);
    QVERIFY(header.isSectionHidden(static_cast<int>(Column::Activity)));
    table.view.resize(1600, 300);
    QTRY_COMPARE(header.hiddenSectionCount(), hiddenAtFirst);
    QCOMPARE(table.view.columnWidth(key), 122);
    QTRY_COMPARE(header.length(), table.view.viewport()->width());
}

IPCLENS_GUI_TEST_MAIN(ObjectDelegateTest)

#include "object_delegate_test.moc"
