// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/test_main.h"
#include "tests/ui/models/process_view_fixture.h"
#include "ui/models/semaphore_model.h"
#include "ui/models/words.h"

#include <QAbstractItemModelTester>
#include <QObject>
#include <QSignalSpy>
#include <QTest>

#include <initializer_list>
#include <vector>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::processView;
using ipclens::testing::setOf;
using ipclens::testing::waiterOf;

namespace {

SetDetail detailOf(std::uint32_t first, std::initializer_list<std::uint32_t> values) {
    SetDetail detail;
    detail.asked.first = first;
    detail.asked.last = first + static_cast<std::uint32_t>(values.size()) - 1;
    for (const std::uint32_t value : values) {
        MemberDetail member;
        member.state.value = value;
        detail.members.push_back(member);
    }
    return detail;
}

/// A thread that a member of set 7 blocks, the operation at that place.
struct Blocked {
    pid_t pid = 0;
    std::vector<sysv::SemaphoreOperation> operations;
    std::size_t blocking = 0;
};

MembersWaits waitsOf(const std::vector<Blocked>& all) {
    std::vector<processes::Waiter> waiters;
    for (const Blocked& each : all)
        waiters.push_back(waiterOf(each.pid, 7, each.operations, {}));
    const auto view = processView(std::move(waiters), {}, {});
    for (std::size_t place = 0; place < all.size(); ++place)
        view->blocking[place] = all[place].blocking;
    return membersWaits(*view, setOf(7));
}

SetDetail countedAt(std::uint32_t member, std::uint32_t waiting) {
    SetDetail detail = detailOf(0, {0, 0, 0, 0});
    detail.members[member].state.waitingForIncrease = waiting;
    return detail;
}

} // namespace

class SemaphoreModelTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void knowsNothingAtFirst();
    void showsWhatWasRead();
    void saysWhoWaits();
    void namesWhoWaits();
    void countsWhomNobodySaw();
    void ownWaitsAreNotToldTwice();
    void tellsWhereOthersWait();
    void buttonsAreNotToldWithValues();
    void saysWhoWasLast();
    void glowsInSteps();
    void doesNotGlowForScrolling();
    void tellsOnlyWhatChanged();
    void staysWithinTheSet();
    void offersCancelWhereOursWaits();
    void refusesWithAReason();
    void endsGreyed();

private:
    [[nodiscard]] QString text(int row, int column) const { return model_->index(row, column).data().toString(); }
    [[nodiscard]] QString shortText(int row, int column) const {
        return model_->index(row, column).data(SemaphoreModel::ShortRole).toString();
    }
    [[nodiscard]] QString toolTip(int row) const {
        return model_->index(row, SemaphoreModel::WaitingColumn).data(Qt::ToolTipRole).toString();
    }
    [[nodiscard]] int glow(int row) const {
        return model_->index(row, SemaphoreModel::ValueColumn).data(SemaphoreModel::GlowRole).toInt();
    }

    std::unique_ptr<SemaphoreModel> model_;
    std::unique_ptr<QAbstractItemModelTester> tester_;
};

void SemaphoreModelTest::init() {
    tester_.reset();
    model_ = std::make_unique<SemaphoreModel>();
    tester_ = std::make_unique<QAbstractItemModelTester>(model_.get(),
                                                         QAbstractItemModelTester::FailureReportingMode::QtTest);
    model_->reset(5);
}

void SemaphoreModelTest::knowsNothingAtFirst() {
    QCOMPARE(model_->rowCount(), 5);
    for (const int column : {SemaphoreModel::ValueColumn, SemaphoreModel::TokensColumn, SemaphoreModel::WaitingColumn,
                             SemaphoreModel::ProcessColumn})
        QCOMPARE(text(4, column), QStringLiteral("\u2013"));
    QVERIFY(!model_->index(4, 0).data(SemaphoreModel::ValueRole).isValid());
}

void SemaphoreModelTest::showsWhatWasRead() {
    model_->apply(detailOf(1, {0, 32767}));
    QCOMPARE(text(0, SemaphoreModel::ValueColumn), QStringLiteral("\u2013"));
    QCOMPARE(text(1, SemaphoreModel::ValueColumn), QStringLiteral("0"));
    QCOMPARE(text(2, SemaphoreModel::ValueColumn), QStringLiteral("32767"));
    QCOMPARE(text(2, SemaphoreModel::IndexColumn), QStringLiteral("[2]"));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("\u2014"));
}

