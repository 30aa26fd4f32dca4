// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/byte_text.h"
#include "tests/support/gui_test_main.h"
#include "ui/dialogs/struct_dialog.h"
#include "ui/models/struct_model.h"
#include "ui/models/struct_templates.h"
#include "ui/panels/struct_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::bytesOf;

namespace {

const QString listed = QStringLiteral("le struct list { uint16_t n; struct { uint8_t x, y; } p[n]; char end; };");

} // namespace

class StructViewTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void rowsFollowTheBytes();
    void changedRowsGlow();
    void asksForMoreBytes();
    void followsTheCursor();
    void thePlaceWhereItStandsIsNoMove();
    void goesFromStructToStruct();
    void tellsWhichBytesARowIs();
    void hostileTextStaysText();
    void sendsWhatIsTyped();
    void faultLeavesItsRowInSight();
    void declaresInADialog();
    void dialogSaysWhereItIsWrong();
    void templatesAreRight();

private:
    QStringList rows(const QModelIndex& parent = {}) const;
    StructModel& model() const { return *view_->findChild<StructModel*>(); }
    template <class Widget>
    Widget& part(const char* name) const {
        return *view_->findChild<Widget*>(QLatin1String(name));
    }

    std::unique_ptr<StructView> view_;
};

void StructViewTest::init() {
    view_ = std::make_unique<StructView>();
    view_->resize(300, 300);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void StructViewTest::cleanup() {
    view_.reset();
}

QStringList StructViewTest::rows(const QModelIndex& parent) const {
    QStringList all;
    for (int row = 0; row < model().rowCount(parent); ++row) {
        const QModelIndex field = model().index(row, StructModel::FieldColumn, parent);
        all += field.data().toString() + QLatin1Char('=') +
               field.siblingAtColumn(StructModel::TextColumn).data().toString();
        all += rows(field);
    }
    return all;
}

void StructViewTest::rowsFollowTheBytes() {
    const QAbstractItemModelTester tester(&model());
    const QSignalSpy reset(&model(), &QAbstractItemModel::modelReset);
    view_->setChoice({listed, 0, false}, 100);
    view_->setBytes(bytesOf(std::string_view("\1\0\2\3e", 5)));
    QCOMPARE(rows(), (QStringList{"uint16_t n=1", "struct p[1]=", "[0] struct=", "uint8_t x=2", "uint8_t y=3",
                                  "char end=101 'e'"}));
    view_->setBytes(bytesOf(std::string_view("\2\0\2\3\4\5e", 7)));
    QCOMPARE(rows(), (QStringList{"uint16_t n=2", "struct p[2]=", "[0] struct=", "uint8_t x=2", "uint8_t y=3",
                                  "[1] struct=", "uint8_t x=4", "uint8_t y=5", "char end=101 'e'"}));
    view_->setBytes(bytesOf(std::string_view("\0\0e", 3)));
    QCOMPARE(rows(), (QStringList{"uint16_t n=0", "struct p[0]=", "char end=101 'e'"}));
    view_->setBytes({});
    QCOMPARE(rows(), (QStringList{QString("uint16_t n=\u2013")}));
    QCOMPARE(reset.size(), 0);
}

void StructViewTest::changedRowsGlow() {
    view_->setChoice({"struct a { uint8_t b, c; };", 0, false}, 100);
    view_->setBytes(bytesOf("\1\1"));
    const QModelIndex first = model().index(0, 0);
    const QModelIndex second = model().index(1, 0);
    QCOMPARE(first.data(StructModel::GlowRole).toInt(), 0);
    view_->setBytes(bytesOf("\1\2"));
    QCOMPARE(first.data(StructModel::GlowRole).toInt(), 0);
    QVERIFY(second.data(StructModel::GlowRole).toInt() > 0);
    QTRY_COMPARE(second.data(StructModel::GlowRole).toInt(), 0);
    // Another place is no news
    part<QLineEdit>("structOffset").setText("50");
    QTest::keyClick(&part<QLineEdit>("structOffset"), Qt::Key_Return);
    view_->setBytes(bytesOf("\7\7"));
    QCOMPARE(rows(), (QStringList{"uint8_t b=7", "uint8_t c=7"}));
    QCOMPARE(first.data(StructModel::GlowRole).toInt(), 0);
}

void StructViewTest::asksForMoreBytes() {
    const QSignalSpy wanted(view_.get(), &StructView::wantedChanged);
    view_->setChoice({"le struct a { uint16_t n; char b[n]; };", 0, false}, 5000);
    QCOMPARE(view_->wantedLength(), 256U);
    const auto before = wanted.size();
    view_->setBytes(bytesOf(std::string_view("\xe8\x03xx", 4)));
    QCOMPARE(view_->wantedLength(), 1002U);
    QVERIFY(wanted.size() > before);
    // Not all of what a hostile length asks for, and nothing past the end
    view_->setChoice({"le struct a { uint32_t n; char b[n]; };", 0, false}, quint64(1) << 40U);
    view_->setBytes(bytesOf("\xff\xff\xff\xff"));
    QCOMPARE(view_->wantedLength(), 65536U);
    view_->setChoice({"struct a { char b[100]; };", 90, false}, 100);
    QCOMPARE(view_->wantedLength(), 10U);
    QCOMPARE(view_->choice().offset, 90ULL);
}

void StructViewTest::followsTheCursor() {
    view_->setChoice({"struct a { uint8_t b; };", 8, false}, 100);
    view_->setCursor(20);
    QCOMPARE(view_->choice().offset, 8ULL);
    const QSignalSpy changed(view_.get(), &StructView::choiceChanged);
    part<QCheckBox>("structFollow").click();
    QCOMPARE(view_->choice().offset, 20ULL);
    QVERIFY(view_->choice().follows);
    QCOMPARE(changed.size(), 1);
    view_->setCursor(33);
    QCOMPARE(part<QLineEdit>("structOffset").text(), "0x21");
}

void StructViewTest::thePlaceWhereItStandsIsNoMove() {
    view_->setChoice({"struct a { uint8_t b; };", 16, false}, 100);
    view_->setBytes(bytesOf("\1"));
    const QSignalSpy changed(view_.get(), &StructView::choiceChanged);
    auto& offset = part<QLineEdit>("structOffset");
    offset.selectAll();
    QTest::keyClicks(&offset, "16");
    QTest::keyClick(&offset, Qt::Key_Return);
    QCOMPARE(offset.text(), "0x10");
    QCOMPARE(changed.size(), 0);
    // What is known of it is news still
    view_->setBytes(bytesOf("\2"));
    QVERIFY(model().index(0, 0).data(StructModel::GlowRole).toInt() > 0);

    part<QCheckBox>("structFollow").click();
    view_->setCursor(20);
    QTest::keyClick(&offset, Qt::Key_Return);
    QVERIFY(view_->choice().follows);
    // Here, and no longer where the cursor goes
    part<QPushButton>("structHere").click();
    QVERIFY(!view_->choice().follows);
    QVERIFY(!part<QCheckBox>("structFollow").isChecked());
    view_->setCursor(33);
    QCOMPARE(view_->choice().offset, 20ULL);
}

void StructViewTest::goesFromStructToStruct() {
    view_->setChoice({"struct a { uint8_t b[10]; };", 0, false}, 35);
    view_->setBytes(std::vector<std::byte>(35));
    // The third begins before the end and reaches past it; there is no fourth
    for (const quint64 place : {10U, 20U, 30U, 30U}) {
        part<QPushButton>("structAfter").click();
        view_->setBytes(std::vector<std::byte>(5));
        QCOMPARE(view_->choice().offset, place);
    }
    for (const quint64 place : {20U, 10U, 0U, 0U}) {
        part<QPushButton>("structBefore").click();
        view_->setBytes(std::vector<std::byte>(5));
        QCOMPARE(view_->choice().offset, place);
    }
}

void StructViewTest::tellsWhichBytesARowIs() {
    view_->setChoice({"struct a { uint8_t b; le uint32_t c; };", 16, false}, 100);
    view_->setBytes(std::vector<std::byte>(8));
    const QSignalSpy chosen(view_.get(), &StructView::fieldChosen);
    part<QTreeView>("structFields").setCurrentIndex(model().index(1, 0));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toULongLong(), 20ULL);
    QCOMPARE(chosen[0][1].toULongLong(), 4ULL);
}

