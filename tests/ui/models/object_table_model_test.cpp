// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/watching/diff.h"
#include "tests/support/gui_test_main.h"
#include "ui/models/object_table_model.h"
#include "ui/session/row_engine.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QItemSelectionModel>
#include <QObject>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <memory>
#include <utility>
#include <vector>

using namespace ipclens;
using namespace ipclens::ui;

namespace {

QueueInfo queueWith(int id, std::uint64_t messages = 1) {
    QueueInfo info;
    info.id = Id{id};
    info.key = Key{static_cast<std::uint32_t>(0x1000 + id)};
    info.permissions.mode = 0640;
    info.permissions.uid = 1000;
    info.messages = messages;
    info.bytes = messages * 10;
    info.capacity = 16384;
    info.changedAt = QDateTime::currentSecsSinceEpoch() - 3700;
    return info;
}

std::vector<QueueInfo> queues(const std::vector<int>& ids) {
    std::vector<QueueInfo> all;
    for (const int id : ids)
        all.push_back(queueWith(id));
    return all;
}

ObjectId queueId(int id) {
    return {Kind::MessageQueue, Id{id}};
}

/// A model and a view of it, fed as the sampling thread does.
class Table {
public:
    Table()
        : tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest)
        , resets(&model, &QAbstractItemModel::modelReset) {
        view.setModel(&model);
        view.resize(800, 400);
        view.show();
        listen();
        update_.names = std::make_shared<const NameTable>(NameTable{{{1000, "anna"}}, {}});
    }
    ~Table() {
        if (resets.count() != 0) qFatal("the model was reset");
    }

    void sample(std::vector<QueueInfo> next) {
        listing::Snapshot snapshot;
        snapshot.queues = std::move(next);
        snapshot.sortById();
        const auto shared = std::make_shared<const listing::Snapshot>(std::move(snapshot));
        const auto changes = watching::diff(*engine_.rows()->snapshot, *shared);
        update_.made.clear();
        for (const watching::Change& change : changes) {
            if (change.what == watching::ChangeKind::Made && update_.serial > 0) update_.made.push_back(change.object);
        }
        tell(engine_.advance(shared, changes));
    }
    void ask(const RowQuery& query) { tell(engine_.setQuery(query, *listing::Filter::parse(query.filter))); }
    void tellDetails(std::map<ObjectId, RowDetail> details) {
        update_.details = std::move(details);
        tell({engine_.rows(), {}});
    }

    std::vector<int> ids() const {
        std::vector<int> ids;
        for (int row = 0; row < model.rowCount(); ++row)
            ids.push_back(model.index(row, static_cast<int>(Column::Id)).data().toInt());
        return ids;
    }
    /// What one knows who was only told of changes, and looked at no more rows than those.
    std::vector<int> idsTold() const { return told_; }
    QString text(int row, Column column) const { return model.index(row, static_cast<int>(column)).data().toString(); }
    void select(int row) { view.setCurrentIndex(model.index(row, 0)); }
    int selectedId() const {
        const QModelIndex current = view.selectionModel()->currentIndex();
        return current.isValid() ? text(current.row(), Column::Id).toInt() : -1;
    }

    ObjectTableModel model;
    QTableView view;
    QAbstractItemModelTester tester;
    QSignalSpy resets;

private:
    int idAt(int row) const { return text(row, Column::Id).toInt(); }
    void listen() {
        QObject::connect(&model, &QAbstractItemModel::rowsRemoved, &model,
                         [this](const QModelIndex&, int first, int last) {
                             told_.erase(told_.begin() + first, told_.begin() + last + 1);
                         });
        QObject::connect(&model, &QAbstractItemModel::rowsInserted, &model,
                         [this](const QModelIndex&, int first, int last) {
                             for (int row = first; row <= last; ++row)
                                 told_.insert(told_.begin() + row, idAt(row));
                         });
        QObject::connect(&model, &QAbstractItemModel::layoutChanged, &model, [this] { told_ = ids(); });
    }
    void tell(RowEngine::Step step) {
        update_.rows = std::move(step.rows);
        update_.changes = std::move(step.changes);
        ++update_.serial;
        model.apply(std::make_shared<const Update>(update_));
    }

    std::vector<int> told_;
    UserNames users_;
    RowEngine engine_{users_};
    Update update_;
};

} // namespace