void SemaphoreModelTest::saysWhoWaits() {
    SetDetail detail = detailOf(0, {0, 0, 0, 0});
    detail.members[0].state.waitingForIncrease = 1;
    detail.members[1].state.waitingForIncrease = 2;
    detail.members[1].state.waitingForZero = 1;
    detail.members[2].state.waitingForZero = 3;
    model_->apply(detail);
    QCOMPARE(text(0, SemaphoreModel::WaitingColumn), QStringLiteral("1 waits for an increase"));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("2 wait for an increase \u00b7 1 for zero"));
    QCOMPARE(text(2, SemaphoreModel::WaitingColumn), QStringLiteral("3 wait for zero"));
    QCOMPARE(shortText(1, SemaphoreModel::WaitingColumn), QStringLiteral("2 for more \u00b7 1 for 0"));
    QVERIFY(model_->index(2, 0).data(SemaphoreModel::WaitingRole).toBool());
    QVERIFY(!model_->index(3, 0).data(SemaphoreModel::WaitingRole).toBool());
}

void SemaphoreModelTest::namesWhoWaits() {
    model_->apply(countedAt(1, 1));
    model_->setWaits(waitsOf({{9121, {{0, -1, false}, {1, -2, true}}, 1}}));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("waits: worker 9121 wants \u22122, undo"));
    QCOMPARE(model_->index(1, SemaphoreModel::WaitingColumn).data(SemaphoreModel::PartsRole).toStringList(),
             QStringList({QStringLiteral("waits: worker 9121"), QStringLiteral(" wants \u22122, "),
                          QStringLiteral("undo"), QString()}));
    QCOMPARE(shortText(1, SemaphoreModel::WaitingColumn), QStringLiteral("worker 9121"));
    QCOMPARE(toolTip(1), words::toolTip(QStringLiteral("worker 9121: semop [0] \u22121, [1] \u22122 undo")));
    QCOMPARE(text(0, SemaphoreModel::WaitingColumn), QStringLiteral("\u2014"));
    model_->apply(countedAt(1, 2));
    model_->setWaits(waitsOf({{9121, {{1, 0, false}}, 0}, {9122, {{1, -1, true}}, 0}}));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("wait: worker 9121 wants 0 and 1 more"));
    QCOMPARE(shortText(1, SemaphoreModel::WaitingColumn), QStringLiteral("2: worker 9121"));
    QCOMPARE(toolTip(1),
             words::toolTip(QStringLiteral("worker 9121: semop [1] 0\nworker 9122: semop [1] \u22121 undo")));
    model_->setWaits({});
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("2 wait for an increase"));
    // Who waits for other sets, or is not known to be blocked by a member, is named nowhere
    QVERIFY(membersWaits(*processView({waiterOf(9121, 8, {{1, -1, false}}, {})}, {}, {}), setOf(7)).empty());
    QVERIFY(membersWaits(*processView({waiterOf(9121, 7, {{1, -1, false}}, {})}, {}, {}), setOf(7)).empty());
}

void SemaphoreModelTest::countsWhomNobodySaw() {
    model_->apply(countedAt(1, 3));
    model_->setWaits(waitsOf({{9121, {{1, -1, false}}, 0}}));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("3 wait, worker 9121 wants \u22121"));
    QCOMPARE(shortText(1, SemaphoreModel::WaitingColumn), QStringLiteral("3: worker 9121"));
    QVERIFY2(toolTip(1).contains(QStringLiteral("2 more wait")), qPrintable(toolTip(1)));
    // Seen, and gone on since, or come since
    model_->apply(countedAt(1, 0));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("waits: worker 9121 wants \u22121"));
    QVERIFY(model_->index(1, 0).data(SemaphoreModel::WaitingRole).toBool());
}

