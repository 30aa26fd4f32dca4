// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/stat_index.h"
#include "core/watching/diff.h"
#include "tests/support/made_object.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <optional>

using namespace ipclens;
using namespace ipclens::watching;
using testing::MadeObject;

namespace {

listing::Snapshot listed() {
    auto snapshot = listing::StatIndex().list({}).value();
    snapshot.sortById();
    return snapshot;
}

const char* nextIdOf(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return "kernel/sem_next_id";
    case Kind::SharedMemory: return "kernel/shm_next_id";
    case Kind::MessageQueue: return "kernel/msg_next_id";
    }
    return "";
}

} // namespace

/// Ids that the kernel really uses again: kernel.sem_next_id and its like make it.
class IdReuseTest : public QObject {
    Q_OBJECT

private slots:
    void usedAgain_data();
    void usedAgain();
    void operatedBeforeButNotSince();
    void markedWhileAttached();
    void aLife();
};

void IdReuseTest::usedAgain_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("oldKey");
    QTest::addColumn<int>("newKey");
    QTest::addColumn<int>("oldSize");
    QTest::addColumn<int>("newSize");
    for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue}) {
        const std::string name(kindName(kind));
        QTest::addRow("%s, another key", name.c_str()) << static_cast<int>(kind) << 1 << 2 << 4 << 4;
        QTest::addRow("%s, private now", name.c_str()) << static_cast<int>(kind) << 1 << 0 << 4 << 4;
        if (kind == Kind::MessageQueue) continue;
        QTest::addRow("%s, another size", name.c_str()) << static_cast<int>(kind) << 1 << 1 << 4 << 5;
    }
}

void IdReuseTest::usedAgain() {
    QFETCH(int, kind);
    QFETCH(int, oldKey);
    QFETCH(int, newKey);
    QFETCH(int, oldSize);
    QFETCH(int, newSize);
    std::optional<MadeObject> first(std::in_place, Kind(kind), oldKey, 0600, oldSize);
    const ObjectId object = first->object();
    const auto before = listed();
    first.reset();
    if (!testing::setSysctl(nextIdOf(Kind(kind)), object.id.value)) QSKIP("the next id can't be chosen here");
    const MadeObject second(Kind(kind), newKey, 0600, static_cast<std::size_t>(newSize));
    QVERIFY(second.object() == object);
    const auto changes = diff(before, listed());
    QCOMPARE(changes.size(), std::size_t{2});
    QVERIFY(changes[0].what == ChangeKind::Removed && changes[0].object == object);
    QVERIFY(changes[1].what == ChangeKind::Made && changes[1].object == object);
}

void IdReuseTest::operatedBeforeButNotSince() {
    std::optional<MadeObject> first(std::in_place, Kind::Semaphore, 5);
    sembuf up{0, 1, 0};
    QCOMPARE(semop(first->id(), &up, 1), 0);
    const ObjectId object = first->object();
    const auto before = listed();
    first.reset();
    if (!testing::setSysctl("kernel/sem_next_id", object.id.value)) QSKIP("the next id can't be chosen here");
    const MadeObject second(Kind::Semaphore, 5);
    QVERIFY(second.object() == object);
    const auto changes = diff(before, listed());
    QCOMPARE(changes.size(), std::size_t{2});
    QVERIFY(changes[0].what == ChangeKind::Removed);
}

void IdReuseTest::markedWhileAttached() {
    MadeObject segment(Kind::SharedMemory, 5);
    void* address = shmat(segment.id(), nullptr, 0);
    const auto before = listed();
    segment.remove();
    const auto changes = diff(before, listed());
    shmdt(address);
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY(changes[0].what == ChangeKind::Changed);
    QVERIFY(changes[0].fields.has(Field::Removed));
    QVERIFY(changes[0].fields.has(Field::Key));
}

void IdReuseTest::aLife() {
    auto before = listed();
    std::optional<MadeObject> queue(std::in_place, Kind::MessageQueue, 6);
    auto after = listed();
    auto changes = diff(before, after);
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY(changes[0].what == ChangeKind::Made);
    QVERIFY(diff(after, listed()).empty());

    before = std::move(after);
    const struct {
        long type;
        char body[2];
    } message{1, "x"};
    QCOMPARE(msgsnd(queue->id(), &message, 2, 0), 0);
    after = listed();
    changes = diff(before, after);
    QCOMPARE(changes.size(), std::size_t{1});
    FieldSet expected;
    for (const Field field : {Field::Messages, Field::Bytes, Field::LastSendPid, Field::SentAt})
        expected.add(field);
    QVERIFY(changes[0].fields == expected);

    queue.reset();
    changes = diff(after, listed());
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY(changes[0].what == ChangeKind::Removed);
}

IPCLENS_TEST_MAIN(IdReuseTest)

#include "id_reuse_test.moc"
