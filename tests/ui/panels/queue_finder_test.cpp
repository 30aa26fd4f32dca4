// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Messages that are looked for in the queue panel.

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/queue_panel_fixture.h"
#include "ui/models/message_model.h"

#include <QLabel>
#include <QLineEdit>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::QueuePanelFixture;
using ipclens::testing::TestQueue;

class QueueFinderTest : public QueuePanelFixture {
    Q_OBJECT

private slots:
    void init() { makePanel(); }
    void cleanup() { dropPanel(); }
    void findsMessages();
    void theFoundStayChosen();
    void theChosenStaysAsTheQueueMovesBehindTheFilter();
};

void QueueFinderTest::findsMessages() {
    const TestQueue queue;
    for (int i = 0; i < 300; ++i)
        QVERIFY(queue.put(1 + i % 2, "number " + std::to_string(i)));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(0), QStringLiteral("number 0"));
    auto* terms = part<QLineEdit>("messageTerms");
    QTest::keyClicks(terms, QStringLiteral("type:2 NUMBER 29"));
    QTRY_COMPARE(list()->model()->rowCount(), 6); // 29, 291, 293, 295, 297, 299
    QCOMPARE(payload(1), QStringLiteral("number 291"));
    QCOMPARE(list()->model()->index(1, MessageModel::IndexColumn).data().toString(), QStringLiteral("291"));
    QVERIFY2(part<QLabel>("finderWords")->text().startsWith(QStringLiteral("6 of 300, as of ")),
             qPrintable(part<QLabel>("finderWords")->text()));
    choose(1);
    QTRY_COMPARE(body(), QStringLiteral("number 291"));
    terms->setText(QStringLiteral("type:x"));
    QTRY_VERIFY(part<QLabel>("finderWords")->text().startsWith(QStringLiteral("type: ")));
    terms->clear();
    QTRY_COMPARE(list()->model()->rowCount(), 300);
    // What was chosen among the found is still chosen, in sight
    QTRY_COMPARE(payload(291), QStringLiteral("number 291"));
    QTRY_VERIFY(list()->selectionModel()->isRowSelected(291));
    QCOMPARE(list()->currentIndex().row(), 291);
    QCOMPARE(body(), QStringLiteral("number 291"));
    QCOMPARE(part<QLabel>("messageTitle")->text(), QStringLiteral("Message #291 \u00b7 type 2 \u00b7 10 bytes"));
}

void QueueFinderTest::theFoundStayChosen() {
    const TestQueue queue;
    for (const char* text : {"x", "a 1", "x", "a 2"})
        QVERIFY(queue.put(1, text));
    QVERIFY(host->open(queue.object()));
    part<QLineEdit>("messageTerms")->setText(QStringLiteral("a"));
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    choose(1);
    QTRY_COMPARE(body(), QStringLiteral("a 2"));
    for (int i = 0; i < 2; ++i)
        QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(list()->model()->rowCount(), 1); // searched again by itself
    QCOMPARE(list()->currentIndex().row(), 0);
    QTRY_COMPARE(part<QLabel>("messageTitle")->text(), QStringLiteral("Message #1 \u00b7 type 1 \u00b7 3 bytes"));
    QCOMPARE(body(), QStringLiteral("a 2"));
}

void QueueFinderTest::theChosenStaysAsTheQueueMovesBehindTheFilter() {
    const TestQueue queue;
    for (const char* text : {"x", "a 2", "x", "a 1", "a 2"})
        QVERIFY(queue.put(1, text));
    QVERIFY(host->open(queue.object()));
    QTRY_COMPARE(payload(1), QStringLiteral("a 2"));
    part<QLineEdit>("messageTerms")->setText(QStringLiteral("a"));
    QTRY_COMPARE(list()->model()->rowCount(), 3);
    QVERIFY(queue->receive({}, Wait::never()));
    QTRY_COMPARE(list()->model()->index(2, MessageModel::IndexColumn).data().toString(), QStringLiteral("3"));
    choose(2);
    QTRY_COMPARE(part<QLabel>("messageTitle")->text(), QStringLiteral("Message #3 \u00b7 type 1 \u00b7 3 bytes"));
    part<QLineEdit>("messageTerms")->clear();
    QTRY_COMPARE(list()->model()->rowCount(), 4);
    QTRY_VERIFY(list()->selectionModel()->isRowSelected(3));
    QCOMPARE(body(), QStringLiteral("a 2"));
}

IPCLENS_GUI_TEST_MAIN(QueueFinderTest)

#include "queue_finder_test.moc"
