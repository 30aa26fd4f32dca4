// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the panel of a POSIX semaphore shows, beside other processes that wait and post.

#include "tests/support/bogus_file.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/without_capabilities.h"
#include "tests/ui/panels/posix_semaphore_fixture.h"
#include "ui/widgets/curve.h"
#include "ui/widgets/glow_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/token_row.h"

#include <QScrollArea>

#include <climits>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::BogusFile;
using ipclens::testing::ChildProcess;
using ipclens::testing::MadeSemaphore;
using ipclens::testing::PosixSemaphoreFixture;
using ipclens::testing::waiterOn;
using ipclens::testing::WithoutCapabilities;

class PosixSemaphorePanelTest : public QObject {
    Q_OBJECT

private slots:
    void showsTheValueAsItMoves();
    void showsTheLastMinute();
    void showsAnyValue_data();
    void showsAnyValue();
    void showsWhoWaits();
    void oneThatWasKilledStaysCounted();
    void whatIsNoSemaphore_data();
    void whatIsNoSemaphore();
    void aDeniedOneShowsNoZeros();
    void oneThatMayBeReadAloneIsNotOperated();
    void aRemovedOneStaysAsItWas();
    void anOddNameIsShownEscaped();
    void fitsANarrowWindow();
    void fitsALowWindow();
    void itsHalvesStayWhereTheyAre();
    void looksWithoutTraces();
};

void PosixSemaphorePanelTest::showsTheValueAsItMoves() {
    const MadeSemaphore semaphore("/moves", 3);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/moves"));
    QTRY_COMPARE(fixture.text("semaphoreValue"), QStringLiteral("3"));
    auto* value = fixture.part<GlowLabel>("semaphoreValue");
    QCOMPARE(value->strength(), 0);
    ChildProcess poster([&] { return sem_post(semaphore.get()); });
    QCOMPARE(poster.wait(), 0);
    QTRY_COMPARE(fixture.text("semaphoreValue"), QStringLiteral("4"));
    QVERIFY(value->strength() > 0);
    QCOMPARE(fixture.part<TokenRow>("semaphoreTokens")->dots(), 4U);
    QTRY_COMPARE(value->strength(), 0);
}

void PosixSemaphorePanelTest::showsTheLastMinute() {
    const MadeSemaphore semaphore("/minute", 3);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/minute"));
    auto* curve = fixture.part<Curve>("valueCurve");
    QTRY_VERIFY2(curve->words().contains(QStringLiteral("always 3")), qPrintable(curve->words()));
    QCOMPARE(sem_post(semaphore.get()), 0);
    QTRY_VERIFY2(curve->words().contains(QStringLiteral("3 to 4")), qPrintable(curve->words()));
    auto* waiting = fixture.part<Curve>("waitingCurve");
    QVERIFY2(waiting->words().contains(QStringLiteral("always 0")), qPrintable(waiting->words()));
}

void PosixSemaphorePanelTest::showsAnyValue_data() {
    QTest::addColumn<unsigned>("value");
    QTest::addColumn<QString>("number");
    QTest::addColumn<QString>("note");
    QTest::newRow("zero") << 0U << QStringLiteral("0") << QStringLiteral("a sem_wait would wait");
    QTest::newRow("one") << 1U << QStringLiteral("1") << QString();
    QTest::newRow("over 16 bits") << 70000U << QStringLiteral("70\u202f000") << QStringLiteral("more");
    QTest::newRow("SEM_VALUE_MAX") << unsigned{INT_MAX} << QStringLiteral("2\u202f147\u202f483\u202f647")
                                   << QStringLiteral("a sem_post would fail");
}

void PosixSemaphorePanelTest::showsAnyValue() {
    QFETCH(unsigned, value);
    const MadeSemaphore semaphore("/any", value);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/any"));
    QTEST(fixture.text("semaphoreValue"), "number");
    QFETCH(QString, note);
    const auto* tokens = fixture.part<TokenRow>("semaphoreTokens");
    QVERIFY2(note.isEmpty() ? tokens->words().isEmpty() : tokens->words().contains(note), qPrintable(tokens->words()));
    QVERIFY(tokens->dots() <= std::min(value, 16U));
    QVERIFY(tokens->dots() > 0 || value == 0);
}

