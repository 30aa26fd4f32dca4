// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/watching/diff.h"

#include <QTest>

#include <initializer_list>

using namespace ipclens;
using namespace ipclens::watching;
using listing::Snapshot;

namespace {

SemaphoreSetInfo set(int id) {
    SemaphoreSetInfo info;
    info.id = Id{id};
    info.key = Key{static_cast<std::uint32_t>(id) + 0x100};
    info.permissions.mode = 0600;
    info.count = 2;
    info.operatedAt = 100;
    info.changedAt = 50;
    return info;
}

SegmentInfo segment(int id) {
    SegmentInfo info;
    info.id = Id{id};
    info.key = Key{0x5};
    info.size = 4096;
    info.creatorPid = 10;
    info.attachedAt = 100;
    info.detachedAt = 101;
    return info;
}

QueueInfo queue(int id) {
    QueueInfo info;
    info.id = Id{id};
    info.key = Key{0x5};
    info.capacity = 16384;
    info.sentAt = 100;
    info.receivedAt = 101;
    return info;
}

Snapshot setsWithIds(std::initializer_list<int> ids) {
    Snapshot snapshot;
    for (const int id : ids)
        snapshot.sets.push_back(set(id));
    return snapshot;
}

FieldSet fieldsOf(std::initializer_list<Field> fields) {
    FieldSet result;
    for (const Field field : fields)
        result.add(field);
    return result;
}

/// "made 5, removed 7, changed 9", in order.
std::string words(const std::vector<Change>& changes) {
    std::string text;
    for (const Change& change : changes) {
        if (!text.empty()) text += ", ";
        text += change.what == ChangeKind::Made      ? "made "
                : change.what == ChangeKind::Removed ? "removed "
                                                     : "changed ";
        text += std::to_string(change.object.id.value);
    }
    return text;
}

/// What one change of a row does, where it keeps its id.
template <class Info, class Alter>
std::vector<Change> changesBy(std::vector<Info> Snapshot::*rows, Info info, Alter alter,
                              Knowledge known = {true, true}) {
    Snapshot before;
    Snapshot after;
    before.known = after.known = known;
    (before.*rows).push_back(info);
    alter(info);
    (after.*rows).push_back(info);
    return diff(before, after);
}

template <class Alter>
std::vector<Change> changedSet(Alter alter) {
    return changesBy(&Snapshot::sets, set(3), alter);
}
template <class Alter>
std::vector<Change> changedSegment(Alter alter, Knowledge known = {true, true}) {
    return changesBy(&Snapshot::segments, segment(3), alter, known);
}
template <class Alter>
std::vector<Change> changedQueue(Alter alter, Knowledge known = {true, true}) {
    return changesBy(&Snapshot::queues, queue(3), alter, known);
}

bool isChange(const std::vector<Change>& changes, std::initializer_list<Field> fields) {
    return changes.size() == 1 && changes[0].what == ChangeKind::Changed && changes[0].fields == fieldsOf(fields) &&
           changes[0].before == 0 && changes[0].after == 0;
}

bool isReuse(const std::vector<Change>& changes) {
    return words(changes) == "removed 3, made 3";
}

} // namespace

class DiffTest : public QObject {
    Q_OBJECT

private slots:
    void rows_data();
    void rows();
    void placesAreThoseInTheSnapshots();
    void kindsComeInOrder();
    void fieldsThatDiffer();
    void segmentFields();
    void queueFields();
    void whatOneSideCannotKnowDoesNotDiffer();
    void hiddenBecomesReadable();
    void anotherSetUnderTheSameId();
    void anotherSegmentUnderTheSameId();
    void anotherQueueUnderTheSameId();
    void markedForDestructionIsNoReuse();
    void aClockSetBackIsNoReuse();
};

void DiffTest::rows_data() {
    QTest::addColumn<QVector<int>>("before");
    QTest::addColumn<QVector<int>>("after");
    QTest::addColumn<QString>("expected");
    using Ids = QVector<int>;
    QTest::newRow("both empty") << Ids{} << Ids{} << "";
    QTest::newRow("equal") << Ids{1, 2, 3} << Ids{1, 2, 3} << "";
    QTest::newRow("made the only one") << Ids{} << Ids{1} << "made 1";
    QTest::newRow("made first") << Ids{2, 3} << Ids{1, 2, 3} << "made 1";
    QTest::newRow("made middle") << Ids{1, 3} << Ids{1, 2, 3} << "made 2";
    QTest::newRow("made last") << Ids{1, 2} << Ids{1, 2, 3} << "made 3";
    QTest::newRow("made several") << Ids{2} << Ids{0, 1, 2, 3, 4} << "made 0, made 1, made 3, made 4";
    QTest::newRow("removed first") << Ids{1, 2, 3} << Ids{2, 3} << "removed 1";
    QTest::newRow("removed middle") << Ids{1, 2, 3} << Ids{1, 3} << "removed 2";
    QTest::newRow("removed last") << Ids{1, 2, 3} << Ids{1, 2} << "removed 3";
    QTest::newRow("removed the tail") << Ids{1, 2, 3, 4} << Ids{1} << "removed 2, removed 3, removed 4";
    QTest::newRow("to empty") << Ids{1, 2, 3} << Ids{} << "removed 1, removed 2, removed 3";
    QTest::newRow("all replaced") << Ids{1, 3} << Ids{2, 4} << "removed 1, made 2, removed 3, made 4";
}

