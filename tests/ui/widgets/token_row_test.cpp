// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/delegates/token_delegate.h"
#include "ui/widgets/token_row.h"

#include <algorithm>
#include <cstdint>

using namespace ipclens::ui;

class TokenRowTest : public QObject {
    Q_OBJECT

private slots:
    void allAreShownWhereTheyCanBeCounted();
    void aNoteTakesThePlaceOfTheRest();
    void paintsAnyValueInAnyRoom_data();
    void paintsAnyValueInAnyRoom();
};

void TokenRowTest::allAreShownWhereTheyCanBeCounted() {
    TokenRow row;
    row.resize(400, 20);
    QCOMPARE(row.dots(), 0U);
    row.setValue(mostTokenDots);
    QCOMPARE(row.dots(), mostTokenDots);
    QVERIFY(row.words().isEmpty());
    row.setValue(mostTokenDots + 5);
    QVERIFY(row.dots() < mostTokenDots + 5);
    QCOMPARE(row.words(), QStringLiteral("+ %1 more").arg(mostTokenDots + 5 - row.dots()));
    row.setValue(0);
    QCOMPARE(row.dots(), 0U);
    QVERIFY(row.words().isEmpty());
}

void TokenRowTest::aNoteTakesThePlaceOfTheRest() {
    TokenRow row;
    row.resize(250, 20);
    row.setValue(INT32_MAX, QStringLiteral("the most"));
    QCOMPARE(row.words(), QStringLiteral("the most"));
    QVERIFY(row.dots() >= 3);
    row.setValue(0, QStringLiteral("none"));
    QCOMPARE(row.words(), QStringLiteral("none"));
    QCOMPARE(row.dots(), 0U);
}

void TokenRowTest::paintsAnyValueInAnyRoom_data() {
    QTest::addColumn<std::uint32_t>("value");
    QTest::addColumn<int>("width");
    for (const std::uint32_t value : {0U, 1U, 2U, 16U, 17U, 1000U, std::uint32_t{INT32_MAX}}) {
        for (const int width : {1, 20, 60, 250, 2000})
            QTest::addRow("%u in %d", value, width) << value << width;
    }
}

void TokenRowTest::paintsAnyValueInAnyRoom() {
    QFETCH(std::uint32_t, value);
    QFETCH(int, width);
    TokenRow row;
    row.resize(width, 20);
    row.setValue(value);
    QVERIFY(row.dots() <= std::min<std::uint32_t>(value, mostTokenDots));
    QCOMPARE(row.words().isEmpty(), row.dots() == value);
    QVERIFY(!row.grab().isNull());
}

IPCLENS_GUI_TEST_MAIN(TokenRowTest)
#include "token_row_test.moc"