void StructViewTest::hostileTextStaysText() {
    view_->setChoice({"struct a { char b[24]; };", 0, false}, 100);
    view_->setBytes(bytesOf("<img src=x>\x1b[31m\xe2\x80\xae<b>..."));
    const QModelIndex cell = model().index(0, StructModel::TextColumn);
    for (const QChar c : cell.data().toString())
        QVERIFY(c >= u' ' && c <= u'~');
    QVERIFY(!cell.data(Qt::ToolTipRole).toString().contains("<img"));
}

void StructViewTest::sendsWhatIsTyped() {
    view_->setChoice({"struct a { uint8_t b; be uint16_t c; };", 16, false}, 100);
    view_->setBytes(std::vector<std::byte>(4));
    auto& tree = part<QTreeView>("structFields");
    const QModelIndex cell = model().index(1, StructModel::TextColumn);
    QVERIFY((cell.flags() & Qt::ItemIsEditable) == 0);
    view_->setEditable(true, {});
    const QSignalSpy wanted(view_.get(), &StructView::editRequested);
    tree.setCurrentIndex(cell);
    tree.edit(cell);
    auto* line = tree.findChild<QLineEdit*>();
    QVERIFY(line);
    line->selectAll();
    QTest::keyClicks(line, "258");
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toULongLong(), 18ULL);
    QCOMPARE(wanted[0][1].toByteArray(), QByteArray("\1\2"));
}

