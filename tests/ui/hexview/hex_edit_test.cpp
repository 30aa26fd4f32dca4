// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What is typed over the bytes of a hex view, how it is marked, and what of its bytes is asked for.

#include "tests/support/gui_test_main.h"
#include "tests/ui/hexview/fed_view.h"
#include "tests/ui/hexview/picture.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace ipclens;
using namespace ipclens::ui;
using testing::CountingSource;
using testing::hasColor;
using testing::SourceView;

namespace {

constexpr std::uint64_t tebibyte = std::uint64_t{1} << 40;

std::vector<bytes::Patch> patches(std::uint64_t offset, const QByteArray& text) {
    const auto bytes = std::as_bytes(std::span(text.constData(), static_cast<std::size_t>(text.size())));
    return {{offset, {bytes.begin(), bytes.end()}}};
}

HexForm formOf(int columns, int group = 1, TextCoding coding = TextCoding::Ascii) {
    HexForm form;
    form.columns = columns;
    form.groups.bytes = group;
    form.coding = coding;
    return form;
}

} // namespace

class HexEditTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QApplication::clipboard()->clear(); }
    void readsWhatIsSeenOfATebibyte();
    void sourceThatShrinksIsUnknownPastItsEnd();
    void lockedKeysWriteNothing();
    void typesHex();
    void typesValuesAsTheyAreRead();
    void typesText_data();
    void typesText();
    void tabGoesFromHexToText();
    void unknownBytesAreNotTypedOver();
    void staysInItsBounds();
    void pastes();
    void undoesAndRedoes();
    void spaceIsTypedAndNoShortcut();
    void marksWhatIsTyped();
    void marksDifferences();
    void marksPlaces();
};

void HexEditTest::readsWhatIsSeenOfATebibyte() {
    CountingSource source(tebibyte);
    SourceView view(source);
    view.show();
    const auto page = static_cast<std::uint64_t>(view.hexLayout().seenLines() * view.hexLayout().columns());
    view.grab();
    QVERIFY(source.bytesRead <= 4 * page);
    for (const std::uint64_t place : {tebibyte / 3, tebibyte - 1, std::uint64_t{0}, tebibyte / 2}) {
        source.bytesRead = 0;
        view.goTo(place);
        view.grab();
        QVERIFY(view.cache().at(place));
        QVERIFY(source.bytesRead <= 3 * page);
    }
    // A paint by itself reads nothing
    source.bytesRead = 0;
    view.grab();
    view.verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    view.grab();
    QCOMPARE(source.bytesRead, std::uint64_t{0});
    QVERIFY(view.cache().range().length <= 3 * page);
}

void HexEditTest::sourceThatShrinksIsUnknownPastItsEnd() {
    CountingSource source(4096);
    SourceView view(source);
    view.setForm(formOf(16));
    view.show();
    QVERIFY(view.cache().at(100));
    source.shrinkTo(40);
    view.feed();
    view.grab();
    QVERIFY(view.cache().at(39));
    QVERIFY(!view.cache().at(40));
    QVERIFY(hasColor(view.viewport()->grab().toImage(), view.hexLayout().hexCell(40, 0),
                     toneColor(Tone::ChipGround, view.palette())));
    // What is gone is neither copied nor typed over
    QSignalSpy needs(&view, &HexView::copyNeedsBytes);
    view.select({38, 4});
    view.copySelection(bytes::TextForm::Hex);
    QCOMPARE(needs.count(), 1);
    view.setUnlocked(true);
    view.goTo(50);
    QTest::keyClicks(&view, "ff");
    QVERIFY(view.edits().isEmpty());
    source.shrinkTo(0);
    view.feed();
    view.goTo(4000);
    view.grab();
    QVERIFY(!view.cache().at(0));
}

void HexEditTest::lockedKeysWriteNothing() {
    CountingSource source(4096);
    SourceView view(source);
    view.show();
    QSignalSpy refused(&view, &HexView::typingRefused);
    QTest::keyClicks(&view, "ff");
    QVERIFY(view.edits().isEmpty());
    QCOMPARE(refused.count(), 2);
    QCOMPARE(view.cursor(), std::uint64_t{0});
    QApplication::clipboard()->setText("ff");
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    QVERIFY(view.edits().isEmpty());
}

void HexEditTest::typesHex() {
    CountingSource source(4096);
    SourceView view(source);
    view.show();
    view.setUnlocked(true);
    view.goTo(0x11);
    QSignalSpy edited(&view, &HexView::editsChanged);
    QTest::keyClick(&view, 'A');
    // The other half stays as it is
    const auto low = CountingSource::byteAt(0x11) & std::byte{0xf};
    QCOMPARE(view.edits().at(0x11), std::optional(std::byte{0xa0} | low));
    QVERIFY(view.isHalfTyped());
    QCOMPARE(view.cursor(), std::uint64_t{0x11});
    QTest::keyClicks(&view, "b0c");
    QVERIFY(!view.isHalfTyped());
    QCOMPARE(view.edits().patches(), patches(0x11, "\xab\x0c"));
    QCOMPARE(view.cursor(), std::uint64_t{0x13});
    QVERIFY(edited.count() >= 4);
    // No digit: nothing
    QTest::keyClicks(&view, "xg-");
    QCOMPARE(view.edits().count(), std::size_t{2});
    // A byte that is left half typed is whole
    QTest::keyClicks(&view, "5");
    QTest::keyClick(&view, Qt::Key_Right);
    QVERIFY(!view.isHalfTyped());
}

