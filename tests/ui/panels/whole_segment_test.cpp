// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Finding, scanning, saving and loading in the memory panel, over a Session of its own, with live segments.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/memory_panel_fixture.h"
#include "ui/hexview/change_map_bar.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/memory_panel.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

#include <memory>

using namespace ipclens;
using namespace ipclens::ui;
using testing::clearSettings;
using testing::LiveSegment;
using testing::mebibyte;
using testing::Patch;

namespace {

/// The panel with a segment, whose bytes may be read by attaching.
class Fixture {
public:
    explicit Fixture(std::uint64_t size, std::vector<Patch> patches = {})
        : segment(size, std::move(patches)) {
        session.setRate(20);
        panel.resize(900, 600);
    }

    bool open() {
        if (!host.open({Kind::SharedMemory, segment.id()})) return false;
        // Root sees the bytes at once; anybody else is asked
        return QTest::qWaitFor([this] {
            auto* attach = panel.findChild<QPushButton*>(QStringLiteral("attach"));
            if (attach != nullptr && attach->isVisible()) attach->click();
            return button("find")->isEnabled() && hex().isVisible();
        });
    }
    template <class Widget>
    Widget* child(const char* name) {
        return panel.findChild<Widget*>(QLatin1String(name));
    }
    QPushButton* button(const char* name) { return child<QPushButton>(name); }
    bool unlock() {
        if (!QTest::qWaitFor([this] { return button("lock")->isEnabled(); })) return false;
        button("lock")->click();
        return button("lock")->isChecked();
    }
    HexView& hex() { return *panel.findChild<HexView*>(); }
    QString status() { return child<QLabel>("findStatus")->text(); }
    QAbstractItemModel& results() { return *child<QTableView>("findResults")->model(); }
    void look(const char* what, const char* pattern) {
        button("find")->click();
        child<QComboBox>("findWhat")->setCurrentText(QLatin1String(what));
        child<QLineEdit>("findPattern")->setText(QString::fromUtf8(pattern));
    }
    bool says(const char* text) {
        return QTest::qWaitFor([&] { return status().contains(QLatin1String(text)); });
    }

    LiveSegment segment;
    Session session;
    MemoryPanel panel{session};
    testing::PanelHost host{session, panel};
};

} // namespace

class WholeSegmentTest : public QObject {
    Q_OBJECT

private slots:
    void init() { clearSettings(); }
    void findsNextAndPrevious();
    void listsAll();
    void saysWhatIsWrong();
    void returnFindsAndEscapeCloses();
    void scansNarrowDown();
    void searchingTouchesNothing();
    void savesASelection();
    void aCancelledSaveChangesNothing();
    void loadsAfterAQuestion();
    void lookOnlyLoadsNothing();
    void anotherSegmentForgetsWhatWasFound();
    void showsWhereBytesChange();
};

void WholeSegmentTest::findsNextAndPrevious() {
    Fixture f(8 * mebibyte, {{100, "Frame"}, {3 * mebibyte, "frame"}});
    QVERIFY(f.open());
    f.look("Text", "FRAME");
    f.button("findNext")->click();
    QVERIFY(f.says("Found at 0x64"));
    QCOMPARE(f.hex().selection(), (ByteRange{100, 5}));
    f.button("findNext")->click();
    QVERIFY(f.says("Found at 0x300000"));
    f.button("findNext")->click();
    QVERIFY(f.says("from the start on"));
    QCOMPARE(f.hex().selection(), (ByteRange{100, 5}));
    f.button("findPrevious")->click();
    QVERIFY(f.says("from the end on"));
    QCOMPARE(f.hex().selection().offset, 3 * mebibyte);
    f.child<QLineEdit>("findPattern")->setText("nowhere");
    f.button("findNext")->click();
    QVERIFY(f.says("Not found"));
    QVERIFY2(f.status().contains("nobody has touched"), qPrintable(f.status()));
}

void WholeSegmentTest::listsAll() {
    Fixture f(8 * mebibyte, {{4096, "abcabc"}, {5 * mebibyte, "abc"}});
    QVERIFY(f.open());
    f.look("Hex bytes", "61 62 63");
    QVERIFY(!f.child<QTableView>("findResults")->isVisible());
    f.button("findAll")->click();
    QVERIFY(f.says("3 matches"));
    QCOMPARE(f.results().rowCount(), 3);
    QCOMPARE(f.results().index(2, 0).data().toString(), QString("0x00500000"));
    QVERIFY(f.child<QTableView>("findResults")->isVisible());
    f.child<QTableView>("findResults")->setCurrentIndex(f.results().index(2, 0));
    QCOMPARE(f.hex().selection(), (ByteRange{5 * mebibyte, 3}));
}

