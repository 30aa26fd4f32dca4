// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/hexview/offset_expression.h"

#include <QTest>

namespace {

constexpr quint64 size = quint64{1} << 40;

} // namespace

class OffsetExpressionTest : public QObject {
    Q_OBJECT

private slots:
    void understands_data();
    void understands();
    void refuses_data();
    void refuses();
};

void OffsetExpressionTest::understands_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint64>("offset");
    const quint64 most = ~quint64{0};
    QTest::newRow("decimal") << "6752" << quint64{6752};
    QTest::newRow("a leading zero makes no octal") << "010" << quint64{10};
    QTest::newRow("hex") << "0x1a60" << quint64{0x1a60};
    QTest::newRow("hex, capitals") << "0X1A60" << quint64{0x1a60};
    QTest::newRow("hex without prefix") << "1a60" << quint64{0x1a60};
    QTest::newRow("as the offset column shows it") << "00001a60" << quint64{0x1a60};
    QTest::newRow("grouped") << " 0x2000_0000 " << quint64{0x20000000};
    QTest::newRow("mebibytes") << "32M" << quint64{32} * 1024 * 1024;
    QTest::newRow("hex kibibytes") << "0x10k" << quint64{16384};
    QTest::newRow("forward") << "+16" << quint64{1016};
    QTest::newRow("forward in hex") << "+0x10" << quint64{1016};
    QTest::newRow("back") << "-1000" << quint64{0};
    QTest::newRow("back with a minus sign") << QString(QChar(0x2212)) + "0x8" << quint64{992};
    QTest::newRow("all") << "100%" << quint64{size - 1};
    QTest::newRow("half") << "50%" << quint64{size / 2};
    QTest::newRow("an eighth") << "12.5 %" << quint64{size / 8};
    QTest::newRow("none") << "0%" << quint64{0};
    QTest::newRow("the most") << "0xffffffffffffffff" << most;
    QTest::newRow("the most in decimal") << "18446744073709551615" << most;
    QTest::newRow("the most forward") << "+18446744073709550615" << most;
}

void OffsetExpressionTest::understands() {
    QFETCH(QString, text);
    const auto offset = ipclens::ui::offsetFromText(text, 1000, size);
    QVERIFY(offset);
    QTEST(quint64{*offset}, "offset");
}

void OffsetExpressionTest::refuses_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"",
                             " ",
                             "x",
                             "0x",
                             "+",
                             "-",
                             "12z",
                             "1.5",
                             "--1",
                             "+-1",
                             "0x-1",
                             "-1001",
                             "18446744073709551616",
                             "0x10000000000000000",
                             "+18446744073709550616",
                             "17179869184G",
                             "k",
                             "0x+5",
                             "12 34q",
                             "%",
                             "101%",
                             "-1%",
                             "x%",
                             "nan%",
                             "inf%",
                             "50%%"})
        QTest::newRow(text) << text;
}

void OffsetExpressionTest::refuses() {
    QFETCH(QString, text);
    QVERIFY(!ipclens::ui::offsetFromText(text, 1000, size));
}

QTEST_GUILESS_MAIN(OffsetExpressionTest)

#include "offset_expression_test.moc"
