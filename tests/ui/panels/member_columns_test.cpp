// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/test_main.h"
#include "ui/panels/member_columns.h"

#include <QObject>
#include <QTest>

#include <algorithm>

using namespace ipclens::ui;

class MemberColumnsTest : public QObject {
    Q_OBJECT

private slots:
    void wideHasAllInFull();
    void buttonsGiveWayFirst();
    void thenTheWords();
    void whatIsDrawnStaysLongest();
    void roomIsAlwaysFilled();

private:
    static constexpr MemberMeasures measures{62, 36, 272, 72, 66, 240, 64, 256, 78, 238};
    static constexpr int drawn = 64 + 78;
};

void MemberColumnsTest::wideHasAllInFull() {
    const MemberColumns columns = memberColumns(1100, measures);
    QCOMPARE(columns.button, measures.button);
    QVERIFY(columns.waiting + columns.process >= measures.words);
    QVERIFY(columns.history > measures.leastHistory);
    QVERIFY(columns.tokens > measures.leastTokens);
}

void MemberColumnsTest::buttonsGiveWayFirst() {
    const int least = 3 * measures.button + measures.words + drawn;
    QCOMPARE(memberColumns(least, measures).button, measures.button);
    const MemberColumns columns = memberColumns(least - 1, measures);
    QCOMPARE(columns.button, measures.shortButton);
    QVERIFY(columns.waiting + columns.process >= measures.words);
}

void MemberColumnsTest::thenTheWords() {
    const int least = 3 * measures.shortButton + measures.leastWaiting + measures.leastProcess + drawn;
    for (const int room : {least, least + 40}) {
        const MemberColumns columns = memberColumns(room, measures);
        QCOMPARE(columns.tokens, measures.leastTokens);
        QCOMPARE(columns.history, measures.leastHistory);
        QVERIFY(columns.waiting >= measures.leastWaiting);
        QVERIFY(columns.process >= measures.leastProcess);
    }
}

void MemberColumnsTest::whatIsDrawnStaysLongest() {
    const int buttons = 3 * measures.shortButton;
    MemberColumns columns = memberColumns(buttons + measures.leastWaiting + drawn, measures);
    QCOMPARE(columns.process, 0);
    QCOMPARE(columns.history, measures.leastHistory);
    QCOMPARE(columns.tokens, measures.leastTokens);
    columns = memberColumns(buttons + measures.leastWaiting + drawn - 1, measures);
    QCOMPARE(columns.history, 0);
    QCOMPARE(columns.tokens, measures.leastTokens);
    columns = memberColumns(buttons + measures.leastWaiting, measures);
    QCOMPARE(columns.tokens, 0);
    QCOMPARE(columns.waiting, measures.leastWaiting);
}

void MemberColumnsTest::roomIsAlwaysFilled() {
    for (int room = -20; room < 2000; ++room) {
        const MemberColumns columns = memberColumns(room, measures);
        const int used = 3 * columns.button + columns.tokens + columns.history + columns.waiting + columns.process;
        QCOMPARE(used, std::max(room, 3 * measures.shortButton));
        QVERIFY(columns.waiting >= 0 && columns.process >= 0);
    }
}

IPCLENS_TEST_MAIN(MemberColumnsTest)
#include "member_columns_test.moc"