void HexEditTest::typesValuesAsTheyAreRead() {
    CountingSource source(18);
    SourceView view(source);
    view.setForm(formOf(16, 4));
    view.show();
    view.setUnlocked(true);
    view.goTo(3); // the value's first digits
    QTest::keyClicks(&view, "12345678");
    QCOMPARE(view.edits().patches(), patches(0, "\x78\x56\x34\x12"));
    QCOMPARE(view.cursor(), std::uint64_t{7});
    view.goTo(12);
    QTest::keyClicks(&view, "aabbccdd");
    // On to the short value at the end, and there it stays
    QCOMPARE(view.edits().at(12), std::optional(std::byte{0xaa}));
    QCOMPARE(view.edits().at(17), std::optional(std::byte{0xbb}));
    QCOMPARE(view.edits().at(16), std::optional(std::byte{0xdd}));
}

void HexEditTest::typesText_data() {
    QTest::addColumn<int>("coding");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("bytes");
    const QString accent(QChar(0xe9));
    QTest::newRow("ascii") << int(TextCoding::Ascii) << "f7~" << QByteArray("f7~");
    QTest::newRow("ascii has no accent") << int(TextCoding::Ascii) << accent << QByteArray();
    QTest::newRow("latin-1") << int(TextCoding::Latin1) << accent << QByteArray("\xe9");
    QTest::newRow("utf-8") << int(TextCoding::Utf8) << accent + "!" << QByteArray("\xc3\xa9!");
}

void HexEditTest::typesText() {
    QFETCH(int, coding);
    QFETCH(QString, typed);
    QFETCH(QByteArray, bytes);
    CountingSource source(4096);
    SourceView view(source);
    view.setForm(formOf(16, 1, static_cast<TextCoding>(coding)));
    view.show();
    view.setUnlocked(true);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.textPlace(5));
    QSignalSpy refused(&view, &HexView::typingRefused);
    for (const QChar character : typed) {
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(character));
        QApplication::sendEvent(&view, &press);
    }
    QCOMPARE(view.edits().patches(), bytes.isEmpty() ? std::vector<bytes::Patch>{} : patches(5, bytes));
    QCOMPARE(refused.count(), bytes.isEmpty() ? 1 : 0);
    QCOMPARE(view.cursor(), 5 + static_cast<std::uint64_t>(bytes.size()));
}

void HexEditTest::tabGoesFromHexToText() {
    CountingSource source(4096);
    SourceView view(source);
    view.show();
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setUnlocked(true);
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClicks(&view, "f");
    QCOMPARE(view.edits().patches(), patches(0, "f"));
    QTest::keyClick(&view, Qt::Key_Backtab);
    QTest::keyClicks(&view, "ff");
    QCOMPARE(view.edits().patches(), patches(0, "f\xff"));
}

void HexEditTest::unknownBytesAreNotTypedOver() {
    HexView view;
    view.resize(900, 420);
    view.setSize(4096);
    view.show();
    view.setUnlocked(true);
    QSignalSpy refused(&view, &HexView::typingRefused);
    QTest::keyClicks(&view, "f");
    QVERIFY(view.edits().isEmpty());
    QCOMPARE(refused.count(), 1);
    QVERIFY(!refused.first().first().toString().isEmpty());
}

void HexEditTest::staysInItsBounds() {
    CountingSource source(tebibyte);
    SourceView view(source);
    view.show();
    view.setUnlocked(true);
    view.goTo(tebibyte - 1);
    QTest::keyClicks(&view, "ff");
    QCOMPARE(view.cursor(), tebibyte - 1);
    QCOMPARE(view.edits().patches(), patches(tebibyte - 1, "\xff"));
    const std::vector<std::byte> two(2);
    QVERIFY(!view.typeOver(tebibyte - 1, two).isEmpty());
    QVERIFY(!view.typeOver(tebibyte, two).isEmpty());
    QVERIFY(!view.typeOver(~std::uint64_t{0}, two).isEmpty());
    QCOMPARE(view.edits().count(), std::size_t{1});
}