void WholeSegmentTest::saysWhatIsWrong() {
    Fixture f(mebibyte, {{0, "x"}});
    QVERIFY(f.open());
    f.look("Hex bytes", "6");
    f.button("findNext")->click();
    QVERIFY2(f.status().contains("half a byte"), qPrintable(f.status()));
    f.look("Signed", "4294967296");
    f.button("findNext")->click();
    QVERIFY2(f.status().contains("does not fit"), qPrintable(f.status()));
    f.look("Signed", "zzneedle");
    f.button("findNext")->click();
    QCOMPARE(f.status(), QString("\u201czzneedle\u201d is no number"));
    f.look("Float", "");
    f.button("findAll")->click();
    QVERIFY2(f.status().contains("no number"), qPrintable(f.status()));
}

void WholeSegmentTest::returnFindsAndEscapeCloses() {
    Fixture f(mebibyte, {{10, "one"}, {20, "one"}});
    QVERIFY(f.open());
    f.look("Text", "one");
    auto* pattern = f.child<QLineEdit>("findPattern");
    QTest::keyClick(pattern, Qt::Key_Return);
    QVERIFY(f.says("0xa"));
    QTest::keyClick(pattern, Qt::Key_Return, Qt::ShiftModifier);
    QVERIFY(f.says("0x14"));
    QTest::keyClick(pattern, Qt::Key_Escape);
    QVERIFY(!f.child<QWidget>("findBar")->isVisible());
}

void WholeSegmentTest::scansNarrowDown() {
    Fixture f(mebibyte, {{0, "abcdefgh"}, {8 * 4096, std::string("\x10\0\0\0\x20\0\0\0", 8)}});
    QVERIFY(f.open());
    f.look("Signed", "");
    QVERIFY(f.child<QComboBox>("scanTest")->isVisible());
    f.button("scan")->click();
    QVERIFY2(f.says("2\u202f048 candidates") || f.says("2048 candidates") || f.status().contains("candidates"),
             qPrintable(f.status()));
    f.segment.attachElsewhere({{8 * 4096, "\x11"}});
    f.child<QComboBox>("scanTest")->setCurrentText("increased");
    QTRY_VERIFY(f.button("find")->isEnabled());
    f.button("scan")->click();
    QVERIFY(f.says("1 candidate"));
    QCOMPARE(f.results().rowCount(), 1);
    QCOMPARE(f.results().index(0, 0).data().toString(), QString("0x00008000"));
    QCOMPARE(f.results().index(0, 1).data().toString(), QString("17"));
    f.child<QLineEdit>("findPattern")->setText("18");
    f.child<QComboBox>("scanTest")->setCurrentText("the number above");
    f.button("scan")->click();
    QVERIFY(f.says("0 candidates after 3 scans"));
    f.button("newScan")->click();
    QVERIFY(f.child<QComboBox>("scanTest")->findText("any value") >= 0);
    QVERIFY(!f.button("newScan")->isVisible());
}

void WholeSegmentTest::searchingTouchesNothing() {
    Fixture f(64 * mebibyte, {{32 * mebibyte, "x"}});
    QVERIFY(f.open());
    const std::string before = f.segment.row();
    const std::uint64_t resident = f.segment.resident();
    f.look("Text", "nothing of this");
    f.button("findAll")->click();
    QVERIFY(f.says("Not found"));
    f.look("Unsigned", "");
    f.button("scan")->click();
    QVERIFY(f.says("candidates"));
    QCOMPARE(f.segment.resident(), resident);
    const auto source = bytes::openSegmentUnnoticed(f.segment.id());
    if (source) QCOMPARE(f.segment.row(), before); // without root it was attached, which shows
}