void SemaphoreModelTest::ownWaitsAreNotToldTwice() {
    model_->apply(countedAt(1, 1));
    model_->setWaits(waitsOf({{::getpid(), {{1, -1, false}}, 0}}));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("waits: IPC Lens wants \u22121"));
    model_->setOwnWait(1, std::chrono::steady_clock::now() - std::chrono::minutes(3));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("your P waits 3 min"));
    model_->apply(countedAt(1, 2));
    model_->setWaits(waitsOf({{::getpid(), {{1, -1, false}}, 0}, {9121, {{1, -1, false}}, 0}}));
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn),
             QStringLiteral("waits: worker 9121 wants \u22121 \u00b7 your P waits 3 min"));
}

void SemaphoreModelTest::tellsWhereOthersWait() {
    model_->apply(detailOf(0, {0, 0, 0, 0, 0}));
    QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
    const auto rowsTold = [&changed] {
        std::vector<int> rows;
        while (!changed.isEmpty())
            rows.push_back(changed.takeFirst()[0].toModelIndex().row());
        return rows;
    };
    model_->setWaits(waitsOf({{9121, {{1, -1, false}}, 0}, {9122, {{3, -1, false}}, 0}, {9123, {{9, -1, false}}, 0}}));
    QCOMPARE(rowsTold(), std::vector({1, 3}));
    model_->setWaits(waitsOf({{9121, {{1, -1, false}}, 0}, {9122, {{3, -1, false}}, 0}, {9123, {{9, -1, false}}, 0}}));
    QCOMPARE(rowsTold(), std::vector<int>());
    model_->setWaits(waitsOf({{9121, {{1, -1, false}}, 0}, {9122, {{2, -1, false}}, 0}}));
    QCOMPARE(rowsTold(), std::vector({2, 3}));
}

void SemaphoreModelTest::buttonsAreNotToldWithValues() {
    model_->apply(detailOf(0, {0, 0, 0}));
    const QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
    model_->apply(detailOf(0, {0, 1, 0}));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex(), model_->index(1, SemaphoreModel::ValueColumn));
    QCOMPARE(changed[0][1].toModelIndex(), model_->index(1, SemaphoreModel::ProcessColumn));
    // What is not known any more can't be worked on
    model_->apply(detailOf(0, {0, 1}));
    QCOMPARE(changed.count(), 2);
    QCOMPARE(changed[1][0].toModelIndex(), model_->index(2, 0));
    QCOMPARE(changed[1][1].toModelIndex(), model_->index(2, SemaphoreModel::SetColumn));
}

void SemaphoreModelTest::saysWhoWasLast() {
    SetDetail detail = detailOf(0, {1, 1, 1});
    detail.members[0].lastProcess = ProcessLabel{9125, "philosopher", false};
    detail.members[1].lastProcess = ProcessLabel{4711, {}, true};
    detail.members[2].lastProcess = ProcessLabel{66, "<img src=x>", false};
    model_->apply(detail);
    QCOMPARE(text(0, SemaphoreModel::ProcessColumn), QStringLiteral("philosopher 9125"));
    QCOMPARE(text(1, SemaphoreModel::ProcessColumn), QStringLiteral("4711 (gone)"));
    QVERIFY(model_->index(1, 0).data(SemaphoreModel::GoneRole).toBool());
    const QVariant tip = model_->index(2, SemaphoreModel::ProcessColumn).data(Qt::ToolTipRole);
    QCOMPARE(tip.toString(), QStringLiteral("<span>&lt;img src=x&gt; 66</span>"));
    detail.members[2].lastProcess.reset();
    model_->apply(detail);
    QCOMPARE(text(2, SemaphoreModel::ProcessColumn), QStringLiteral("\u2013"));
}

void SemaphoreModelTest::glowsInSteps() {
    model_->apply(detailOf(0, {1, 1}));
    QVERIFY(!model_->glowing());
    model_->apply(detailOf(0, {1, 2}));
    QVERIFY(model_->glowing());
    QCOMPARE(glow(0), 0);
    QCOMPARE(glow(1), SemaphoreModel::glowSteps);
    model_->apply(detailOf(0, {1, 2}));
    QCOMPARE(glow(1), SemaphoreModel::glowSteps);
    for (int step = SemaphoreModel::glowSteps - 1; step > 0; --step) {
        QVERIFY(model_->fade());
        QCOMPARE(glow(1), step);
    }
    QVERIFY(!model_->fade());
    QCOMPARE(glow(1), 0);
}

