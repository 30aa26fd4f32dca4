// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/watching/diff.h"
#include "ui/session/row_changes.h"
#include "ui/session/row_engine.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <memory>
#include <random>
#include <utility>
#include <vector>

using namespace ipclens;
using namespace ipclens::ui;
using listing::Snapshot;

namespace {

SemaphoreSetInfo setWith(int id, std::uint32_t key, EpochSeconds changedAt = 100) {
    SemaphoreSetInfo info;
    info.id = Id{id};
    info.key = Key{key};
    info.count = 1;
    info.changedAt = changedAt;
    return info;
}

QueueInfo queueWith(int id, std::uint32_t key, std::uint64_t bytes) {
    QueueInfo info;
    info.id = Id{id};
    info.key = Key{key};
    info.bytes = bytes;
    info.changedAt = 100;
    return info;
}

std::shared_ptr<const Snapshot> snapshotOf(std::vector<SemaphoreSetInfo> sets, std::vector<QueueInfo> queues = {}) {
    Snapshot snapshot;
    snapshot.sets = std::move(sets);
    snapshot.queues = std::move(queues);
    snapshot.sortById();
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

/// A row as a view sees it.
struct Seen {
    ObjectId object;
    bool ended = false;
    bool operator==(const Seen&) const = default;
};

std::vector<Seen> seenIn(const Rows& rows) {
    std::vector<Seen> seen;
    for (std::size_t row = 0; row < rows.order.size(); ++row)
        seen.push_back({objectIdOf(rows.at(row)), rows.order[row].ended != 0});
    return seen;
}

/// What a view has that was told only the changes: rows that it was not told of are not there.
std::vector<Seen> follow(std::vector<Seen> view, const RowChanges& changes, const std::vector<Seen>& next) {
    if (!changes.newRowOfOld.empty()) {
        std::vector<Seen> moved(next.size(), Seen{{}, true});
        std::vector<bool> taken(next.size());
        for (std::size_t old = 0; old < changes.newRowOfOld.size(); ++old) {
            if (changes.newRowOfOld[old] < 0) continue;
            const auto row = static_cast<std::size_t>(changes.newRowOfOld[old]);
            moved[row] = view[old];
            taken[row] = true;
        }
        for (std::size_t row = 0; row < next.size(); ++row) {
            if (!taken[row]) moved[row] = next[row];
        }
        view = std::move(moved);
    }
    for (const RowRange& run : changes.removed)
        view.erase(view.begin() + run.first, view.begin() + run.last + 1);
    for (const RowRange& run : changes.inserted)
        view.insert(view.begin() + run.first, next.begin() + run.first, next.begin() + run.last + 1);
    for (const RowRange& run : changes.changed)
        std::copy(next.begin() + run.first, next.begin() + run.last + 1, view.begin() + run.first);
    return view;
}

/// Drives an engine from snapshot to snapshot, as the sampling thread does, and looks at each step.
class Driver {
public:
    RowEngine::Step to(const std::shared_ptr<const Snapshot>& next) {
        const auto before = engine.rows();
        const auto step = engine.advance(next, watching::diff(*before->snapshot, *next));
        check(*before, step);
        return step;
    }
    RowEngine::Step ask(const RowQuery& next) {
        const auto before = engine.rows();
        query = next;
        const auto step = engine.setQuery(next, *listing::Filter::parse(next.filter));
        check(*before, step);
        return step;
    }

    UserNames users;
    RowEngine engine{users};
    RowQuery query;

private:
    static void check(const Rows& before, const RowEngine::Step& step) {
        const std::vector<Seen> next = seenIn(*step.rows);
        QCOMPARE(follow(seenIn(before), step.changes, next), next);
    }
};

std::vector<int> idsIn(const Rows& rows) {
    std::vector<int> ids;
    for (const Seen& seen : seenIn(rows))
        ids.push_back(seen.object.id.value);
    return ids;
}

} // namespace

class RowEngineTest : public QObject {
    Q_OBJECT

private slots:
    void unchangedIsTheSamePointer();
    void endedRowsStayOneStep();
    void changedRowsMove();
    void changeOutsideTheFilterIsSilent();
    void changeIntoAndOutOfTheFilter();
    void idUsedAgainIsTwoRows();
    void everyColumnOrders_data();
    void everyColumnOrders();
    void posixNamesAreOrderedByTheirBytes();
    void anyHistory_data();
    void anyHistory();
    void runs();
    void fewRunsOrOneLayout();
};

void RowEngineTest::unchangedIsTheSamePointer() {
    Driver driver;
    const auto first = driver.to(snapshotOf({setWith(1, 1), setWith(2, 2)}));
    const auto second = driver.to(snapshotOf({setWith(1, 1), setWith(2, 2)}));
    QCOMPARE(second.rows, first.rows);
    QVERIFY(second.changes.empty());
    const auto asked = driver.ask(RowQuery{});
    QCOMPARE(asked.rows, first.rows);
}

void RowEngineTest::endedRowsStayOneStep() {
    Driver driver;
    driver.to(snapshotOf({setWith(1, 1), setWith(2, 2), setWith(3, 3)}));
    const auto ended = driver.to(snapshotOf({setWith(1, 1), setWith(3, 3)}));
    QCOMPARE(idsIn(*ended.rows), (std::vector<int>{1, 2, 3}));
    QCOMPARE(ended.rows->order[1].ended, 1U);
    QCOMPARE(ended.changes.changed, (std::vector<RowRange>{{1, 1}}));
    const auto gone = driver.to(snapshotOf({setWith(1, 1), setWith(3, 3)}));
    QCOMPARE(idsIn(*gone.rows), (std::vector<int>{1, 3}));
    QCOMPARE(gone.changes.removed, (std::vector<RowRange>{{1, 1}}));
    const auto still = driver.to(snapshotOf({setWith(1, 1), setWith(3, 3)}));
    QCOMPARE(still.rows, gone.rows);
}

void RowEngineTest::changedRowsMove() {
    Driver driver;
    driver.ask({.column = Column::Changed});
    driver.to(snapshotOf({setWith(1, 1, 10), setWith(2, 2, 20), setWith(3, 3, 30)}));
    const auto moved = driver.to(snapshotOf({setWith(1, 1, 25), setWith(2, 2, 20), setWith(3, 3, 30)}));
    QCOMPARE(idsIn(*moved.rows), (std::vector<int>{2, 1, 3}));
    QCOMPARE(moved.changes.newRowOfOld, (std::vector<std::int32_t>{1, 0, 2}));
    const auto stays = driver.to(snapshotOf({setWith(1, 1, 27), setWith(2, 2, 20), setWith(3, 3, 30)}));
    QVERIFY(stays.changes.newRowOfOld.empty());
    QCOMPARE(stays.changes.changed, (std::vector<RowRange>{{1, 1}}));
}

void RowEngineTest::changeOutsideTheFilterIsSilent() {
    Driver driver;
    driver.ask({.filter = "key:1"});
    driver.to(snapshotOf({setWith(1, 1), setWith(2, 2)}));
    const auto next = snapshotOf({setWith(1, 1), setWith(2, 2, 200), setWith(3, 3)});
    const auto step = driver.to(next);
    QVERIFY(step.changes.empty());
    QCOMPARE(step.rows->snapshot, next);
}

void RowEngineTest::changeIntoAndOutOfTheFilter() {
    Driver driver;
    driver.ask({.filter = "bytes:5"});
    driver.to(snapshotOf({}, {queueWith(1, 1, 5), queueWith(2, 2, 0)}));
    QCOMPARE(idsIn(*driver.engine.rows()), (std::vector<int>{1}));
    driver.to(snapshotOf({}, {queueWith(1, 1, 5), queueWith(2, 2, 5)}));
    QCOMPARE(idsIn(*driver.engine.rows()), (std::vector<int>{1, 2}));
    driver.to(snapshotOf({}, {queueWith(1, 1, 6), queueWith(2, 2, 5)}));
    QCOMPARE(idsIn(*driver.engine.rows()), (std::vector<int>{2}));
}

void RowEngineTest::idUsedAgainIsTwoRows() {
    Driver driver;
    driver.to(snapshotOf({setWith(1, 1), setWith(2, 2)}));
    const auto step = driver.to(snapshotOf({setWith(1, 7), setWith(2, 2)}));
    QCOMPARE(idsIn(*step.rows), (std::vector<int>{1, 1, 2}));
    QCOMPARE(step.rows->order[0].ended + step.rows->order[1].ended, 1U);
    const auto next = driver.to(snapshotOf({setWith(1, 7), setWith(2, 2)}));
    QCOMPARE(idsIn(*next.rows), (std::vector<int>{1, 2}));
    QCOMPARE(keyOf(next.rows->at(std::size_t{0})).value, 7U);
}

void RowEngineTest::everyColumnOrders_data() {
    QTest::addColumn<Column>("column");
    QTest::addColumn<std::vector<int>>("ascending");
    QTest::addColumn<std::vector<int>>("descending");
    // Sets 1, 2; queues 11, 12. What is equal stays in the order of kind and id; what is not known is last either way.
    QTest::newRow("kind") << Column::Kind << std::vector{1, 2, 11, 12} << std::vector{11, 12, 1, 2};
    QTest::newRow("key") << Column::Key << std::vector{12, 2, 11, 1} << std::vector{1, 11, 2, 12};
    QTest::newRow("id") << Column::Id << std::vector{1, 2, 11, 12} << std::vector{12, 11, 2, 1};
    QTest::newRow("owner") << Column::Owner << std::vector{2, 11, 12, 1} << std::vector{1, 2, 11, 12};
    QTest::newRow("mode") << Column::Mode << std::vector{1, 2, 12, 11} << std::vector{11, 1, 2, 12};
    QTest::newRow("state") << Column::State << std::vector{2, 1, 12, 11} << std::vector{11, 12, 1, 2};
    QTest::newRow("process") << Column::LastProcess << std::vector{12, 11, 1, 2} << std::vector{11, 12, 1, 2};
    QTest::newRow("used by") << Column::UsedBy << std::vector{12, 11, 1, 2} << std::vector{11, 12, 1, 2};
    QTest::newRow("waiting") << Column::Waiting << std::vector{11, 2, 1, 12} << std::vector{2, 11, 1, 12};
    QTest::newRow("changed") << Column::Changed << std::vector{11, 2, 1, 12} << std::vector{1, 2, 11, 12};
}

void RowEngineTest::everyColumnOrders() {
    auto one = setWith(1, 0xfffffff0, 300);
    one.count = 5;
    one.permissions.uid = 4'000'000'001; // has no name
    auto two = setWith(2, 0x20, 200);
    auto eleven = queueWith(11, 0x30, 9);
    eleven.permissions.mode = 0600;
    eleven.lastSendPid = 22;
    eleven.sentAt = 50;
    auto twelve = queueWith(12, 0x10, 1);
    twelve.lastSendPid = 11;
    twelve.changedAt = 0;

    QFETCH(Column, column);
    for (const bool descending : {false, true}) {
        Driver driver;
        driver.engine.setWaiting(std::make_shared<const WaitingCounts>(
            WaitingCounts{{{Kind::Semaphore, Id{2}}, 5}, {{Kind::MessageQueue, Id{11}}, 1}}));
        driver.ask({.column = column, .descending = descending});
        driver.to(snapshotOf({one, two}, {eleven, twelve}));
        const std::vector<int> ids = idsIn(*driver.engine.rows());
        if (descending) {
            QTEST(ids, "descending");
        } else {
            QTEST(ids, "ascending");
        }
    }
}

void RowEngineTest::posixNamesAreOrderedByTheirBytes() {
    const auto with = [](const std::vector<std::string>& names) {
        listing::Snapshot snapshot;
        snapshot.sets = {setWith(1, 0x20)};
        for (const std::string& name : names) {
            PosixSemaphoreInfo semaphore;
            semaphore.name = Name::of(name);
            snapshot.posixSemaphores.push_back(semaphore);
        }
        snapshot.sortById();
        return std::make_shared<const listing::Snapshot>(std::move(snapshot));
    };
    const auto namesIn = [](const Rows& rows) {
        std::vector<std::string> names;
        for (std::size_t row = 0; row < rows.order.size(); ++row)
            names.push_back(nameOf(rows.at(row)).text());
        return names;
    };
    using Names = std::vector<std::string>;
    Driver driver;
    driver.to(with({"/m-name", "/z-name"})); // seen first
    driver.to(with({"/m-name", "/z-name", "/a-name"}));
    QCOMPARE(namesIn(*driver.engine.rows()), (Names{"", "/a-name", "/m-name", "/z-name"}));
    driver.ask({.column = Column::Key, .descending = true});
    QCOMPARE(namesIn(*driver.engine.rows()), (Names{"/z-name", "/m-name", "/a-name", ""}));
    // A newcomer in the middle leaves the others as they are, and one that ends too
    const auto step = driver.to(with({"/z-name", "/a-name", "/k-name"}));
    QCOMPARE(namesIn(*step.rows), (Names{"/z-name", "/m-name", "/k-name", "/a-name", ""}));
    QCOMPARE(step.rows->order[1].ended, 1U);
    QVERIFY(step.changes.newRowOfOld.empty());
    driver.to(with({"/z-name", "/a-name", "/k-name"}));
    driver.ask({.column = Column::Key});
    QCOMPARE(namesIn(*driver.engine.rows()), (Names{"", "/a-name", "/k-name", "/z-name"}));
}

void RowEngineTest::anyHistory_data() {
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 60; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// A random history gives, step by step, the rows that listing, filtering and sorting all anew gives.
void RowEngineTest::anyHistory() {
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);
    const auto upTo = [&](unsigned end) { return static_cast<unsigned>(random() % end); };
    Driver driver;
    std::vector<QueueInfo> queues;
    std::vector<SemaphoreSetInfo> sets;
    for (unsigned step = 0; step < 40; ++step) {
        if (upTo(6) == 0) {
            RowQuery query;
            query.column = static_cast<Column>(upTo(8));
            query.descending = upTo(2) == 0;
            if (upTo(2) == 0) query.filter = "bytes:[3-9]";
            if (upTo(4) == 0) query.kind = static_cast<Kind>(upTo(3));
            driver.ask(query);
        }
        std::erase_if(queues, [&](const QueueInfo&) { return upTo(5) == 0; });
        for (QueueInfo& queue : queues) {
            if (upTo(3) == 0) queue.bytes = upTo(10);
            if (upTo(6) == 0) queue.permissions.uid = upTo(4);
            if (upTo(6) == 0) queue.sentAt += upTo(3);
        }
        for (unsigned made = upTo(6); made > 0; --made) {
            const int id = static_cast<int>(upTo(40));
            std::erase_if(queues, [&](const QueueInfo& queue) { return queue.id.value == id; });
            queues.push_back(queueWith(id, upTo(1000), upTo(10)));
        }
        std::erase_if(sets, [&](const SemaphoreSetInfo&) { return upTo(5) == 0; });
        if (upTo(2) == 0 && sets.size() < 30) sets.push_back(setWith(static_cast<int>(100 + step), upTo(1000)));
        const auto next = step % 13 == 12 ? snapshotOf({}) : snapshotOf(sets, queues);
        driver.to(next);
        if (QTest::currentTestFailed()) return;

        const Rows& rows = *driver.engine.rows();
        std::vector<Seen> kept = seenIn(rows);
        std::erase_if(kept, [](const Seen& seen) { return seen.ended; });
        Driver fresh;
        fresh.ask(driver.query);
        QCOMPARE(kept, seenIn(*fresh.to(next).rows));
    }
}

void RowEngineTest::runs() {
    QCOMPARE(runsOf({}), std::vector<RowRange>{});
    QCOMPARE(runsOf({0}), (std::vector<RowRange>{{0, 0}}));
    QCOMPARE(runsOf({0, 1, 3, 5, 6, 7}), (std::vector<RowRange>{{0, 1}, {3, 3}, {5, 7}}));
}

void RowEngineTest::fewRunsOrOneLayout() {
    const RowChanges few = rowChanges({-1, 0, -1, 3}, 5, {});
    QCOMPARE(few.removed, (std::vector<RowRange>{{2, 2}, {0, 0}}));
    QCOMPARE(few.inserted, (std::vector<RowRange>{{1, 2}, {4, 4}}));
    QVERIFY(few.newRowOfOld.empty());

    std::vector<std::int32_t> everySecond;
    for (std::int32_t row = 0; row < 40; ++row)
        everySecond.push_back(row % 2 == 0 ? -1 : row / 2);
    const RowChanges many = rowChanges(everySecond, 20, {});
    QVERIFY(many.removed.empty() && many.inserted.empty());
    QCOMPARE(many.newRowOfOld, everySecond);

    QCOMPARE(rowChanges({1, 0}, 2, {}).newRowOfOld, (std::vector<std::int32_t>{1, 0}));
    const RowChanges first = rowChanges({}, 3, {});
    QCOMPARE(first.inserted, (std::vector<RowRange>{{0, 2}}));
    const RowChanges last = rowChanges({-1, -1, -1}, 0, {});
    QCOMPARE(last.removed, (std::vector<RowRange>{{0, 2}}));
}

QTEST_APPLESS_MAIN(RowEngineTest)
#include "row_engine_test.moc"