void DiffTest::rows() {
    QFETCH(QVector<int>, before);
    QFETCH(QVector<int>, after);
    QFETCH(QString, expected);
    Snapshot old;
    Snapshot now;
    for (const int id : before) {
        old.sets.push_back(set(id));
        old.segments.push_back(segment(id));
        old.queues.push_back(queue(id));
    }
    for (const int id : after) {
        now.sets.push_back(set(id));
        now.segments.push_back(segment(id));
        now.queues.push_back(queue(id));
    }
    const QString each = expected.isEmpty() ? "" : ", " + expected;
    QCOMPARE(QString::fromStdString(words(diff(old, now))), (each + each + each).mid(2));
}

void DiffTest::placesAreThoseInTheSnapshots() {
    auto before = setsWithIds({1, 2, 5, 9});
    auto after = setsWithIds({2, 3, 5, 9, 11});
    after.sets[0].permissions.mode = 0644; // first of those that stay
    after.sets[3].changedAt = 60;          // last of them
    const auto changes = diff(before, after);
    QCOMPARE(words(changes), std::string("removed 1, changed 2, made 3, changed 9, made 11"));
    for (const Change& change : changes) {
        QCOMPARE(change.before == Change::noPlace, change.what == ChangeKind::Made);
        QCOMPARE(change.after == Change::noPlace, change.what == ChangeKind::Removed);
        if (change.before != Change::noPlace) QVERIFY(before.sets.at(change.before).id == change.object.id);
        if (change.after != Change::noPlace) QVERIFY(after.sets.at(change.after).id == change.object.id);
        QVERIFY(change.fields.empty() || change.what == ChangeKind::Changed);
    }
}

void DiffTest::kindsComeInOrder() {
    const Snapshot nothing;
    Snapshot all;
    all.queues.push_back(queue(1));
    all.segments.push_back(segment(1));
    all.sets.push_back(set(1));
    const auto changes = diff(nothing, all);
    QCOMPARE(changes.size(), std::size_t{3});
    QVERIFY(changes[0].object.kind == Kind::Semaphore);
    QVERIFY(changes[1].object.kind == Kind::SharedMemory);
    QVERIFY(changes[2].object.kind == Kind::MessageQueue);
}

void DiffTest::fieldsThatDiffer() {
    QVERIFY(isChange(changedSet([](auto& s) { s.operatedAt = 101; }), {Field::Operated}));
    QVERIFY(isChange(changedSet([](auto& s) { s.changedAt = 51; }), {Field::Changed}));
    QVERIFY(isChange(changedSet([](auto& s) { s.permissions.mode = 0; }), {Field::Mode}));
    QVERIFY(isChange(changedSet([](auto& s) { s.permissions.uid = 9; }), {Field::Owner}));
    QVERIFY(isChange(changedSet([](auto& s) { s.permissions.gid = 9; }), {Field::Owner, Field::Group}));
    QVERIFY(isChange(changedSet([](auto& s) { s.access = Access::Denied; }), {Field::Denied}));
    QVERIFY(isChange(changedSet([](auto& s) {
                         s.operatedAt = 101;
                         s.permissions.mode = 0;
                     }),
                     {Field::Operated, Field::Mode}));
    QVERIFY(changedSet([](auto&) {}).empty());
}

void DiffTest::segmentFields() {
    QVERIFY(isChange(changedSegment([](auto& s) { s.attached = 1; }), {Field::Attached}));
    QVERIFY(isChange(changedSegment([](auto& s) { s.lastPid = 1; }), {Field::LastPid}));
    QVERIFY(isChange(changedSegment([](auto& s) { s.attachedAt = 1; }), {Field::AttachedAt}));
    QVERIFY(isChange(changedSegment([](auto& s) { s.detachedAt = 1; }), {Field::DetachedAt}));
    QVERIFY(isChange(changedSegment([](auto& s) { s.locked = true; }), {Field::Locked}));
    QVERIFY(isChange(changedSegment([](auto& s) { s.resident = 1; }), {Field::Resident}));
    QVERIFY(isChange(changedSegment([](auto& s) { s.swapped = 1; }), {Field::Swapped}));
}