void WholeSegmentTest::savesASelection() {
    Fixture f(mebibyte, {{4090, "over a border"}});
    QVERIFY(f.open());
    const QTemporaryDir folder;
    f.hex().select({4090, 13});
    emit f.button("file")->menu()->aboutToShow();
    f.panel.findChild<QAction*>("saveSelection")->trigger();
    auto* dialog = f.child<QFileDialog>("saveDialog");
    QVERIFY(dialog);
    emit dialog->fileSelected(folder.filePath("range"));
    dialog->close();
    QTRY_VERIFY(f.host.said.join('\n').contains("Saved 13 B"));
    QVERIFY2(!f.host.said.join('\n').contains("holes"), qPrintable(f.host.said.join('\n')));
    QFile file(folder.filePath("range"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("over a border"));
    f.panel.findChild<QAction*>("saveAll")->trigger();
    dialog = f.child<QFileDialog>("saveDialog");
    emit dialog->fileSelected(folder.filePath("no/such/folder"));
    dialog->close();
    QTRY_VERIFY(f.host.said.last().contains("no/such/folder"));
}

void WholeSegmentTest::aCancelledSaveChangesNothing() {
    // So much, and all of it data, that it can't be over before it is cancelled
    constexpr std::size_t much = 256 * mebibyte;
    Fixture f(much, {{0, std::string(much, 'n')}});
    QVERIFY(f.open());
    const QTemporaryDir folder;
    QFile file(folder.filePath("whole"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("old");
    file.close();
    f.panel.findChild<QAction*>("saveAll")->trigger();
    auto* dialog = f.child<QFileDialog>("saveDialog");
    emit dialog->fileSelected(file.fileName());
    for (const RunningOperation& running : f.session.running())
        f.session.cancel(running.id);
    dialog->close();
    QTRY_VERIFY(!f.host.said.isEmpty());
    const QString said = f.host.said.last();
    QVERIFY2(said.endsWith(file.fileName() + ": cancelled, nothing was changed"), qPrintable(said));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("old"));
}

void WholeSegmentTest::loadsAfterAQuestion() {
    Fixture f(mebibyte, {{4096, "what was there"}});
    QVERIFY(f.open());
    const QTemporaryDir folder;
    QFile file(folder.filePath("new"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("what is new");
    file.close();
    // The lock counts as it does for what is typed
    emit f.button("file")->menu()->aboutToShow();
    QVERIFY(!f.panel.findChild<QAction*>("loadFile")->isEnabled());
    QVERIFY(f.panel.findChild<QAction*>("loadFile")->toolTip().contains("lock"));
    QVERIFY(f.unlock());
    f.hex().goTo(4096);
    const auto ask = [&] {
        f.panel.findChild<QAction*>("loadFile")->trigger();
        auto* dialog = f.child<QFileDialog>("loadDialog");
        emit dialog->fileSelected(file.fileName());
        dialog->close();
        return QTest::qWaitFor([&] { return f.child<QMessageBox>("loadQuestion") != nullptr; });
    };
    QVERIFY(ask());
    auto* box = f.child<QMessageBox>("loadQuestion");
    QVERIFY2(box->text().contains("0x1000") && box->text().contains("11 B"), qPrintable(box->text()));
    QVERIFY2(box->text().contains("have content now"), qPrintable(box->text()));
    QCOMPARE(box->textFormat(), Qt::PlainText);
    QCOMPARE(box->defaultButton(), box->button(QMessageBox::Cancel));
    box->button(QMessageBox::Cancel)->click();
    QTest::qWait(100);
    QVERIFY(f.hex().cache().at(4096 + 9) != std::byte{'n'});
    QTRY_VERIFY(f.child<QMessageBox>("loadQuestion") == nullptr);
    QVERIFY(ask());
    f.child<QPushButton>("writeOver")->click();
    QTRY_VERIFY(f.host.said.join('\n').contains("written over"));
    QTRY_VERIFY(f.hex().cache().at(4096 + 8) == std::byte{'n'});
}

void WholeSegmentTest::lookOnlyLoadsNothing() {
    Fixture f(mebibyte, {{0, "x"}});
    QVERIFY(f.open());
    auto* load = f.panel.findChild<QAction*>("loadFile");
    auto* menu = f.button("file")->menu();
    QVERIFY(f.unlock());
    emit menu->aboutToShow();
    QVERIFY(load->isEnabled());
    f.session.setLookOnly(true);
    emit menu->aboutToShow();
    QVERIFY(!load->isEnabled());
    QVERIFY(load->toolTip().contains("Look-only"));
}

void WholeSegmentTest::anotherSegmentForgetsWhatWasFound() {
    Fixture f(mebibyte, {{0, "frame"}});
    QVERIFY(f.open());
    f.look("Text", "frame");
    f.button("findAll")->click();
    QVERIFY(f.says("1 match"));
    const LiveSegment other(mebibyte, {{9, "frame"}});
    QVERIFY(f.host.open({Kind::SharedMemory, other.id()}));
    QCOMPARE(f.results().rowCount(), 0);
    QVERIFY(f.status().isEmpty());
}

void WholeSegmentTest::showsWhereBytesChange() {
    Fixture f(16 * mebibyte, {{0, "still"}, {12 * mebibyte, "moves"}});
    QVERIFY(f.open());
    auto* map = f.panel.findChild<ChangeMapBar*>();
    QVERIFY(map && map->isVisible());
    const std::uint64_t resident = f.segment.resident();
    std::shared_ptr<const ChangeMap> last;
    QObject::connect(&f.session, &Session::updated, map, [&](const std::shared_ptr<const Update>& update) {
        if (update->segment && update->segment->changes) last = update->segment->changes;
    });
    QVERIFY(QTest::qWaitFor([&] {
        f.session.refresh();
        return last && last->passTook.count() > 0;
    }));
    f.segment.attachElsewhere({{12 * mebibyte, "moved"}});
    QVERIFY(QTest::qWaitFor([&] {
        f.session.refresh();
        return last->changedAt[last->partOf(12 * mebibyte)] != ChangeMap::Clock::time_point();
    }));
    QCOMPARE(last->changedAt[0], ChangeMap::Clock::time_point());
    QCOMPARE(f.segment.resident(), resident);
}

IPCLENS_GUI_TEST_MAIN(WholeSegmentTest)

#include "whole_segment_test.moc"
