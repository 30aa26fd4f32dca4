// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/snapshot.h"
#include "tests/ui/models/process_view_fixture.h"
#include "ui/models/process_model.h"
#include "ui/session/rows.h"

#include <QAbstractItemModelTester>
#include <QObject>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace ipclens;
using namespace ipclens::testing;
using namespace std::chrono_literals;
using ui::ProcessModel;

namespace {

const auto now = std::chrono::steady_clock::time_point(1000s);

ObjectId segmentOf(int id) {
    return {Kind::SharedMemory, Id{id}};
}

processes::Use useOf(pid_t pid, ObjectId object, std::uint32_t times = 1, bool writable = true) {
    return {object, {processOf(pid), times, writable, 0}};
}

/// Process names with their pids, each with its objects behind it.
QStringList tree(const ProcessModel& model) {
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex process = model.index(row, 0);
        QString text = process.siblingAtColumn(ProcessModel::PidColumn).data().toString();
        for (int object = 0; object < model.rowCount(process); ++object)
            text += QLatin1Char(' ') + model.index(object, 0, process).data().toString();
        all << text;
    }
    return all;
}

QString what(const ProcessModel& model, int row, int object = -1) {
    const QModelIndex process = model.index(row, 0);
    const QModelIndex index = object < 0 ? process : model.index(object, 0, process);
    return index.siblingAtColumn(ProcessModel::WhatColumn).data().toString();
}

std::shared_ptr<const ui::Update> listed(listing::Snapshot snapshot) {
    auto rows = std::make_shared<ui::Rows>();
    snapshot.sortById();
    rows->snapshot = std::make_shared<const listing::Snapshot>(std::move(snapshot));
    auto update = std::make_shared<ui::Update>();
    update->rows = rows;
    return update;
}

} // namespace

class ProcessModelTest : public QObject {
    Q_OBJECT

private slots:
    void tellsWhoHasWhat();
    void whoMadeAndUsedItLast();
    void aLaterProcessIsNotTheOneThatIsRemembered();
    void rowsComeGoAndStay();
    void objectsComeAndGoUnderTheirProcess();
    void whoWaitedAMomentAgoStaysInSight();
    void filters();
    void ofOneObjectAlone();
};

void ProcessModelTest::tellsWhoHasWhat() {
    ProcessModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto waiter = waiterOf(2, 3, {{0, -1, false}}, now);
    auto both = useOf(2, ObjectId::posix(Kind::MessageQueue, Name::of("/q")), 0);
    both.by.descriptors = 2;
    model.apply(processView({waiter}, {useOf(1, segmentOf(7), 2), useOf(1, segmentOf(8), 1, false), both}, now),
                nullptr);
    QCOMPARE(tree(model), (QStringList{QStringLiteral("1 shm:@7 shm:@8"), QStringLiteral("2 sem:@3 msg:/q")}));
    QCOMPARE(what(model, 0), QStringLiteral("2 objects"));
    QCOMPARE(what(model, 0, 0), QStringLiteral("attached rw \u00d72"));
    QCOMPARE(what(model, 0, 1), QStringLiteral("attached r"));
    QCOMPARE(what(model, 1), QStringLiteral("waits for sem:@3 \u00b7 2 objects"));
    QCOMPARE(what(model, 1, 0), QStringLiteral("waits: semop [0] \u22121"));
    QCOMPARE(what(model, 1, 1), QStringLiteral("open rw \u00d72"));
    QVERIFY(model.index(1, 0).data(ProcessModel::WaitsRole).toBool());
    QCOMPARE(model.index(0, ProcessModel::CommandColumn).data().toString(), QStringLiteral("/usr/bin/worker"));
}

void ProcessModelTest::whoMadeAndUsedItLast() {
    ProcessModel model;
    listing::Snapshot snapshot;
    SegmentInfo segment;
    segment.id = Id{7};
    segment.key = Key{0x77};
    segment.creatorPid = 1;
    segment.lastPid = 1;
    segment.changedAt = 2'000;
    segment.attachedAt = 2'000;
    snapshot.segments.push_back(segment);
    QueueInfo queue;
    queue.id = Id{9};
    queue.lastSendPid = 1;
    queue.sentAt = 2'000;
    queue.lastReceivePid = 99; // gone: nobody knows it
    queue.receivedAt = 2'000;
    snapshot.queues.push_back(queue);
    model.apply(processView({}, {useOf(1, segmentOf(7))}, now, &snapshot), listed(snapshot));
    QCOMPARE(tree(model), QStringList{QStringLiteral("1 0x00000077 msg:@9")});
    QCOMPARE(what(model, 0, 0), QStringLiteral("attached rw, creator, last to attach or detach"));
    QCOMPARE(what(model, 0, 1), QStringLiteral("last sender"));
}

void ProcessModelTest::aLaterProcessIsNotTheOneThatIsRemembered() {
    ProcessModel model;
    listing::Snapshot snapshot;
    QueueInfo queue;
    queue.id = Id{9};
    queue.lastSendPid = 1;
    queue.sentAt = 500; // before the process started that has this pid now
    snapshot.queues.push_back(queue);
    SegmentInfo segment;
    segment.id = Id{8};
    segment.creatorPid = 1;
    segment.attachedAt = 500;
    segment.changedAt = 2'000; // its mode, say: it was made long before
    snapshot.segments.push_back(segment);
    model.apply(processView({}, {useOf(1, segmentOf(7))}, now, &snapshot), listed(snapshot));
    QCOMPARE(tree(model), QStringList{QStringLiteral("1 shm:@7")});
}