void DiffTest::queueFields() {
    QVERIFY(isChange(changedQueue([](auto& q) { q.messages = 1; }), {Field::Messages}));
    QVERIFY(isChange(changedQueue([](auto& q) { q.bytes = 1; }), {Field::Bytes}));
    QVERIFY(isChange(changedQueue([](auto& q) { q.capacity = 1; }), {Field::Capacity}));
    QVERIFY(isChange(changedQueue([](auto& q) { q.lastSendPid = 1; }), {Field::LastSendPid}));
    QVERIFY(isChange(changedQueue([](auto& q) { q.lastReceivePid = 1; }), {Field::LastReceivePid}));
    QVERIFY(isChange(changedQueue([](auto& q) { q.sentAt = 101; }), {Field::SentAt}));
    QVERIFY(isChange(changedQueue([](auto& q) { q.receivedAt = 102; }), {Field::ReceivedAt}));
}

void DiffTest::whatOneSideCannotKnowDoesNotDiffer() {
    const auto resident = [](SegmentInfo& s) { s.resident = s.swapped = 1; };
    QVERIFY(changedSegment(resident, {.residency = false}).empty());
    QVERIFY(changedSegment([](auto& s) { s.resident = s.swapped = unknownBytes; }).empty());
    QVERIFY(changedQueue([](auto& q) { q.capacity = 0; }, {.capacity = false}).empty());

    Snapshot byIndex;
    Snapshot byTable;
    byIndex.known = {.residency = false, .capacity = true};
    byTable.known = {.residency = true, .capacity = false};
    byIndex.segments.push_back(segment(1));
    byIndex.queues.push_back(queue(1));
    byTable.segments = byIndex.segments;
    byTable.queues = byIndex.queues;
    byTable.segments[0].resident = 4096;
    byTable.queues[0].capacity = 0;
    QVERIFY(diff(byIndex, byTable).empty());
    QVERIFY(diff(byTable, byIndex).empty());
}

void DiffTest::hiddenBecomesReadable() {
    SegmentInfo hidden;
    hidden.id = Id{3};
    hidden.key = segment(3).key;
    hidden.access = Access::Hidden;
    QVERIFY(isChange(changedSegment([&](auto& s) { s = hidden; }), {Field::Denied}));
    QVERIFY(isReuse(changedSegment([&](auto& s) {
        s = hidden;
        s.key = Key{99};
    })));
    QVERIFY(changedSegment([](auto& s) { s.access = Access::Denied; })[0].fields == fieldsOf({Field::Denied}));
}

void DiffTest::anotherSetUnderTheSameId() {
    QVERIFY(isReuse(changedSet([](auto& s) { s.key = Key{1}; })));
    QVERIFY(isReuse(changedSet([](auto& s) { s.key = Key{0}; })));
    QVERIFY(isReuse(changedSet([](auto& s) { s.count = 3; })));
    QVERIFY(isReuse(changedSet([](auto& s) { s.permissions.creatorUid = 3; })));
    QVERIFY(isReuse(changedSet([](auto& s) { s.permissions.creatorGid = 3; })));
    QVERIFY(isReuse(changedSet([](auto& s) { s.operatedAt = 0; })));
}

void DiffTest::anotherSegmentUnderTheSameId() {
    QVERIFY(isReuse(changedSegment([](auto& s) { s.key = Key{1}; })));
    QVERIFY(isReuse(changedSegment([](auto& s) { s.key = Key{0}; })));
    QVERIFY(isReuse(changedSegment([](auto& s) { s.size = 1; })));
    QVERIFY(isReuse(changedSegment([](auto& s) { s.creatorPid = 11; })));
    QVERIFY(isReuse(changedSegment([](auto& s) { s.attachedAt = 0; })));
    QVERIFY(isReuse(changedSegment([](auto& s) { s.detachedAt = 0; })));
    SegmentInfo marked = segment(3);
    marked.removed = true;
    QVERIFY(isReuse(changesBy(&Snapshot::segments, marked, [](auto& s) { s.removed = false; })));
}

void DiffTest::anotherQueueUnderTheSameId() {
    QVERIFY(isReuse(changedQueue([](auto& q) { q.key = Key{1}; })));
    QVERIFY(isReuse(changedQueue([](auto& q) { q.permissions.creatorUid = 1; })));
    QVERIFY(isReuse(changedQueue([](auto& q) { q.sentAt = 0; })));
    QVERIFY(isReuse(changedQueue([](auto& q) { q.receivedAt = 0; })));
}

void DiffTest::markedForDestructionIsNoReuse() {
    QVERIFY(isChange(changedSegment([](auto& s) {
                         s.key = Key{0};
                         s.removed = true;
                     }),
                     {Field::Key, Field::Removed}));
}

void DiffTest::aClockSetBackIsNoReuse() {
    QVERIFY(isChange(changedSet([](auto& s) { s.operatedAt = 1; }), {Field::Operated}));
    QVERIFY(isChange(changedSet([](auto& s) { s.changedAt = 1; }), {Field::Changed}));
}

QTEST_GUILESS_MAIN(DiffTest)

#include "diff_test.moc"