void StructViewTest::faultLeavesItsRowInSight() {
    view_->setChoice({"struct a { uint8_t a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p; };", 0, false}, 100);
    view_->resize(300, 240); // it was low while nothing was declared
    view_->setBytes(std::vector<std::byte>(16));
    view_->setEditable(true, {});
    auto& tree = part<QTreeView>("structFields");
    // The last row that is whole
    QModelIndex cell = model().index(0, StructModel::TextColumn);
    for (QModelIndex next = cell; next.isValid() && tree.visualRect(next).bottom() < tree.viewport()->height();
         next = tree.indexBelow(next).siblingAtColumn(StructModel::TextColumn))
        cell = next;
    tree.setCurrentIndex(cell);
    tree.edit(cell);
    auto* line = tree.findChild<QLineEdit*>();
    QVERIFY(line);
    line->selectAll();
    QTest::keyClicks(line, "256");
    QTRY_VERIFY(part<QLabel>("structNote").isVisible());
    QTRY_VERIFY(tree.visualRect(cell).bottom() <= tree.viewport()->height()); // Qt may leave a pixel out
    QVERIFY(tree.visualRect(cell).top() >= 0);
    QVERIFY(line->isVisible());
    QTest::keyClick(line, Qt::Key_Escape);
}

void StructViewTest::declaresInADialog() {
    view_->setChoice({}, 100);
    view_->setCursor(40);
    const QSignalSpy changed(view_.get(), &StructView::choiceChanged);
    part<QPushButton>("declareStruct").click();
    auto* dialog = view_->findChild<StructDialog*>();
    QVERIFY(dialog && dialog->isVisible());
    dialog->findChild<QPlainTextEdit*>("declaration")->setPlainText("struct point { int32_t x, y; };");
    QTest::mouseClick(dialog->findChild<QPushButton*>("useStruct"), Qt::LeftButton);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(part<QLabel>("structName").text(), QString("Struct \u00b7 point"));
    QCOMPARE(view_->choice().offset, 40ULL);
    view_->setBytes(bytesOf("\1\1\1\1\2\2\2\2"));
    QCOMPARE(rows(), (QStringList{"int32_t x=16843009", "int32_t y=33686018"}));
}

void StructViewTest::dialogSaysWhereItIsWrong() {
    auto* dialog = new StructDialog({}, view_.get());
    dialog->open();
    auto* use = dialog->findChild<QPushButton*>("useStruct");
    auto* verdict = dialog->findChild<QLabel*>("structVerdict");
    auto* editor = dialog->findChild<QPlainTextEdit*>("declaration");
    QVERIFY(use->isEnabled());
    editor->setPlainText(QString("struct a {\n    /* \u00e9\U0001f600 */ uint23_t b;\n};"));
    QVERIFY(!use->isEnabled());
    QCOMPARE(verdict->text(), QString("Line 2, column 14: there is no type \u2018uint23_t\u2019"));
    QCOMPARE(editor->extraSelections().size(), 1);
    QCOMPARE(editor->extraSelections()[0].cursor.selectedText(), "uint23_t");
    editor->setPlainText("struct a {");
    QVERIFY(!use->isEnabled());
    editor->setPlainText("struct a { int b; };");
    QVERIFY(use->isEnabled());
    QVERIFY(editor->extraSelections().isEmpty());
    QVERIFY2(verdict->text().contains("4 B"), qPrintable(verdict->text()));
    dialog->close();
}

void StructViewTest::templatesAreRight() {
    const auto templates = structTemplates();
    QVERIFY(templates.size() >= 4);
    for (const StructTemplate& each : templates) {
        QVERIFY2(!each.text.contains("SPDX"), qPrintable(each.title));
        const auto declaration = bytes::StructDeclaration::parse(each.text.toStdString());
        QVERIFY2(declaration, qPrintable(each.title));
    }
}

IPCLENS_GUI_TEST_MAIN(StructViewTest)

#include "struct_view_test.moc"
