// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/operation_text.h"

#include <QTest>

#include <array>

using namespace ipclens;
using namespace ipclens::ui;

class OperationTextTest : public QObject {
    Q_OBJECT

private slots:
    void readsWhatIsTyped_data();
    void readsWhatIsTyped();
    void refusesTheRest_data();
    void refusesTheRest();
    void readsWhatItWrites();
};

void OperationTextTest::readsWhatIsTyped_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* typed, const char* text) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(text);
    };
    row("[0] -1", "[0] −1");
    row("[0]-1", "[0] −1");
    row("0 -1", "[0] −1");
    row("0-1", "[0] −1");
    row("0:-1", "[0] −1");
    row("  4 : +2 ", "[4] +2");
    row("4 2", "[4] +2");
    row("3 =0", "[3] =0");
    row("3=0", "[3] =0");
    row("[3] 0", "[3] =0");
    row("1 −5", "[1] −5");
    row("1 32767", "[1] +32767");
    row("1 -32767", "[1] −32767");
}

void OperationTextTest::readsWhatIsTyped() {
    QFETCH(QString, typed);
    QFETCH(QString, text);
    const auto parsed = parseOperation(typed, 5);
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error()));
    QCOMPARE(operationText(*parsed), text);
    QVERIFY(!parsed->undo);
}

void OperationTextTest::refusesTheRest_data() {
    QTest::addColumn<QString>("typed");
    for (const char* typed : {"", "0", "12", "-1", "[5] -1", "5 -1", "0 =1", "0 =-1", "0 32768", "0 -32768", "0 x",
                              "[0 -1", "0 - - 1", "99999999999999999999 -1", "0 1 2"})
        QTest::newRow(typed) << QString::fromUtf8(typed);
}

void OperationTextTest::refusesTheRest() {
    QFETCH(QString, typed);
    const auto parsed = parseOperation(typed, 5);
    QVERIFY(!parsed.has_value());
    QVERIFY(!parsed.error().isEmpty());
}

void OperationTextTest::readsWhatItWrites() {
    for (const int delta : {-32767, -1, 0, 1, 32767}) {
        const sysv::SemaphoreOperation operation{31999, static_cast<std::int16_t>(delta), false};
        const auto parsed = parseOperation(operationText(operation), 32000);
        QVERIFY(parsed.has_value());
        QCOMPARE(parsed->index, operation.index);
        QCOMPARE(parsed->delta, operation.delta);
    }
    const std::array both{sysv::SemaphoreOperation{0, -1, true}, sysv::SemaphoreOperation{1, 0, false}};
    QCOMPARE(operationsText(both), QStringLiteral("[0] −1 [1] =0"));
}

QTEST_APPLESS_MAIN(OperationTextTest)
#include "operation_text_test.moc"