void SemaphoreModelTest::doesNotGlowForScrolling() {
    model_->apply(detailOf(0, {1, 2}));
    model_->apply(detailOf(1, {2, 3, 4}));
    QVERIFY(!model_->glowing());
    model_->apply(detailOf(0, {9, 2}));
    QVERIFY(!model_->glowing());
}

void SemaphoreModelTest::tellsOnlyWhatChanged() {
    model_->apply(detailOf(0, {1, 1, 1, 1, 1}));
    QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
    model_->apply(detailOf(0, {1, 1, 1, 1, 1}));
    QCOMPARE(changed.size(), 0);
    model_->apply(detailOf(0, {2, 1, 3, 4, 1}));
    QCOMPARE(changed.size(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(changed[0][1].toModelIndex().row(), 0);
    QCOMPARE(changed[1][0].toModelIndex().row(), 2);
    QCOMPARE(changed[1][1].toModelIndex().row(), 3);
}

void SemaphoreModelTest::staysWithinTheSet() {
    QSignalSpy changed(model_.get(), &QAbstractItemModel::dataChanged);
    model_->apply(detailOf(3, {1, 2, 3, 4})); // an id that was used again may have more members
    QCOMPARE(model_->rowCount(), 5);
    QCOMPARE(text(4, SemaphoreModel::ValueColumn), QStringLiteral("2"));
    QCOMPARE(changed.last()[1].toModelIndex().row(), 4);
}

void SemaphoreModelTest::offersCancelWhereOursWaits() {
    model_->apply(detailOf(0, {0, 0}));
    model_->setRefusal(QStringLiteral("look only"));
    QVERIFY(!model_->tellOwnWaits());
    model_->setOwnWait(1, std::chrono::steady_clock::now() - std::chrono::minutes(3));
    QCOMPARE(text(0, SemaphoreModel::DownColumn), QStringLiteral("P \u22121"));
    QCOMPARE(text(1, SemaphoreModel::DownColumn), QStringLiteral("Cancel"));
    QVERIFY(model_->flags(model_->index(1, SemaphoreModel::DownColumn)) & Qt::ItemIsEnabled);
    QCOMPARE(text(1, SemaphoreModel::WaitingColumn), QStringLiteral("your P waits 3 min"));
    QCOMPARE(shortText(1, SemaphoreModel::WaitingColumn), QStringLiteral("yours 3 min"));
    const QSignalSpy changes(model_.get(), &QAbstractItemModel::dataChanged);
    QVERIFY(model_->tellOwnWaits());
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toModelIndex(), model_->index(1, SemaphoreModel::WaitingColumn));
    model_->setOwnWait(1, std::nullopt);
    QCOMPARE(text(1, SemaphoreModel::DownColumn), QStringLiteral("P \u22121"));
}

void SemaphoreModelTest::refusesWithAReason() {
    QVERIFY(model_->flags(model_->index(0, SemaphoreModel::ValueColumn)) & Qt::ItemIsEditable);
    model_->setRefusal(QStringLiteral("look only"));
    for (const int column : {SemaphoreModel::DownColumn, SemaphoreModel::UpColumn, SemaphoreModel::SetColumn}) {
        QVERIFY(!(model_->flags(model_->index(0, column)) & Qt::ItemIsEnabled));
        QCOMPARE(model_->index(0, column).data(Qt::ToolTipRole).toString(), QStringLiteral("look only"));
    }
    QVERIFY(!(model_->flags(model_->index(0, SemaphoreModel::ValueColumn)) & Qt::ItemIsEditable));
    QVERIFY(model_->flags(model_->index(0, SemaphoreModel::ValueColumn)) & Qt::ItemIsEnabled);
}

void SemaphoreModelTest::endsGreyed() {
    model_->apply(detailOf(0, {7}));
    model_->setEnded();
    model_->apply(detailOf(0, {8}));
    QCOMPARE(text(0, SemaphoreModel::ValueColumn), QStringLiteral("7"));
    QCOMPARE(model_->flags(model_->index(0, SemaphoreModel::UpColumn)), Qt::NoItemFlags);
    model_->reset(2);
    QVERIFY(model_->flags(model_->index(0, SemaphoreModel::UpColumn)) & Qt::ItemIsEnabled);
}

IPCLENS_TEST_MAIN(SemaphoreModelTest)
#include "semaphore_model_test.moc"