void ProcessModelTest::rowsComeGoAndStay() {
    ProcessModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.sort(ProcessModel::PidColumn, Qt::AscendingOrder);
    model.apply(processView({}, {useOf(1, segmentOf(7)), useOf(2, segmentOf(7)), useOf(3, segmentOf(8))}, now),
                nullptr);
    const QPersistentModelIndex third(model.index(2, 0));
    const QPersistentModelIndex object(model.index(0, 0, third));
    model.apply(processView({}, {useOf(2, segmentOf(7)), useOf(3, segmentOf(8)), useOf(4, segmentOf(8))}, now),
                nullptr);
    QCOMPARE(tree(model),
             (QStringList{QStringLiteral("2 shm:@7"), QStringLiteral("3 shm:@8"), QStringLiteral("4 shm:@8")}));
    QCOMPARE(third.row(), 1);
    model.sort(ProcessModel::PidColumn, Qt::DescendingOrder);
    QCOMPARE(third.row(), 1);
    QCOMPARE(object.parent(), QModelIndex(third));
    QCOMPARE(object.data().toString(), QStringLiteral("shm:@8"));
    model.apply(processView({}, {useOf(3, segmentOf(8))}, now), nullptr);
    QCOMPARE(object.parent().row(), 0);
    model.apply(processView({}, {}, now), nullptr);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!object.isValid());
    QCOMPARE(resets.count(), 0);
}

void ProcessModelTest::objectsComeAndGoUnderTheirProcess() {
    ProcessModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.apply(processView({}, {useOf(1, segmentOf(7)), useOf(1, segmentOf(8))}, now), nullptr);
    const QPersistentModelIndex second(model.index(1, 0, model.index(0, 0)));
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.apply(processView({}, {useOf(1, segmentOf(8)), useOf(1, segmentOf(9))}, now), nullptr);
    QCOMPARE(tree(model), QStringList{QStringLiteral("1 shm:@8 shm:@9")});
    QCOMPARE(second.row(), 0);
    const auto before = changes.count();
    model.apply(processView({}, {useOf(1, segmentOf(8)), useOf(1, segmentOf(9))}, now + 1s), nullptr);
    QCOMPARE(changes.count(), before);
}

void ProcessModelTest::whoWaitedAMomentAgoStaysInSight() {
    ProcessModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy removals(&model, &QAbstractItemModel::rowsRemoved);
    const auto waiter = waiterOf(1, 3, {{0, -1, false}}, now);
    ui::TieMaker ties;
    const auto seen = [&](std::vector<processes::Waiter> waiters, std::chrono::seconds later) {
        return processView(std::move(waiters), {}, now + later, nullptr, &ties);
    };
    model.apply(seen({waiter}, 0s), nullptr);
    model.apply(seen({}, 1s), nullptr);
    QCOMPARE(tree(model), QStringList{QStringLiteral("1 sem:@3")});
    QCOMPARE(what(model, 0, 0), QStringLiteral("waited just now"));
    QCOMPARE(model.index(0, ProcessModel::CommandColumn).data().toString(), QStringLiteral("/usr/bin/worker"));
    QVERIFY(!model.index(0, 0).data(ProcessModel::WaitsRole).toBool());
    QCOMPARE(model.processCount(), std::size_t{1});
    model.apply(seen({waiter}, 2s), nullptr);
    QCOMPARE(what(model, 0, 0), QStringLiteral("waits: semop [0] \u22121"));
    QCOMPARE(removals.count(), 0);
    // It waited all along
    ties.goOn(now + 20s);
    model.apply(seen({}, 21s), nullptr);
    QCOMPARE(what(model, 0, 0), QStringLiteral("waited just now"));
    model.apply(seen({}, 30s), nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void ProcessModelTest::filters() {
    ProcessModel model;
    auto other = useOf(211, segmentOf(8));
    other.by.process.name = "Renderer";
    model.apply(processView({}, {useOf(12, segmentOf(7)), other}, now), nullptr);
    model.setFilter(QStringLiteral("rend"));
    QCOMPARE(tree(model), QStringList{QStringLiteral("211 shm:@8")});
    model.setFilter(QStringLiteral("1"));
    QCOMPARE(tree(model), QStringList{QStringLiteral("12 shm:@7")});
    QCOMPARE(model.processCount(), std::size_t{2});
    model.setFilter({});
    QCOMPARE(model.rowCount(), 2);
}

void ProcessModelTest::ofOneObjectAlone() {
    ProcessModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setObject(segmentOf(7));
    model.apply(processView({}, {useOf(1, segmentOf(7)), useOf(2, segmentOf(8))}, now), nullptr);
    QCOMPARE(tree(model), QStringList{QStringLiteral("1")});
    QCOMPARE(what(model, 0), QStringLiteral("attached rw"));
}

QTEST_GUILESS_MAIN(ProcessModelTest)

#include "process_model_test.moc"
