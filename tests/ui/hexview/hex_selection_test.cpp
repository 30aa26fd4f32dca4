// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Choosing bytes in the hex view, and copying them.

#include "tests/support/gui_test_main.h"
#include "tests/ui/hexview/fed_view.h"
#include "ui/hexview/hex_view.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <string_view>

using namespace ipclens::ui;
using ipclens::bytes::TextForm;
using ipclens::testing::FedView;
using ipclens::testing::setColumns;

class HexSelectionTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QApplication::clipboard()->clear(); }
    void shiftExtendsTheSelection();
    void mouseSelects();
    void copiesWhatIsSelected();
    void asksForWhatIsNotAtHand();
    void contextMenuOffersCopy();
};

void HexSelectionTest::shiftExtendsTheSelection() {
    FedView view(1000);
    setColumns(view, 16);
    view.goTo(100);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(view.selection(), (ByteRange{100, 2}));
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(view.selection(), (ByteRange{100, 18}));
    QTest::keyClick(&view, Qt::Key_Home, Qt::ShiftModifier | Qt::ControlModifier);
    QCOMPARE(view.selection(), (ByteRange{0, 101}));
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.selection(), (ByteRange{1, 1}));
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(view.selection(), (ByteRange{0, 1000}));
}

void HexSelectionTest::mouseSelects() {
    FedView view(1000);
    QSignalSpy moved(&view, &HexView::selectionChanged);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.hexPlace(37));
    QCOMPARE(view.selection(), (ByteRange{37, 1}));
    QCOMPARE(moved.count(), 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, view.textPlace(50));
    QCOMPARE(view.selection(), (ByteRange{37, 14}));
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, view.textPlace(80));
    QTest::mouseMove(view.viewport(), view.textPlace(60));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, view.textPlace(60));
    QCOMPARE(view.selection(), (ByteRange{60, 21}));
    QCOMPARE(quint64{view.cursor()}, quint64{60});
}

void HexSelectionTest::copiesWhatIsSelected() {
    HexView view;
    view.resize(900, 420);
    view.setSize(64);
    view.show();
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    const std::string_view text("frame\0\x1b[2J\n!", 12);
    view.setBytes(0, std::as_bytes(std::span(text.data(), text.size())), {});
    view.select({0, 12});
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString("66 72 61 6d 65 00 1b 5b 32 4a 0a 21"));
    view.copySelection(TextForm::Text);
    QCOMPARE(QApplication::clipboard()->text(), QString("frame..[2J.!"));
    view.copySelection(TextForm::Dump);
    QCOMPARE(QApplication::clipboard()->text(),
             QString("00000000  66 72 61 6d 65 00 1b 5b  32 4a 0a 21              frame..[2J.!\n"));
}

void HexSelectionTest::asksForWhatIsNotAtHand() {
    FedView view(1 << 20);
    QSignalSpy needs(&view, &HexView::copyNeedsBytes);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(needs.count(), 1);
    QCOMPARE(needs.first().at(0).toULongLong(), quint64{0});
    QCOMPARE(needs.first().at(1).toULongLong(), quint64{1 << 20});
    QVERIFY(QApplication::clipboard()->text().isEmpty());
    // Unknown bytes are never copied as if they were zeros
    view.clearBytes();
    view.goTo(3);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(needs.count(), 2);
    QVERIFY(QApplication::clipboard()->text().isEmpty());
}

void HexSelectionTest::contextMenuOffersCopy() {
    FedView view(1000);
    QContextMenuEvent event(QContextMenuEvent::Mouse, view.hexPlace(33),
                            view.viewport()->mapToGlobal(view.hexPlace(33)));
    QApplication::sendEvent(view.viewport(), &event);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QCOMPARE(quint64{view.cursor()}, quint64{33});
    const auto actions = menu->actions();
    const auto text = std::find_if(actions.begin(), actions.end(),
                                   [](const QAction* action) { return action->text() == HexView::tr("Copy &Text"); });
    QVERIFY(text != actions.end());
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(*text).center());
    QVERIFY(!QApplication::activePopupWidget());
    const auto value = static_cast<char>(FedView::byteAt(33));
    QCOMPARE(QApplication::clipboard()->text(), QString(value >= ' ' && value <= '~' ? QChar(value) : QChar('.')));
}

IPCLENS_GUI_TEST_MAIN(HexSelectionTest)

#include "hex_selection_test.moc"