class ObjectTableModelTest : public QObject {
    Q_OBJECT

private slots:
    void emptyAtFirst();
    void becomesWhatTheUpdateSays_data();
    void becomesWhatTheUpdateSays();
    void wordsOfARow();
    void contentChanges();
    void scatteredChangesAreOneLayoutChange();
    void sortAndFilterKeepTheSelection();
    void editorsAndScrollPlaceSurvive();
    void endedRowStaysSelected();
    void endedRowsStayOneTick();
    void idUsedAgainHasNoOldDetail();
    void detailsTouchVisibleRowsOnly();
    void otherValuesAreOtherStatesAlone();
    void newRowsGlowInSteps();
    void nothingRunsWhileNothingIsSeen();
    void agesMoveOn();
};

void ObjectTableModelTest::emptyAtFirst() {
    Table table;
    QCOMPARE(table.model.rowCount(), 0);
    QCOMPARE(table.model.columnCount(), 11);
    QCOMPARE(table.model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), "Key / name");
    QCOMPARE(table.model.rowOf(queueId(1)), -1);
    table.sample({});
    QCOMPARE(table.model.rowCount(), 0);
}

void ObjectTableModelTest::becomesWhatTheUpdateSays_data() {
    QTest::addColumn<std::vector<int>>("before");
    QTest::addColumn<std::vector<int>>("after");
    const std::vector<int> three{10, 20, 30};
    QTest::newRow("add to nothing") << std::vector<int>{} << three;
    QTest::newRow("add first") << three << std::vector{5, 10, 20, 30};
    QTest::newRow("add middle") << three << std::vector{10, 15, 20, 30};
    QTest::newRow("add last") << three << std::vector{10, 20, 30, 35};
    QTest::newRow("remove first") << three << std::vector{20, 30};
    QTest::newRow("remove middle") << three << std::vector{10, 30};
    QTest::newRow("remove last") << three << std::vector{10, 20};
    QTest::newRow("remove tail") << three << std::vector{10};
    QTest::newRow("to nothing") << three << std::vector<int>{};
    QTest::newRow("all others") << three << std::vector{11, 21, 31};
    QTest::newRow("both ends") << three << std::vector{5, 20, 35};
    QTest::newRow("around") << three << std::vector{5, 6, 10, 15, 30, 31};
}

void ObjectTableModelTest::becomesWhatTheUpdateSays() {
    QFETCH(std::vector<int>, before);
    QFETCH(std::vector<int>, after);
    Table table;
    table.sample(queues(before));
    QCOMPARE(table.ids(), before);
    table.sample(queues(after));
    table.sample(queues(after)); // ended rows go
    QCOMPARE(table.ids(), after);
    QCOMPARE(table.idsTold(), after);
    for (std::size_t row = 0; row < after.size(); ++row)
        QCOMPARE(table.model.rowOf(queueId(after[row])), static_cast<int>(row));
}

void ObjectTableModelTest::wordsOfARow() {
    Table table;
    QueueInfo queue = queueWith(7, 12);
    queue.key = Key{0xbeef};
    queue.bytes = 3200;
    table.sample({queue});
    QCOMPARE(table.text(0, Column::Kind), "message queue");
    QCOMPARE(table.text(0, Column::Key), "0x0000beef");
    QCOMPARE(table.text(0, Column::Id), "7");
    QCOMPARE(table.text(0, Column::Owner), "anna");
    QCOMPARE(table.text(0, Column::Mode), "rw-r-----");
    QCOMPARE(table.text(0, Column::State), "12 msgs · 3.1 KiB / 16 KiB");
    QCOMPARE(table.text(0, Column::LastProcess), "–");
    QCOMPARE(table.text(0, Column::Changed), "1 h ago");
    const QModelIndex cell = table.model.index(0, 0);
    QVERIFY(cell.data(ObjectTableModel::ObjectIdRole).value<ObjectId>() == queueId(7));
    QCOMPARE(cell.data(ObjectTableModel::KindRole).toInt(), 2);
    QCOMPARE(cell.data(ObjectTableModel::EndedRole).toBool(), false);
    QCOMPARE(cell.data(ObjectTableModel::DeniedRole).toBool(), false);
}

