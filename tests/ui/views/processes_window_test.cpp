// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/three_objects.h"
#include "tests/ui/window_fixture.h"
#include "ui/detail_area.h"
#include "ui/dialogs/signal_dialog.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/rows_view.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>

#include <csignal>
#include <memory>
#include <string>

#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::testing;
using ui::Place;
using ui::RowsView;

namespace {

/// Takes one that is not there, and waits.
int waitOnSecond(const raw::SemaphoreSet& set) {
    return set.apply({{1, -1, 0}}) ? 0 : 1;
}

/// A process that does, and has begun to.
class WaitingProcess : public ChildProcess {
public:
    explicit WaitingProcess(const raw::SemaphoreSet& set)
        : ChildProcess([&set] { return waitOnSecond(set); }) {
        if (!waitUntil([&set] { return set.waiting(1) == 1; })) qFatal("nobody waits");
    }
};

/// Scans are seconds apart where the machine is busy.
constexpr int longEnough = 30'000;
#define TRY_VERIFY(...) QTRY_VERIFY_WITH_TIMEOUT((__VA_ARGS__), longEnough)
#define TRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, longEnough)

QString cell(const RowsView& table, int row, const QString& column, const QModelIndex& parent = {}) {
    const QAbstractItemModel& model = *table.model();
    for (int each = 0; each < model.columnCount(); ++each) {
        if (model.headerData(each, Qt::Horizontal).toString() == column)
            return model.index(row, each, parent).data().toString();
    }
    return QStringLiteral("there is no such column");
}

/// The row of a process.
int rowOfPid(const RowsView& table, const QString& column, pid_t pid) {
    for (int row = 0; row < table.model()->rowCount(); ++row)
        if (cell(table, row, column).section(QLatin1Char(' '), 0, 0) == QString::number(pid)) return row;
    return -1;
}

/// All who wait: "4711 0x00005101".
QStringList waitersIn(const RowsView& table) {
    QStringList all;
    for (int row = 0; row < table.model()->rowCount(); ++row)
        all << cell(table, row, QStringLiteral("Pid / thread")) + QLatin1Char(' ') +
                   cell(table, row, QStringLiteral("Waits for"));
    return all;
}
QStringList justThis(const ChildProcess& waiting) {
    return {QString::number(waiting.pid()) + QLatin1Char(' ') + setKeyText};
}

QRect rowRect(const RowsView& table, int row) {
    return table.visualRect(table.model()->index(row, 0));
}

QString countOf(const ui::SideBar& bar, const QString& place) {
    for (int row = 0; row < bar.count(); ++row)
        if (bar.item(row)->text() == place) return bar.item(row)->data(Qt::UserRole + 1).toString();
    return QStringLiteral("there is no such place");
}

QRect headingOf(const ui::SideBar& bar, const QString& text) {
    for (int row = 0; row < bar.count(); ++row)
        if (bar.item(row)->text() == text) return bar.visualItemRect(bar.item(row));
    return {};
}

} // namespace

class ProcessesWindowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void whoWaitsIsListed();
    void nobodyWaitsIsSaid();
    void aWaiterLeadsToItsObject();
    void aSignalNamesItsProcess();
    void lookOnlySendsNone();
    void theTreeHasProcessesAndTheirObjects();
    void tabsTellOfOneObject();
    void foldedNobodyIsLookedFor();
    void panelsLookWhileTheyAreSeen_data();
    void panelsLookWhileTheyAreSeen();
    void foldingIsRemembered();
};

void ProcessesWindowTest::init() {
    QFile::remove(WindowFixture::settingsFile());
}