void PosixSemaphorePanelTest::showsWhoWaits() {
    const MadeSemaphore semaphore("/waits", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/waits"));
    QTRY_COMPARE(fixture.text("semaphoreWaiting"), QStringLiteral("nobody"));
    QVERIFY(fixture.part<QLabel>("semaphoreWaiting")->toolTip().isEmpty());
    const auto first = waiterOn(semaphore);
    QTRY_COMPARE(fixture.text("semaphoreWaiting"), QStringLiteral("1 waits"));
    const auto second = waiterOn(semaphore);
    QTRY_COMPARE(fixture.text("semaphoreWaiting"), QStringLiteral("2 wait"));
    QTRY_VERIFY(fixture.part<Curve>("waitingCurve")->words().contains(QStringLiteral("0 to 2")));
    // Who they are is in /proc alone
    const auto* seen = fixture.part<QLabel>("seenNote");
    for (const auto& waiter : {&first, &second})
        QTRY_VERIFY2(seen->isVisible() && seen->text().contains(QString::number((*waiter)->pid())),
                     qPrintable(seen->text()));
    // Who has what is looked at more seldom
    QTRY_VERIFY2_WITH_TIMEOUT(fixture.text("mappedNote").contains(QString::number(first->pid())),
                              qPrintable(fixture.text("mappedNote")), 20'000);
    QCOMPARE(sem_post(semaphore.get()), 0);
    QTRY_COMPARE(fixture.text("semaphoreWaiting"), QStringLiteral("1 waits"));
}

void PosixSemaphorePanelTest::oneThatWasKilledStaysCounted() {
    const MadeSemaphore semaphore("/killed", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/killed"));
    {
        const auto waiter = waiterOn(semaphore);
        QTRY_COMPARE(fixture.text("semaphoreWaiting"), QStringLiteral("1 waits"));
    }
    QVERIFY(fixture.host.waitForUpdate());
    QCOMPARE(fixture.text("semaphoreWaiting"), QStringLiteral("1 waits"));
    QVERIFY(fixture.part<QLabel>("semaphoreWaiting")->toolTip().contains(QStringLiteral("stays counted")));
    // Whether nobody is found in /proc, or not all may be looked for there
    const auto* seen = fixture.part<QLabel>("seenNote");
    QTRY_VERIFY2_WITH_TIMEOUT(seen->isVisible() && seen->text().contains(QStringLiteral(" seen")),
                              qPrintable(seen->text()), 15'000);
    const auto* idle = fixture.part<QLabel>("idleNote");
    QVERIFY(!idle->isVisible());
    // Who really waited would take it
    QCOMPARE(sem_post(semaphore.get()), 0);
    const auto inferred = [&] { return idle->isVisible() || seen->text().contains(QStringLiteral("inferred")); };
    QTRY_VERIFY_WITH_TIMEOUT(inferred(), 20000);
    QVERIFY(!idle->isVisible() || !seen->text().contains(QStringLiteral("inferred")));
}

void PosixSemaphorePanelTest::whatIsNoSemaphore_data() {
    QTest::addColumn<QString>("what");
    QTest::newRow("empty") << "an empty file";
    QTest::newRow("short") << "a file of 31 B";
    QTest::newRow("directory") << "a directory";
    QTest::newRow("fifo") << "a FIFO";
    QTest::newRow("link") << "a symbolic link";
}

void PosixSemaphorePanelTest::whatIsNoSemaphore() {
    QFETCH(QString, what);
    const BogusFile file(QString::fromLatin1(QTest::currentDataTag()), "/dev/shm/sem.bogus", "/dev/null");
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/bogus"));
    auto* notice = fixture.panel.findChild<Notice*>();
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(what), qPrintable(notice->text()));
    const bool removable = what != QLatin1String("a directory");
    QCOMPARE(notice->text().contains(QStringLiteral("It can be removed")), removable);
    for (const char* name : {"wait", "post"}) {
        QVERIFY(!fixture.button(name)->isEnabled());
        QCOMPARE(fixture.button(name)->toolTip(), QStringLiteral("This is no semaphore"));
    }
    QVERIFY(!fixture.part<QLabel>("semaphoreValue")->isVisible());
    fixture.nothingIsOffered();
}

void PosixSemaphorePanelTest::aDeniedOneShowsNoZeros() {
    const MadeSemaphore semaphore("/denied", 1, 0000);
    const WithoutCapabilities ordinary;
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/denied"));
    auto* notice = fixture.panel.findChild<Notice*>();
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(QStringLiteral("---------")), qPrintable(notice->text()));
    QVERIFY(!fixture.part<QLabel>("semaphoreValue")->isVisible());
    QVERIFY(!fixture.button("wait")->isEnabled() && !fixture.button("post")->isEnabled());
    // As soon as it may be read it is
    QCOMPARE(chmod("/dev/shm/sem.denied", 0600), 0);
    QTRY_VERIFY(!notice->isVisible());
    QTRY_COMPARE(fixture.text("semaphoreValue"), QStringLiteral("1"));
    QVERIFY(fixture.button("wait")->isEnabled());
}

void PosixSemaphorePanelTest::oneThatMayBeReadAloneIsNotOperated() {
    const MadeSemaphore semaphore("/readable", 2, 0444);
    const WithoutCapabilities ordinary;
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/readable"));
    QTRY_VERIFY(!fixture.button("wait")->isEnabled() && !fixture.button("post")->isEnabled());
    QCOMPARE(fixture.text("semaphoreValue"), QStringLiteral("2"));
    QCOMPARE(fixture.line(), QStringLiteral("Wait and Post need permission to read and to write"));
    QCOMPARE(chmod("/dev/shm/sem.readable", 0600), 0);
    QTRY_VERIFY(fixture.button("wait")->isEnabled() && fixture.button("post")->isEnabled());
}

void PosixSemaphorePanelTest::aRemovedOneStaysAsItWas() {
    const MadeSemaphore semaphore("/removed", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/removed"));
    QTRY_COMPARE(fixture.text("semaphoreValue"), QStringLiteral("0"));
    const auto* tokens = fixture.part<TokenRow>("semaphoreTokens");
    QVERIFY(!tokens->words().isEmpty());
    QCOMPARE(sem_unlink("/removed"), 0);
    QTRY_VERIFY(fixture.host.ended);
    QCOMPARE(fixture.text("semaphoreValue"), QStringLiteral("0"));
    QVERIFY(!fixture.part<QLabel>("semaphoreValue")->isEnabled());
    QVERIFY2(tokens->words().isEmpty(), qPrintable(tokens->words()));
    fixture.nothingIsOffered();
    if (QTest::currentTestFailed()) return;
    for (const char* name : {"wait", "post"})
        QCOMPARE(fixture.button(name)->toolTip(), QStringLiteral("This semaphore has been removed"));
    fixture.press("post");
    QVERIFY(fixture.host.waitForUpdate());
    QCOMPARE(ipclens::testing::valueOf(semaphore), 0);
}

void PosixSemaphorePanelTest::anOddNameIsShownEscaped() {
    const std::string name = "/odd \n\xff'\"name";
    const MadeSemaphore semaphore(name, 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open(name));
    fixture.part<QLineEdit>("timeout")->setText(QStringLiteral("10 ms"));
    fixture.press("wait");
    QTRY_VERIFY2(fixture.line().startsWith(QStringLiteral("timed out")), qPrintable(fixture.line()));
    fixture.press("post");
    QTRY_COMPARE(ipclens::testing::valueOf(semaphore), 1);
}

void PosixSemaphorePanelTest::fitsANarrowWindow() {
    const MadeSemaphore semaphore("/narrow", INT_MAX);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/narrow"));
    for (const int width : {1200, 605, 480}) { // 605: what the sidebar leaves of 800
        fixture.panel.resize(width, 420);
        QTRY_COMPARE(fixture.panel.width(), width);
        for (const char* name : {"wait", "post", "copyBothAs"}) {
            const QPushButton* button = fixture.button(name);
            QTRY_VERIFY(button->width() >= button->sizeHint().width());
            QVERIFY(button->mapTo(&fixture.panel, QPoint(button->width(), 0)).x() <= width);
        }
        const auto* scroll = fixture.panel.findChild<QScrollArea*>();
        QTRY_VERIFY(scroll->widget()->width() <= scroll->viewport()->width());
        const auto* value = fixture.part<QLabel>("semaphoreValue");
        QTRY_VERIFY(value->width() >= value->sizeHint().width());
        QVERIFY(fixture.part<Curve>("valueCurve")->width() > 100);
    }
}

void PosixSemaphorePanelTest::fitsALowWindow() {
    const MadeSemaphore semaphore("/low", 0);
    const auto waiter = waiterOn(semaphore);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/low"));
    fixture.panel.resize(592, 258); // what 800 by 600 leaves
    QTRY_VERIFY(fixture.part<QLabel>("seenNote")->isVisible());
    QTRY_VERIFY(fixture.part<QLabel>("mappedNote")->isVisible());
    const auto* scroll = fixture.panel.findChild<QScrollArea*>();
    QTRY_VERIFY2(
        scroll->widget()->height() <= scroll->viewport()->height(),
        qPrintable(QStringLiteral("%1 in %2").arg(scroll->widget()->height()).arg(scroll->viewport()->height())));
}

void PosixSemaphorePanelTest::itsHalvesStayWhereTheyAre() {
    const MadeSemaphore semaphore("/halves", 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/halves"));
    const auto* lower = fixture.part<Curve>("waitingCurve");
    const auto top = [lower] { return lower->y(); };
    QTRY_COMPARE(lower->height(), fixture.part<Curve>("valueCurve")->height());
    const int before = top();
    const auto waiter = waiterOn(semaphore);
    QTRY_VERIFY(fixture.part<QLabel>("seenNote")->isVisible() && fixture.part<QLabel>("mappedNote")->isVisible());
    QTRY_COMPARE(top(), before);
}

void PosixSemaphorePanelTest::looksWithoutTraces() {
    const MadeSemaphore semaphore("/traces", 2);
    struct stat before {};
    QCOMPARE(stat("/dev/shm/sem.traces", &before), 0);
    PosixSemaphoreFixture fixture;
    QVERIFY(fixture.open("/traces"));
    for (int i = 0; i < 10; ++i)
        QVERIFY(fixture.host.waitForUpdate());
    struct stat after {};
    QCOMPARE(stat("/dev/shm/sem.traces", &after), 0);
    QCOMPARE(after.st_ctim.tv_nsec, before.st_ctim.tv_nsec);
    QCOMPARE(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    QCOMPARE(ipclens::testing::valueOf(semaphore), 2);
}

IPCLENS_GUI_TEST_MAIN(PosixSemaphorePanelTest)
#include "posix_semaphore_panel_test.moc"
