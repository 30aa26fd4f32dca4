// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/orphan_model.h"

#include <QAbstractItemModelTester>
#include <QObject>
#include <QSignalSpy>
#include <QTest>

#include <string>
#include <vector>

using namespace ipclens;
using ui::OrphanModel;

namespace {

processes::Orphan segment(int id, std::uint64_t bytes) {
    SegmentInfo info;
    info.id = Id{id};
    info.size = bytes;
    processes::Orphan orphan;
    orphan.object = {Kind::SharedMemory, Id{id}};
    orphan.info = info;
    orphan.words = "nobody has it attached, and its creator 4711 is gone";
    orphan.lastUsedAt = 1'000;
    orphan.bytes = bytes;
    return orphan;
}

processes::Orphan doomed(int id) {
    processes::Orphan orphan = segment(id, 4096);
    orphan.reason = processes::OrphanReason::MarkedRemoved;
    orphan.keepers = {{.process = {.pid = 4712,
                                   .name = "ren\x1b"
                                           "derer"},
                       .times = 1}};
    return orphan;
}

QString cell(const OrphanModel& model, int row, OrphanModel::Column column) {
    return model.index(row, column).data().toString();
}

} // namespace

class OrphanModelTest : public QObject {
    Q_OBJECT

private slots:
    void tellsWhatItIsAndWhy();
    void nothingIsChosenByItself();
    void whatGoesByItselfCantBeChosen();
    void aChoiceStaysWithItsObject();
    void allCanBeChosenAndNone();
};

void OrphanModelTest::tellsWhatItIsAndWhy() {
    OrphanModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setOrphans({segment(7, 4096), doomed(8)}, 1'000 + 3600);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, OrphanModel::ObjectColumn), QStringLiteral("shm:@7"));
    QCOMPARE(cell(model, 0, OrphanModel::ReasonColumn),
             QStringLiteral("nobody has it attached, and its creator 4711 is gone"));
    QCOMPARE(cell(model, 0, OrphanModel::AgeColumn), QStringLiteral("1 h ago"));
    QCOMPARE(cell(model, 0, OrphanModel::SizeColumn), QStringLiteral("4 KiB"));
    QCOMPARE(cell(model, 0, OrphanModel::KeepersColumn), QString());
    QCOMPARE(cell(model, 1, OrphanModel::KeepersColumn), QStringLiteral("ren\\x1bderer 4712"));
}

void OrphanModelTest::nothingIsChosenByItself() {
    OrphanModel model;
    model.setOrphans({segment(7, 4096)}, 2'000);
    QVERIFY(model.chosen().empty());
    QCOMPARE(model.index(0, OrphanModel::CheckColumn).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(!model.index(0, OrphanModel::ReasonColumn).data(Qt::CheckStateRole).isValid());
}

void OrphanModelTest::whatGoesByItselfCantBeChosen() {
    OrphanModel model;
    model.setOrphans({doomed(8)}, 2'000);
    model.toggle(0);
    QVERIFY(model.chosen().empty());
    QVERIFY(!model.index(0, OrphanModel::CheckColumn).data(Qt::CheckStateRole).isValid());
    model.chooseAll(true);
    QVERIFY(model.chosen().empty());
    QCOMPARE(model.choosable(), std::size_t{0});
}

void OrphanModelTest::aChoiceStaysWithItsObject() {
    OrphanModel model;
    model.setOrphans({segment(7, 4096), segment(9, 100)}, 2'000);
    model.toggle(1);
    const QSignalSpy changed(&model, &OrphanModel::choiceChanged);
    model.setOrphans({segment(3, 1), segment(9, 100)}, 2'001);
    QCOMPARE(model.chosen(), (std::vector<ObjectId>{{Kind::SharedMemory, Id{9}}}));
    QCOMPARE(model.chosenBytes(), std::uint64_t{100});
    QCOMPARE(changed.count(), 0);
    // It is used again, and then an orphan once more: what was chosen was another state of it
    model.setOrphans({segment(3, 1)}, 2'002);
    QCOMPARE(changed.count(), 1);
    model.setOrphans({segment(3, 1), segment(9, 100)}, 2'003);
    QVERIFY(model.chosen().empty());
}

void OrphanModelTest::allCanBeChosenAndNone() {
    OrphanModel model;
    model.setOrphans({segment(7, 4096), doomed(8), segment(9, 100)}, 2'000);
    model.chooseAll(true);
    QCOMPARE(model.chosen().size(), std::size_t{2});
    QCOMPARE(model.chosenBytes(), std::uint64_t{4196});
    model.toggle(0);
    QCOMPARE(model.chosen().size(), std::size_t{1});
    model.chooseAll(false);
    QVERIFY(model.chosen().empty());
}

QTEST_APPLESS_MAIN(OrphanModelTest)
#include "orphan_model_test.moc"