void ProcessesWindowTest::whoWaitsIsListed() {
    const ThreeObjects objects;
    const WaitingProcess waiting(objects.set);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.sideBar().setPlace(Place::Waiting);
    const auto& table = fixture.part<RowsView>("waiters");
    TRY_VERIFY(rowOfPid(table, QStringLiteral("Pid / thread"), waiting.pid()) >= 0);
    const int row = rowOfPid(table, QStringLiteral("Pid / thread"), waiting.pid());
    QCOMPARE(cell(table, row, QStringLiteral("Waits for")), setKeyText);
    QCOMPARE(cell(table, row, QStringLiteral("Asks")), QStringLiteral("semop [1] \u22121"));
    QVERIFY(cell(table, row, QStringLiteral("For")).startsWith(QStringLiteral("\u2265 ")));
    QCOMPARE(cell(table, row, QStringLiteral("User")).isEmpty(), false);
    TRY_COMPARE(countOf(fixture.sideBar(), QStringLiteral("Waiting processes")), QStringLiteral("1"));
    QVERIFY(fixture.status().left().contains(QStringLiteral("1 process waiting")));
    TRY_VERIFY(fixture.part<QLabel>("pageNews").text().startsWith(QStringLiteral("All threads looked at ")));
    // It is let go, and the row goes with it
    QVERIFY(objects.set.apply({{1, 1, 0}}));
    TRY_COMPARE(table.model()->rowCount(), 0);
    TRY_COMPARE(countOf(fixture.sideBar(), QStringLiteral("Waiting processes")), QStringLiteral("0"));
    QVERIFY(!fixture.status().left().contains(QStringLiteral("waiting")));
}

void ProcessesWindowTest::nobodyWaitsIsSaid() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QTest::keyClick(&fixture.window, Qt::Key_6, Qt::ControlModifier);
    QCOMPARE(fixture.sideBar().place(), Place::Waiting);
    TRY_VERIFY(fixture.part<ui::EmptyState>("nobodyWaits").isVisible());
}

void ProcessesWindowTest::aWaiterLeadsToItsObject() {
    const ThreeObjects objects;
    const WaitingProcess waiting(objects.set);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(queueKeyText));
    fixture.filter().setText(QStringLiteral("kind:msg"));
    QVERIFY(fixture.waitForRows(1));
    fixture.sideBar().setPlace(Place::Waiting);
    auto& table = fixture.part<RowsView>("waiters");
    TRY_COMPARE(waitersIn(table), justThis(waiting));
    QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::NoModifier, rowRect(table, 0).center());
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(fixture.sideBar().place(), Place::All);
    TRY_VERIFY(fixture.detailTitle().contains(setKeyText));
    TRY_COMPARE(fixture.rows(), 3);
}

void ProcessesWindowTest::aSignalNamesItsProcess() {
    const ThreeObjects objects;
    WaitingProcess waiting(objects.set);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.sideBar().setPlace(Place::Waiting);
    auto& table = fixture.part<RowsView>("waiters");
    TRY_COMPARE(waitersIn(table), justThis(waiting));
    emit table.customContextMenuRequested(rowRect(table, 0).center());
    fixture.part<QAction>("sendSignal").trigger();
    auto& dialog = fixture.part<ui::SignalDialog>();
    const auto labels = dialog.findChildren<QLabel*>();
    const auto says = [&](const QString& text) {
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == text; });
    };
    QVERIFY(says(QString::number(waiting.pid())));
    auto& verb = *dialog.findChild<QPushButton*>(QStringLiteral("verb"));
    QCOMPARE(verb.text(), QStringLiteral("&Send SIGTERM"));
    QVERIFY(!verb.isDefault());
    QVERIFY(waiting.running());
    auto& offered = *dialog.findChild<QComboBox*>(QStringLiteral("signals"));
    QCOMPARE(offered.count(), 8);
    offered.setCurrentIndex(offered.findData(SIGUSR1));
    QCOMPARE(verb.text(), QStringLiteral("&Send SIGUSR1"));
    QTest::mouseClick(&verb, Qt::LeftButton);
    QCOMPARE(waiting.wait(), -SIGUSR1);
    TRY_COMPARE(table.model()->rowCount(), 0);
}

void ProcessesWindowTest::lookOnlySendsNone() {
    const ThreeObjects objects;
    const WaitingProcess waiting(objects.set);
    WindowFixture fixture;
    fixture.window.setLookOnly(true);
    QVERIFY(fixture.ready());
    fixture.sideBar().setPlace(Place::Waiting);
    auto& table = fixture.part<RowsView>("waiters");
    TRY_COMPARE(waitersIn(table), justThis(waiting));
    emit table.customContextMenuRequested(rowRect(table, 0).center());
    QVERIFY(!fixture.part<QAction>("sendSignal").isEnabled());
}