void HexEditTest::pastes() {
    CountingSource source(100);
    SourceView view(source);
    view.show();
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setUnlocked(true);
    QApplication::clipboard()->setText("0x01, 0x02 03");
    view.goTo(10);
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(view.edits().patches(), patches(10, "\x01\x02\x03"));
    QCOMPARE(view.selection(), (ByteRange{10, 3}));
    QSignalSpy refused(&view, &HexView::typingRefused);
    QApplication::clipboard()->setText("no hex");
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(refused.count(), 1);
    view.goTo(98);
    QApplication::clipboard()->setText("01 02 03");
    QTest::keyClick(&view, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(refused.count(), 2);
    QVERIFY2(refused.last().first().toString().contains("end"), qPrintable(refused.last().first().toString()));
    QCOMPARE(view.edits().count(), std::size_t{3});
}

void HexEditTest::undoesAndRedoes() {
    CountingSource source(4096);
    SourceView view(source);
    view.show();
    view.setUnlocked(true);
    QTest::keyClicks(&view, "1234");
    // A byte at a time: half of one is a value that nobody typed
    QVERIFY(view.undoTyping());
    QCOMPARE(view.edits().patches(), patches(0, "\x12"));
    QCOMPARE(view.cursor(), std::uint64_t{1});
    QVERIFY(view.redoTyping());
    QVERIFY(!view.redoTyping());
    QCOMPARE(view.edits().patches(), patches(0, "\x12\x34"));
    view.discardEdits();
    QVERIFY(view.edits().isEmpty());
    QVERIFY(!view.undoTyping());
}

void HexEditTest::spaceIsTypedAndNoShortcut() {
    CountingSource source(4096);
    SourceView view(source);
    QAction shortcut;
    shortcut.setShortcut(Qt::Key_Space);
    view.addAction(&shortcut);
    QSignalSpy triggered(&shortcut, &QAction::triggered);
    view.show();
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(triggered.count(), 1);
    view.setUnlocked(true);
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Space);
    QCOMPARE(triggered.count(), 1);
    QCOMPARE(view.edits().patches(), patches(0, " "));
}

void HexEditTest::marksWhatIsTyped() {
    CountingSource source(4096);
    SourceView view(source);
    view.show();
    view.setUnlocked(true);
    const QColor mark = toneColor(Tone::WarningGround, view.palette());
    view.goTo(33);
    QTest::keyClicks(&view, "ff");
    const QImage image = view.viewport()->grab().toImage();
    QVERIFY(hasColor(image, view.hexLayout().hexCell(33, 0), mark));
    QVERIFY(hasColor(image, view.hexLayout().textCell(33, 0), mark));
    QVERIFY(!hasColor(image, view.hexLayout().hexCell(35, 0), mark));
    // A sample does not undo it; and once it is written it is what is there
    view.feed();
    QVERIFY(hasColor(view.viewport()->grab().toImage(), view.hexLayout().hexCell(33, 0), mark));
    view.settle(view.edits().patches(), view.edits().steps());
    QVERIFY(view.edits().isEmpty());
    QCOMPARE(view.cache().at(33), std::optional(std::byte{0xff}));
    QVERIFY(view.cache().glow(33, ByteCache::Clock::now()) > 0);
}

void HexEditTest::marksDifferences() {
    CountingSource source(4096);
    SourceView view(source);
    view.show();
    auto moment = std::make_shared<Moment>();
    moment->offset = 16;
    for (std::uint64_t i = 16; i < 48; ++i)
        moment->bytes.push_back(CountingSource::byteAt(i));
    moment->bytes[4] ^= std::byte{1};
    view.setCompared(moment);
    QCOMPARE(view.differencesInSight(), std::uint64_t{1});
    const QColor line = toneColor(Tone::Accent, view.palette());
    view.goTo(200);
    const QImage image = view.viewport()->grab().toImage();
    QVERIFY(hasColor(image, view.hexLayout().hexCell(20, 0), line));
    QVERIFY(hasColor(image, view.hexLayout().textCell(20, 0), line));
    // Neither the same nor what the moment does not hold
    for (const std::uint64_t other : {19U, 21U, 0U, 60U})
        QVERIFY(!hasColor(image, view.hexLayout().hexCell(other, 0), line));
    view.goTo(20);
    const QString was = QString("was %1").arg(std::to_integer<int>(moment->bytes[4]), 2, 16, QChar('0'));
    QVERIFY2(view.accessibleDescription().contains(was), qPrintable(view.accessibleDescription()));
}

void HexEditTest::marksPlaces() {
    CountingSource source(4096);
    SourceView view(source);
    view.show();
    view.goTo(200);
    view.setMarks({{20, "frame <b>header</b>"}, {2000, "far"}});
    const QColor mark = toneColor(Tone::Accent, view.palette());
    const QImage image = view.viewport()->grab().toImage();
    QVERIFY(hasColor(image, view.hexLayout().hexCell(20, 0), mark));
    QVERIFY(!hasColor(image, view.hexLayout().hexCell(21, 0), mark));
    view.goTo(20);
    QVERIFY(view.accessibleDescription().contains("frame <b>header</b>"));
}

IPCLENS_GUI_TEST_MAIN(HexEditTest)

#include "hex_edit_test.moc"
