// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/byte_text.h"
#include "tests/support/gui_test_main.h"
#include "ui/models/value_model.h"
#include "ui/panels/inspector.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::bytesOfHex;

class InspectorTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsEveryType();
    void switchesTheOrder();
    void knowsTheEnd();
    void tellsOnlyWhatChanged();
    void isLockedAtFirst();
    void sendsWhatIsTyped();
    void refusesWhatIsWrong();
    void typingSurvivesNewBytes();
    void typingEndsAtAnotherPlace();

private:
    QString value(const char* type) const;
    QModelIndex cell(const char* type) const;
    QLineEdit* edit(const char* type) const;
    QTableView& table() const { return *inspector_->findChild<QTableView*>(); }

    std::unique_ptr<Inspector> inspector_;
};

void InspectorTest::init() {
    inspector_ = std::make_unique<Inspector>();
    inspector_->resize(300, 400);
    inspector_->setOrder(bytes::ByteOrder::Little);
    inspector_->setBytes(0x1a68, bytesOfHex("55bc000000000000"));
    inspector_->show();
    QVERIFY(QTest::qWaitForWindowExposed(inspector_.get()));
}

void InspectorTest::cleanup() {
    inspector_.reset();
}

QModelIndex InspectorTest::cell(const char* type) const {
    const auto* model = table().model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, ValueModel::TypeColumn).data().toString() == QLatin1String(type))
            return model->index(row, ValueModel::TextColumn);
    }
    return {};
}

QString InspectorTest::value(const char* type) const {
    return cell(type).data(Qt::DisplayRole).toString();
}

QLineEdit* InspectorTest::edit(const char* type) const {
    table().setCurrentIndex(cell(type));
    table().edit(cell(type));
    return table().findChild<QLineEdit*>();
}

void InspectorTest::showsEveryType() {
    const QAbstractItemModelTester tester(table().model());
    QCOMPARE(value("int8"), "85");
    QCOMPARE(value("uint8"), "85");
    QCOMPARE(value("int16"), QString("-17\u202f323"));
    QCOMPARE(value("uint32"), QString("48\u202f213"));
    QCOMPARE(value("int64"), QString("48\u202f213"));
    QCOMPARE(value("UTF-8"), "U  U+0055");
    QCOMPARE(value("pointer"), "0x000000000000bc55  too low");
    QVERIFY(value("time_t").startsWith("1970-01-01"));
    QCOMPARE(inspector_->findChild<QLabel*>("inspectorPlace")->text(), "At 0x1a68");
    QVERIFY(cell("pointer").data(Qt::ToolTipRole).toString().contains("hardly"));
    QCOMPARE(cell("int16").data(Qt::ToolTipRole).toString(), "0xbc55");
}

void InspectorTest::switchesTheOrder() {
    const QSignalSpy changed(inspector_.get(), &Inspector::orderChanged);
    for (auto* button : inspector_->findChildren<QPushButton*>()) {
        if (button->text() == "BE") QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(changed.size(), 1);
    QVERIFY(inspector_->order() == bytes::ByteOrder::Big);
    QCOMPARE(value("int16"), QString("21\u202f948"));
}

void InspectorTest::knowsTheEnd() {
    inspector_->setBytes(0xffe, bytesOfHex("c341"));
    QCOMPARE(value("int16"), QString("16\u202f835"));
    QCOMPARE(value("int32"), QString("\u2013"));
    QCOMPARE(value("UTF-8"), QString("\u2013"));
    QVERIFY(cell("int32").data(Qt::ToolTipRole).toString().contains("past the end"));
    inspector_->setBytes(0xffe, {});
    QCOMPARE(value("uint8"), QString("\u2013"));
}

void InspectorTest::tellsOnlyWhatChanged() {
    const QSignalSpy changed(table().model(), &QAbstractItemModel::dataChanged);
    inspector_->setBytes(0x1a68, bytesOfHex("55bc000000000000"));
    QCOMPARE(changed.size(), 0);
    inspector_->setBytes(0x1a68, bytesOfHex("55bc000000000001"));
    // Those of 8 bytes
    QCOMPARE(changed.size(), 5);
}

void InspectorTest::isLockedAtFirst() {
    QVERIFY((cell("uint8").flags() & Qt::ItemIsEditable) == 0);
    inspector_->setEditable(false, "You may not write this segment");
    QCOMPARE(table().toolTip(), "You may not write this segment");
    inspector_->setEditable(true, {});
    QVERIFY((cell("uint8").flags() & Qt::ItemIsEditable) != 0);
}

void InspectorTest::sendsWhatIsTyped() {
    inspector_->setEditable(true, {});
    const QSignalSpy wanted(inspector_.get(), &Inspector::editRequested);
    QLineEdit* line = edit("uint32");
    QVERIFY(line);
    QCOMPARE(line->text(), "48213");
    line->selectAll();
    QTest::keyClicks(line, "0x01020304");
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toULongLong(), 0x1a68ULL);
    QCOMPARE(wanted[0][1].toByteArray(), QByteArray("\4\3\2\1"));
    // It is shown when it has been read back, not before
    QCOMPARE(value("uint32"), QString("48\u202f213"));
}

void InspectorTest::refusesWhatIsWrong() {
    inspector_->setEditable(true, {});
    const QSignalSpy wanted(inspector_.get(), &Inspector::editRequested);
    QLineEdit* line = edit("uint8");
    QVERIFY(line);
    line->selectAll();
    QTest::keyClicks(line, "256");
    auto* fault = inspector_->findChild<QLabel*>("inspectorFault");
    QVERIFY(fault->isVisible());
    QVERIFY2(fault->text().contains("255"), qPrintable(fault->text()));
    // A view takes what was typed a moment after the key
    QTest::keyClick(line, Qt::Key_Return);
    QTest::qWait(50);
    QCOMPARE(wanted.size(), 0);
    QCOMPARE(table().findChild<QLineEdit*>(), line);
    QTest::keyClick(line, Qt::Key_Escape);
    QTRY_VERIFY(!fault->isVisible());
    QCOMPARE(wanted.size(), 0);
}

void InspectorTest::typingSurvivesNewBytes() {
    inspector_->setEditable(true, {});
    QLineEdit* line = edit("uint8");
    QVERIFY(line);
    line->selectAll();
    QTest::keyClicks(line, "7");
    inspector_->setBytes(0x1a68, bytesOfHex("ff00000000000000"));
    QCOMPARE(line->text(), "7");
    QCOMPARE(value("uint8"), "255");
}

void InspectorTest::typingEndsAtAnotherPlace() {
    inspector_->setEditable(true, {});
    const QSignalSpy wanted(inspector_.get(), &Inspector::editRequested);
    QLineEdit* line = edit("uint8");
    QVERIFY(line);
    line->selectAll();
    QTest::keyClicks(line, "7");
    inspector_->setBytes(0x1a69, bytesOfHex("ff"));
    QTest::qWait(50);
    // Not there, also where the person goes on typing
    if (auto* left = table().findChild<QLineEdit*>()) QTest::keyClick(left, Qt::Key_Return);
    QTest::qWait(50);
    QCOMPARE(wanted.size(), 0);
}

IPCLENS_GUI_TEST_MAIN(InspectorTest)

#include "inspector_test.moc"
