// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/ui/models/process_view_fixture.h"
#include "ui/models/process_words.h"
#include "ui/models/waiter_model.h"

#include <QAbstractItemModelTester>
#include <QObject>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;
using ui::WaiterModel;

namespace {

const auto now = std::chrono::steady_clock::time_point(1000s);

QStringList pids(const WaiterModel& model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << model.index(row, WaiterModel::ThreadColumn).data().toString();
    return all;
}

QString cell(const WaiterModel& model, int row, WaiterModel::Column column) {
    return model.index(row, column).data().toString();
}

} // namespace

class WaiterModelTest : public QObject {
    Q_OBJECT

private slots:
    void tellsWhoWaitsForWhat();
    void timesAreRoundedDown();
    void whatBlocksStandsOut();
    void whatCantBeToldIsSaid();
    void rowsComeGoAndStay();
    void sortsByColumn();
    void ofOneObjectAlone();
    void whatEndedStays();
};

void WaiterModelTest::tellsWhoWaitsForWhat() {
    WaiterModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto waiter = waiterOf(4711, 3, {{0, -1, true}, {1, -1, false}}, now - 12500ms);
    waiter.thread = 4713;
    waiter.process.name = "phil\x1b";
    model.apply(processView({waiter}, {}, now), nullptr);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(cell(model, 0, WaiterModel::ProcessColumn), QStringLiteral("phil\\x1b"));
    QCOMPARE(cell(model, 0, WaiterModel::ThreadColumn), QStringLiteral("4711 / 4713"));
    QCOMPARE(cell(model, 0, WaiterModel::ObjectColumn), QStringLiteral("sem:@3"));
    QCOMPARE(cell(model, 0, WaiterModel::AsksColumn), QStringLiteral("semop [0] \u22121 undo, [1] \u22121"));
    QCOMPARE(cell(model, 0, WaiterModel::SinceColumn), QStringLiteral("\u2265 12 s"));
    QCOMPARE(model.index(0, WaiterModel::ObjectColumn).data(WaiterModel::KindRole).toInt(),
             static_cast<int>(Kind::Semaphore));
}

void WaiterModelTest::timesAreRoundedDown() {
    using ui::process_words::waitedSince;
    QCOMPARE(waitedSince(now, now), QStringLiteral("\u2265 0 s"));
    QCOMPARE(waitedSince(now - 59900ms, now), QStringLiteral("\u2265 59 s"));
    QCOMPARE(waitedSince(now - 119s, now), QStringLiteral("\u2265 1 min"));
    QCOMPARE(waitedSince(now - 25h, now), QStringLiteral("\u2265 1 d"));
}

void WaiterModelTest::whatBlocksStandsOut() {
    const auto waiter = waiterOf(4711, 3, {{0, -1, true}, {1, -1, false}, {2, 0, false}}, now);
    using List = QStringList;
    QCOMPARE(ui::process_words::asked(waiter, 0), (List{QStringLiteral("semop "), QStringLiteral("[0] \u22121 undo"),
                                                        QStringLiteral(", [1] \u22121, [2] 0")}));
    QCOMPARE(ui::process_words::asked(waiter, 1).at(1), QStringLiteral("[1] \u22121"));
    QCOMPARE(ui::process_words::asked(waiter, 2).at(1), QStringLiteral("[2] 0"));
    QCOMPARE(ui::process_words::asked(waiter, std::nullopt).at(1), QString());
    QCOMPARE(ui::process_words::asked(waiter, 7).at(1), QString());
}

void WaiterModelTest::whatCantBeToldIsSaid() {
    WaiterModel model;
    processes::Waiter waiter;
    waiter.process = processOf(4711);
    waiter.thread = 4711;
    waiter.known = processes::WaitKnowledge::CallOnly;
    waiter.since = now;
    model.apply(processView({waiter}, {}, now), nullptr);
    QCOMPARE(cell(model, 0, WaiterModel::ObjectColumn), QStringLiteral("\u2013"));
    QCOMPARE(cell(model, 0, WaiterModel::AsksColumn), QStringLiteral("semop \u00b7 arguments not readable"));
    QVERIFY(!model.index(0, WaiterModel::ObjectColumn).data(WaiterModel::KindRole).isValid());
}

void WaiterModelTest::rowsComeGoAndStay() {
    WaiterModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const auto one = waiterOf(1, 3, {{0, -1, false}}, now - 30s);
    const auto two = waiterOf(2, 3, {{0, -1, false}}, now - 20s);
    const auto three = waiterOf(3, 3, {{0, -1, false}}, now - 10s);
    const auto four = waiterOf(4, 3, {{0, -1, false}}, now - 5s);
    model.apply(processView({one, two, three}, {}, now), nullptr);
    QCOMPARE(pids(model), (QStringList{QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3")}));
    const QPersistentModelIndex third(model.index(2, 0));
    model.apply(processView({two, three, four}, {}, now + 1s), nullptr);
    QCOMPARE(pids(model), (QStringList{QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("4")}));
    QCOMPARE(third.row(), 1);
    // The second waits anew, and so for less long than the others
    auto anew = two;
    anew.since = now + 2s;
    model.apply(processView({anew, three, four}, {}, now + 3s), nullptr);
    QCOMPARE(pids(model), (QStringList{QStringLiteral("3"), QStringLiteral("4"), QStringLiteral("2")}));
    QCOMPARE(third.row(), 0);
    model.apply(processView({}, {}, now + 4s), nullptr);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!third.isValid());
    QCOMPARE(resets.count(), 0);
}

void WaiterModelTest::sortsByColumn() {
    WaiterModel model;
    auto one = waiterOf(1, 4, {{0, -1, false}}, now - 30s);
    one.process.name = "zeta";
    const auto two = waiterOf(2, 3, {{0, -1, false}}, now - 20s);
    model.apply(processView({one, two}, {}, now), nullptr);
    model.sort(WaiterModel::ProcessColumn, Qt::AscendingOrder);
    QCOMPARE(pids(model), (QStringList{QStringLiteral("2"), QStringLiteral("1")}));
    model.sort(WaiterModel::ThreadColumn, Qt::AscendingOrder);
    QCOMPARE(pids(model), (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
    model.sort(WaiterModel::SinceColumn, Qt::AscendingOrder);
    QCOMPARE(pids(model), (QStringList{QStringLiteral("2"), QStringLiteral("1")}));
}

void WaiterModelTest::ofOneObjectAlone() {
    WaiterModel model;
    model.setObject(setOf(4));
    model.apply(processView({waiterOf(1, 3, {}, now), waiterOf(2, 4, {}, now)}, {}, now), nullptr);
    QCOMPARE(pids(model), QStringList{QStringLiteral("2")});
    model.setObject(setOf(3));
    QCOMPARE(model.rowCount(), 0);
}

void WaiterModelTest::whatEndedStays() {
    WaiterModel model;
    model.setObject(setOf(3));
    model.apply(processView({waiterOf(1, 3, {}, now)}, {}, now), nullptr);
    model.setEnded();
    model.apply(processView({}, {}, now + 1s), nullptr);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!model.flags(model.index(0, 0)).testFlag(Qt::ItemIsEnabled));
}

QTEST_GUILESS_MAIN(WaiterModelTest)

#include "waiter_model_test.moc"