void ProcessesWindowTest::theTreeHasProcessesAndTheirObjects() {
    const ThreeObjects objects;
    const int segment = shmget(segmentKey, 0, 0);
    const auto attachTwice = [&] {
        if (shmat(segment, nullptr, 0) == reinterpret_cast<void*>(-1)) return 1;
        if (shmat(segment, nullptr, 0) == reinterpret_cast<void*>(-1)) return 1;
        return waitOnSecond(objects.set);
    };
    const ChildProcess attached(attachTwice);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.sideBar().setPlace(Place::Processes);
    auto& table = fixture.part<RowsView>("processes");
    const QString pid = QStringLiteral("Pid");
    TRY_VERIFY(rowOfPid(table, pid, attached.pid()) >= 0);
    const auto row = [&] { return table.model()->index(rowOfPid(table, pid, attached.pid()), 0); };
    TRY_COMPARE(table.model()->rowCount(row()), 2);
    QCOMPARE(cell(table, 0, QStringLiteral("Process / object"), row()), setKeyText);
    QCOMPARE(cell(table, 0, QStringLiteral("What"), row()), QStringLiteral("waits: semop [1] \u22121"));
    QCOMPARE(cell(table, 1, QStringLiteral("Process / object"), row()), segmentKeyText);
    QVERIFY(cell(table, 1, QStringLiteral("What"), row()).startsWith(QStringLiteral("attached rw \u00d72")));
    // What is open stays open when others come
    table.collapseAll();
    table.setExpanded(row(), true);
    const ChildProcess another(attachTwice);
    TRY_VERIFY(rowOfPid(table, pid, another.pid()) >= 0);
    TRY_COMPARE(table.model()->rowCount(table.model()->index(rowOfPid(table, pid, another.pid()), 0)), 2);
    QVERIFY(table.isExpanded(row()));
    auto& filter = fixture.part<QLineEdit>("processFilter");
    filter.setText(QStringLiteral("no-such-process"));
    TRY_VERIFY(fixture.part<ui::EmptyState>("noProcesses").isVisible());
    filter.setText(QString::number(attached.pid()));
    QCOMPARE(table.model()->rowCount(), 1);
    // An object leads to the list
    table.expandAll();
    const QModelIndex object = table.model()->index(1, 0, row());
    QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::NoModifier, table.visualRect(object).center());
    QTest::mouseDClick(table.viewport(), Qt::LeftButton, Qt::NoModifier, table.visualRect(object).center());
    TRY_VERIFY(fixture.detailTitle().contains(segmentKeyText));
}

void ProcessesWindowTest::tabsTellOfOneObject() {
    const ThreeObjects objects;
    const WaitingProcess waiting(objects.set);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(setKeyText));
    auto& tabs = fixture.part<QTabBar>("detailTabs");
    TRY_COMPARE(tabs.tabText(1), QStringLiteral("Waiting 1"));
    tabs.setCurrentIndex(1);
    TRY_VERIFY(fixture.part<QWidget>("waitingPanel").findChild<RowsView*>()->model()->rowCount() == 1);
    tabs.setCurrentIndex(2);
    const auto& users = *fixture.part<QWidget>("processesPanel").findChild<RowsView*>();
    // The test itself set its values
    TRY_COMPARE(users.model()->rowCount(), 2);
    const auto whatOf = [&](pid_t pid) {
        return cell(users, rowOfPid(users, QStringLiteral("Pid"), pid), QStringLiteral("What"));
    };
    QCOMPARE(whatOf(waiting.pid()), QStringLiteral("waits: semop [1] \u22121"));
    QCOMPARE(whatOf(::getpid()), QStringLiteral("last operated on [1]"));
    TRY_COMPARE(tabs.tabText(2), QStringLiteral("Processes 2"));
    QVERIFY(fixture.session.interest().processes.uses);
    // Nobody waits for memory
    QVERIFY(fixture.clickKey(segmentKeyText));
    QVERIFY(!tabs.isTabVisible(1));
    QCOMPARE(tabs.currentIndex(), 2);
}

