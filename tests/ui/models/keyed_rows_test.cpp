// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/keyed_rows.h"

#include <QAbstractItemModelTester>
#include <QObject>
#include <QSignalSpy>
#include <QTest>

#include <string>
#include <vector>

using namespace ipclens::ui;

namespace {

struct Line {
    int number = 0;
    QString text = {};

    [[nodiscard]] int key() const { return number; }
    bool operator==(const Line&) const = default;
};

class Lines : public KeyedRows<Line> {
public:
    using KeyedRows::KeyedRows;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 2; }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
        const Line* line = row(index);
        if (line == nullptr || role != Qt::DisplayRole) return {};
        return index.column() == 0 ? QVariant(line->number) : QVariant(line->text);
    }
    [[nodiscard]] std::string numbers() const {
        std::string all;
        for (int i = 0; i < rowCount(); ++i)
            all += index(i, 0).data().toString().toStdString();
        return all;
    }
};

std::vector<Line> linesOf(const std::string& numbers, const QString& text = {}) {
    std::vector<Line> lines;
    for (const char digit : numbers)
        lines.push_back({digit - '0', text});
    return lines;
}

} // namespace

class KeyedRowsTest : public QObject {
    Q_OBJECT

private slots:
    void goesFromOneListToAnother_data();
    void goesFromOneListToAnother();
    void aChosenRowStaysWithItsKey();
    void onlyChangedCellsAreTold();
};

void KeyedRowsTest::goesFromOneListToAnother_data() {
    QTest::addColumn<std::string>("before");
    QTest::addColumn<std::string>("after");
    const auto row = [](const char* name, const char* before, const char* after) {
        QTest::newRow(name) << std::string(before) << std::string(after);
    };
    row("nothing", "", "");
    row("from nothing", "", "123");
    row("to nothing", "123", "");
    row("the first comes", "23", "123");
    row("one comes between", "13", "123");
    row("the last come", "1", "123");
    row("the first goes", "123", "23");
    row("one between goes", "123", "13");
    row("the last go", "123", "1");
    row("all are others", "123", "456");
    row("another order", "123", "312");
    row("all at once", "12345", "93617");
    row("runs", "123456789", "0159");
}

void KeyedRowsTest::goesFromOneListToAnother() {
    QFETCH(const std::string, before);
    QFETCH(const std::string, after);
    Lines lines;
    const QAbstractItemModelTester tester(&lines, QAbstractItemModelTester::FailureReportingMode::QtTest);
    lines.setRows(linesOf(before));
    QCOMPARE(lines.numbers(), before);
    lines.setRows(linesOf(after));
    QCOMPARE(lines.numbers(), after);
}

void KeyedRowsTest::aChosenRowStaysWithItsKey() {
    Lines lines;
    lines.setRows(linesOf("12345"));
    const QPersistentModelIndex chosen(lines.index(3, 1));
    lines.setRows(linesOf("94612"));
    QCOMPARE(chosen.row(), 1);
    QCOMPARE(chosen.column(), 1);
    lines.setRows(linesOf("12"));
    QVERIFY(!chosen.isValid());
    QCOMPARE(lines.rowOf(2), 1);
    QCOMPARE(lines.rowOf(7), -1);
}

void KeyedRowsTest::onlyChangedCellsAreTold() {
    Lines lines;
    lines.setRows(linesOf("12345"));
    const QSignalSpy told(&lines, &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(&lines, &QAbstractItemModel::modelReset);
    lines.setRows(linesOf("12345"));
    QCOMPARE(told.count(), 0);
    auto changed = linesOf("12345");
    changed[1].text = changed[2].text = QStringLiteral("new");
    lines.setRows(changed);
    QCOMPARE(told.count(), 1);
    QCOMPARE(told.first().at(0).toModelIndex(), lines.index(1, 0));
    QCOMPARE(told.first().at(1).toModelIndex(), lines.index(2, 1));
    QCOMPARE(lines.index(2, 1).data().toString(), QStringLiteral("new"));
    QCOMPARE(reset.count(), 0);
}

QTEST_APPLESS_MAIN(KeyedRowsTest)
#include "keyed_rows_test.moc"
