// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/status_text.h"

#include <cerrno>
#include <chrono>
#include <memory>

using namespace ipclens;
using namespace std::chrono_literals;

namespace {

ui::Health healthy() {
    ui::Health health;
    health.lister = "STAT index";
    health.refreshTook = 400us;
    health.interval = 250ms;
    health.askedInterval = 250ms;
    return health;
}

} // namespace

class StatusTextTest : public QObject {
    Q_OBJECT

private slots:
    void saysHowItLooks();
    void saysWhyTheIntervalIsStretched();
    void saysThatItIsPaused();
    void warningsAreCountedAndExplained();
    void saysWherePosixQueuesComeFrom();
    void saysThatTheListIsOld();
    void countsObjects();
    void countsWhatIsUnderWay();
};

void StatusTextTest::saysHowItLooks() {
    const auto text = ui::healthText(healthy());
    QCOMPARE(text.line, QStringLiteral("SysV via STAT index \u00b7 0.4 ms \u00b7 every 250 ms"));
    QVERIFY(text.explanation.isEmpty());
    QVERIFY(!text.alarming);
}

void StatusTextTest::saysWhyTheIntervalIsStretched() {
    auto health = healthy();
    health.refreshTook = 80ms;
    health.interval = 800ms;
    const auto text = ui::healthText(health);
    QVERIFY2(text.line.contains(QStringLiteral("every 800 ms (stretched: a look takes 80 ms)")), qPrintable(text.line));
    QVERIFY(text.explanation.contains(QStringLiteral("250 ms")));
}

void StatusTextTest::saysThatItIsPaused() {
    auto health = healthy();
    health.paused = true;
    QVERIFY(ui::healthText(health).line.endsWith(QStringLiteral("paused")));
}

void StatusTextTest::warningsAreCountedAndExplained() {
    auto health = healthy();
    health.warnings = {"line 3: \x1b[31mtoo short", "line 9"};
    const auto text = ui::healthText(health);
    QVERIFY(text.line.endsWith(QStringLiteral("2 warnings")));
    QVERIFY(text.alarming);
    QCOMPARE(text.explanation, QStringLiteral("line 3: \\x1b[31mtoo short\nline 9"));
}

void StatusTextTest::saysWherePosixQueuesComeFrom() {
    using Way = listing::PosixQueueSource::Way;
    auto health = healthy();
    health.posixQueues = {Way::MountedFolder, "/dev/mqueue", {}};
    auto text = ui::healthText(health);
    QVERIFY2(text.line.contains(QStringLiteral(" \u00b7 POSIX via /dev/shm, /dev/mqueue \u00b7 ")),
             qPrintable(text.line));
    QCOMPARE(text.explanation,
             QStringLiteral("POSIX queues come from the file system mounted on /dev/mqueue: all that there are."));
    health.posixQueues = {Way::OpenQueues, {}, "no mqueue file system is mounted"};
    text = ui::healthText(health);
    QVERIFY2(text.line.contains(QStringLiteral("POSIX queues: only open ones")), qPrintable(text.line));
    QVERIFY(text.explanation.endsWith(QStringLiteral(": no mqueue file system is mounted.")));
    QVERIFY(!text.alarming);
    health.posixQueues = {Way::MountedFolder, "/odd\nplace", "whose it is can't be told"};
    text = ui::healthText(health);
    QVERIFY2(text.line.contains(QStringLiteral("POSIX via /dev/shm, /odd\\x0aplace")), qPrintable(text.line));
    QVERIFY(text.explanation.contains(QStringLiteral("/odd\\x0aplace: whose it is")));
}

void StatusTextTest::saysThatTheListIsOld() {
    auto health = healthy();
    health.error = errorFromErrno(EACCES, "read /proc/sysvipc/sem");
    const auto text = ui::healthText(health);
    QVERIFY(text.alarming);
    QVERIFY(text.line.startsWith(QStringLiteral("The list could not be refreshed")));
    QVERIFY(text.explanation.contains(QStringLiteral("EACCES")));
}

void StatusTextTest::countsObjects() {
    ui::Update update;
    auto rows = std::make_shared<ui::Rows>();
    rows->order.resize(12);
    update.rows = rows;
    update.counts = {5, 5, 2, 85 * 1024 * 1024};
    QCOMPARE(ui::objectsText(update), QStringLiteral("12 objects \u00b7 85 MiB shared"));
    rows->order.resize(1);
    update.query.filter = "root";
    QCOMPARE(ui::objectsText(update), QStringLiteral("1 of 12 objects \u00b7 85 MiB shared"));
}

void StatusTextTest::countsWhatIsUnderWay() {
    QVERIFY(ui::underWayText(0, 0).isEmpty());
    QCOMPARE(ui::underWayText(1, 0), QStringLiteral("1 operation waiting"));
    QCOMPARE(ui::underWayText(3, 0), QStringLiteral("3 operations waiting"));
    QCOMPARE(ui::underWayText(0, 1), QStringLiteral("1 operation running"));
    QCOMPARE(ui::underWayText(1, 2), QStringLiteral("1 operation waiting \u00b7 2 running"));
}

IPCLENS_GUI_TEST_MAIN(StatusTextTest)

#include "status_text_test.moc"