void ObjectTableModelTest::contentChanges() {
    Table table;
    table.sample({queueWith(1), queueWith(2), queueWith(3), queueWith(4)});
    const QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    table.sample({queueWith(1, 5), queueWith(2, 6), queueWith(3), queueWith(4, 7)});
    QCOMPARE(changed.count(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(changed[1][0].toModelIndex().row(), 3);
    QCOMPARE(changed[1][0].toModelIndex().column(), static_cast<int>(Column::State)); // the key is not painted again
    QCOMPARE(table.text(3, Column::State), "7 msgs · 70 B / 16 KiB");
    QueueInfo shared = queueWith(3);
    shared.permissions.mode = 0666;
    table.sample({queueWith(1, 5), queueWith(2, 6), shared, queueWith(4, 7)});
    QCOMPARE(changed.count(), 3);
    QCOMPARE(changed[2][0].toModelIndex().row(), 2);
    QCOMPARE(changed[2][0].toModelIndex().column(), static_cast<int>(Column::Kind));
}

void ObjectTableModelTest::scatteredChangesAreOneLayoutChange() {
    Table table;
    std::vector<int> before;
    std::vector<int> after;
    for (int id = 0; id < 200; ++id) {
        if (id % 4 != 3) before.push_back(id);
        if (id % 4 != 1) after.push_back(id);
    }
    table.sample(queues(before));
    const QSignalSpy layouts(&table.model, &QAbstractItemModel::layoutChanged);
    table.select(60); // id 80, which stays
    QCOMPARE(table.selectedId(), 80);
    table.sample(queues(after));
    QCOMPARE(layouts.count(), 1);
    QCOMPARE(table.model.rowCount(), 200); // ended ones still among them
    QCOMPARE(table.selectedId(), 80);
    table.sample(queues(after));
    QCOMPARE(layouts.count(), 2);
    QCOMPARE(table.ids(), after);
    QCOMPARE(table.selectedId(), 80);
}

void ObjectTableModelTest::sortAndFilterKeepTheSelection() {
    Table table;
    table.sample(queues({1, 2, 3, 4, 5}));
    table.select(1);
    table.ask({.column = Column::Id, .descending = true});
    QCOMPARE(table.ids(), (std::vector<int>{5, 4, 3, 2, 1}));
    QCOMPARE(table.selectedId(), 2);
    QCOMPARE(table.view.selectionModel()->selectedIndexes().size(), 1);
    table.ask({.filter = "id:[1-3]"});
    QCOMPARE(table.ids(), (std::vector<int>{1, 2, 3}));
    QCOMPARE(table.selectedId(), 2);
    table.ask({.filter = "id:9"});
    QCOMPARE(table.model.rowCount(), 0);
    table.ask({});
    QCOMPARE(table.ids(), (std::vector<int>{1, 2, 3, 4, 5}));
}

void ObjectTableModelTest::editorsAndScrollPlaceSurvive() {
    Table table;
    std::vector<int> ids;
    for (int id = 100; id < 300; ++id)
        ids.push_back(id);
    table.sample(queues(ids));
    QTRY_VERIFY(table.view.verticalScrollBar()->maximum() > 50);
    table.view.verticalScrollBar()->setValue(50);
    table.view.openPersistentEditor(table.model.index(60, 1));
    const int top = table.view.rowAt(0);
    QVERIFY(top > 0);

    table.sample(queues(ids));
    QCOMPARE(table.view.rowAt(0), top);
    ids.insert(ids.begin(), 50);
    table.sample(queues(ids));
    QVERIFY(table.view.isPersistentEditorOpen(table.model.index(61, 1)));
    std::vector<QueueInfo> busy = queues(ids);
    for (std::size_t one = 0; one < busy.size(); one += 3)
        busy[one].messages = 9;
    table.sample(busy);
    QVERIFY(table.view.isPersistentEditorOpen(table.model.index(61, 1)));
    table.ask({.column = Column::Id, .descending = true});
    QVERIFY(table.view.isPersistentEditorOpen(table.model.index(139, 1)));
}

void ObjectTableModelTest::endedRowStaysSelected() {
    Table table;
    table.sample(queues({1, 2, 3}));
    table.select(1);
    table.sample(queues({1, 3}));
    QCOMPARE(table.selectedId(), 2);
    QVERIFY(table.view.selectionModel()->currentIndex().data(ObjectTableModel::EndedRole).toBool());
}

void ObjectTableModelTest::endedRowsStayOneTick() {
    Table table;
    table.sample(queues({1, 2, 3}));
    table.sample(queues({1, 3}));
    QCOMPARE(table.ids(), (std::vector<int>{1, 2, 3}));
    QVERIFY(table.model.index(1, 0).data(ObjectTableModel::EndedRole).toBool());
    QCOMPARE(table.text(1, Column::Key), "0x00001002");
    QCOMPARE(table.model.rowOf(queueId(2)), -1);
    table.model.setVisibleRows(0, 2);
    QCOMPARE(table.model.visibleObjects(), (std::vector<ObjectId>{queueId(1), queueId(3)}));
    table.sample(queues({1, 3}));
    QCOMPARE(table.ids(), (std::vector<int>{1, 3}));
}

void ObjectTableModelTest::idUsedAgainHasNoOldDetail() {
    Table table;
    table.sample(queues({1}));
    QueueInfo other = queueWith(1);
    other.key = Key{0xbeef};
    table.sample({other});
    QCOMPARE(table.model.rowCount(), 2);
    const int ended = table.model.endedAt(0) ? 0 : 1;
    RowDetail detail;
    detail.lastProcess = ProcessLabel{1, "new", false};
    table.model.setVisibleRows(0, 1);
    table.tellDetails({{queueId(1), detail}});
    QCOMPARE(table.text(ended, Column::LastProcess), "–");
    QCOMPARE(table.text(1 - ended, Column::LastProcess), "new");
    QCOMPARE(table.model.rowOf(queueId(1)), 1 - ended);
}

void ObjectTableModelTest::detailsTouchVisibleRowsOnly() {
    Table table;
    table.sample(queues({1, 2, 3, 4}));
    table.model.setVisibleRows(1, 2);
    QCOMPARE(table.model.visibleObjects(), (std::vector<ObjectId>{queueId(2), queueId(3)}));
    RowDetail detail;
    detail.lastProcess = ProcessLabel{1, "orders", false};
    const QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    table.tellDetails({{queueId(2), detail}, {queueId(3), detail}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().row(), 2);
    table.tellDetails({{queueId(2), detail}, {queueId(3), detail}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(table.text(1, Column::LastProcess), "orders");
    QCOMPARE(table.text(0, Column::LastProcess), "–");
}

void ObjectTableModelTest::otherValuesAreOtherStatesAlone() {
    Table table;
    table.sample(queues({1, 2}));
    table.model.setVisibleRows(0, 1);
    RowDetail detail;
    detail.lastProcess = ProcessLabel{1, "orders", false};
    detail.values = std::vector<std::uint16_t>{1};
    table.tellDetails({{queueId(1), detail}});
    const QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    detail.values = std::vector<std::uint16_t>{2};
    table.tellDetails({{queueId(1), detail}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().column(), static_cast<int>(Column::State));
    QCOMPARE(changed[0][1].toModelIndex().column(), static_cast<int>(Column::State));
    detail.lastProcess = ProcessLabel{2, "parcels", false};
    table.tellDetails({{queueId(1), detail}});
    QCOMPARE(changed.count(), 2);
    QCOMPARE(changed[1][1].toModelIndex().column(), static_cast<int>(Column::LastProcess));
}

void ObjectTableModelTest::newRowsGlowInSteps() {
    Table table;
    table.sample(queues({1, 2}));
    QCOMPARE(table.model.glowAt(0), 0);
    table.model.setVisibleRows(0, 2);
    table.sample(queues({1, 2, 3}));
    QCOMPARE(table.model.glowAt(2), ObjectTableModel::glowSteps);
    QCOMPARE(table.model.glowAt(0), 0);
    const QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    QTRY_COMPARE(table.model.glowAt(2), 0);
    QVERIFY(changed.count() >= ObjectTableModel::glowSteps);
    for (const QList<QVariant>& signal : changed)
        QCOMPARE(signal[0].toModelIndex().row(), 2);
}

void ObjectTableModelTest::nothingRunsWhileNothingIsSeen() {
    Table table;
    QueueInfo fresh = queueWith(1);
    fresh.changedAt = QDateTime::currentSecsSinceEpoch() - 5;
    table.sample({fresh});
    const QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    QTest::qWait(1300);
    QCOMPARE(changed.count(), 0);
}

void ObjectTableModelTest::agesMoveOn() {
    Table table;
    QueueInfo fresh = queueWith(1);
    fresh.changedAt = QDateTime::currentSecsSinceEpoch() - 5;
    table.sample({fresh, queueWith(2)});
    table.model.setVisibleRows(0, 1);
    const QString before = table.text(0, Column::Changed);
    const QSignalSpy changed(&table.model, &QAbstractItemModel::dataChanged);
    QTRY_VERIFY(changed.count() > 0);
    QVERIFY(table.text(0, Column::Changed) != before);
    QCOMPARE(changed[0][0].toModelIndex(), table.model.index(0, static_cast<int>(Column::Changed)));
    QCOMPARE(changed[0][1].toModelIndex(), table.model.index(0, static_cast<int>(Column::Changed)));
}

IPCLENS_GUI_TEST_MAIN(ObjectTableModelTest)
#include "object_table_model_test.moc"