void ProcessesWindowTest::foldedNobodyIsLookedFor() {
    const ThreeObjects objects;
    const WaitingProcess waiting(objects.set);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    ui::SideBar& bar = fixture.sideBar();
    bar.setPlace(Place::Limits); // the list's columns look for themselves
    TRY_VERIFY(fixture.session.interest().processes.waiting);
    TRY_COMPARE(countOf(bar, QStringLiteral("Waiting processes")), QStringLiteral("1"));
    const QPoint heading = headingOf(bar, QStringLiteral("Health")).center();
    QTest::mouseClick(bar.viewport(), Qt::LeftButton, Qt::NoModifier, heading);
    QVERIFY(bar.isHealthFolded());
    QCOMPARE(bar.place(), Place::Limits);
    TRY_VERIFY(fixture.session.interest().processes == ui::ProcessInterest{});
    TRY_COMPARE(countOf(bar, QStringLiteral("Waiting processes")), QString());
    QVERIFY(!fixture.status().left().contains(QStringLiteral("waiting")));
    QCOMPARE(fixture.session.processes(), nullptr);
    // A view that is seen looks all the same, and nobody else
    bar.setPlace(Place::Waiting);
    TRY_VERIFY(fixture.session.interest().processes == (ui::ProcessInterest{true, false, false}));
    bar.setPlace(Place::Limits);
    TRY_VERIFY(fixture.session.interest().processes == ui::ProcessInterest{});
    fixture.action("health").trigger();
    QVERIFY(!bar.isHealthFolded());
    TRY_VERIFY(fixture.session.interest().processes.waiting);
}

void ProcessesWindowTest::panelsLookWhileTheyAreSeen_data() {
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("tab");
    QTest::addColumn<bool>("uses");
    QTest::newRow("semaphores") << setKeyText << 0 << false;
    QTest::newRow("messages") << queueKeyText << 0 << false;
    QTest::newRow("waiting") << queueKeyText << 1 << false;
    QTest::newRow("processes") << segmentKeyText << 2 << true;
}

void ProcessesWindowTest::panelsLookWhileTheyAreSeen() {
    const ThreeObjects objects;
    WindowFixture fixture;
    fixture.sideBar().setHealthFolded(true); // it looks all the time
    QVERIFY(fixture.ready());
    QFETCH(QString, key);
    QFETCH(int, tab);
    QFETCH(bool, uses);
    // The list's columns look for themselves
    const auto interest = [&fixture] {
        ui::Interest all;
        fixture.part<ui::DetailArea>("detailArea").addInterest(all);
        return all.processes;
    };
    const ui::ProcessInterest looked{true, uses, false};
    const ui::ProcessInterest nothing;
    QVERIFY(fixture.clickKey(key));
    auto& tabs = fixture.part<QTabBar>("detailTabs");
    tabs.setCurrentIndex(tab);
    QVERIFY(interest() == looked);
    TRY_VERIFY(fixture.session.interest().processes.waiting);
    tabs.setCurrentIndex(3);
    QVERIFY(interest() == nothing);
    tabs.setCurrentIndex(tab);
    QVERIFY(interest() == looked);
    fixture.sideBar().setPlace(Place::Limits);
    TRY_VERIFY(fixture.session.interest().processes == nothing);
    fixture.sideBar().setPlace(Place::All);
    TRY_VERIFY(fixture.session.interest().processes.waiting);
    // What is left of an object that is gone is looked for by nobody
    shmctl(shmget(segmentKey, 0, 0), IPC_RMID, nullptr);
    semctl(semget(setKey, 0, 0), 0, IPC_RMID);
    msgctl(msgget(queueKey, 0), IPC_RMID, nullptr);
    TRY_VERIFY(interest() == nothing);
}

void ProcessesWindowTest::foldingIsRemembered() {
    {
        WindowFixture fixture;
        QVERIFY(fixture.ready());
        fixture.sideBar().setHealthFolded(true);
    }
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.sideBar().isHealthFolded());
    QVERIFY(!fixture.action("health").isChecked());
    fixture.sideBar().setPlace(Place::Limits);
    QVERIFY(fixture.waitForUpdates(4));
    QVERIFY(fixture.session.interest().processes == ui::ProcessInterest{});
}

IPCLENS_GUI_TEST_MAIN(ProcessesWindowTest)

#include "processes_window_test.moc"
