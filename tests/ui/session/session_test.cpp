// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/byte_text.h"
#include "tests/support/namespace.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"
#include "tests/ui/session/session_probe.h"
#include "ui/session/session.h"

#include <QObject>
#include <QTest>

#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <sys/stat.h>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using ipclens::testing::bytesOf;
using ipclens::testing::lists;
using ipclens::testing::makeSet;
using ipclens::testing::objectsIn;
using ipclens::testing::SessionProbe;
using ipclens::testing::setId;

namespace {

constexpr Key someKey{0x51a00001};

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private slots:
    void listsWhatIsThere();
    void tellsWhatComesAndGoes();
    void answersAQueryWithoutAListing();
    void warnsOfAFolderThatMayNotBeRead();
    void keepsTheLastGoodFilter();
    void saysNothingWhereNothingChanges();
    void pauseHoldsStillAndRefreshLooksOnce();
    void idUsedAgainIsNotTheOldObject();
    void stretchesItsInterval();
    void watchingChangesNothing();
};

void SessionTest::listsWhatIsThere() {
    const auto set = makeSet(someKey, {1, 2, 3});
    const auto queue = *sysv::MessageQueue::create(Key{0xbeef}, {});
    const auto segment = *sysv::SharedMemory::create(sysv::PrivateKey{}, {.size = 4096, .fill = {}});

    SessionProbe probe;
    QVERIFY(probe.session.last() == nullptr);
    probe.session.start();
    const auto first = probe.await([](const Update&) { return true; });
    QVERIFY(first);
    const std::vector<ObjectId> expected{
        setId(set.id()), {Kind::SharedMemory, segment.id()}, {Kind::MessageQueue, queue.id()}};
    QCOMPARE(objectsIn(*first->rows), expected);
    QCOMPARE(first->changes.inserted, (std::vector<RowRange>{{0, 2}}));
    QVERIFY(first->made.empty());
    QCOMPARE(first->counts, (KindCounts{1, 1, 1, 4096}));
    QVERIFY(!first->health.lister.empty());
    QVERIFY(!first->health.error);
    QCOMPARE(first->names->users.count(::geteuid()), std::size_t{1});
    QCOMPARE(probe.session.last(), first);

    QVERIFY(set.remove() && queue.remove() && segment.remove());
}

void SessionTest::tellsWhatComesAndGoes() {
    SessionProbe probe;
    probe.session.setRate(20);
    probe.session.start();
    QVERIFY(probe.await([](const Update& update) { return update.rows->order.empty(); }));

    const auto set = makeSet(someKey, {1});
    const auto made = probe.await([&](const Update& update) { return lists(update, setId(set.id())); });
    QVERIFY(made);
    QCOMPARE(made->made, (std::vector<ObjectId>{setId(set.id())}));

    QVERIFY(set.remove());
    const auto ended = probe.await([](const Update& update) { return update.rows->ended->count() == 1; });
    QVERIFY(ended);
    QCOMPARE(ended->rows->order.size(), std::size_t{1});
    QCOMPARE(ended->rows->order.front().ended, 1U);
    QVERIFY(objectIdOf(ended->rows->at(std::size_t{0})) == setId(set.id()));
    QCOMPARE(ended->changes.changed, (std::vector<RowRange>{{0, 0}}));

    const auto gone = probe.await([](const Update& update) { return update.rows->order.empty(); });
    QVERIFY(gone);
    QCOMPARE(gone->serial, ended->serial + 1);
    QCOMPARE(gone->changes.removed, (std::vector<RowRange>{{0, 0}}));
}

void SessionTest::answersAQueryWithoutAListing() {
    const auto low = makeSet(Key{1}, {0});
    const auto high = makeSet(Key{2}, {0});
    SessionProbe probe;
    probe.session.setPaused(true);
    probe.session.start();
    const auto first = probe.await([](const Update& update) { return update.rows->order.size() == 2; });
    QVERIFY(first);

    RowQuery query;
    query.column = Column::Key;
    query.descending = true;
    probe.session.setQuery(query);
    const auto sorted = probe.await([&](const Update& update) { return update.query == query; });
    QVERIFY(sorted);
    QCOMPARE(objectsIn(*sorted->rows), (std::vector<ObjectId>{setId(high.id()), setId(low.id())}));
    QCOMPARE(sorted->changes.newRowOfOld, (std::vector<std::int32_t>{1, 0}));
    QCOMPARE(sorted->rows->snapshot, first->rows->snapshot);

    query.filter = "key:1";
    probe.session.setQuery(query);
    const auto filtered = probe.await([&](const Update& update) { return update.query == query; });
    QVERIFY(filtered);
    QCOMPARE(objectsIn(*filtered->rows), (std::vector<ObjectId>{setId(low.id())}));
    QCOMPARE(filtered->counts.semaphores, 2U);
    QVERIFY(low.remove() && high.remove());
}

void SessionTest::warnsOfAFolderThatMayNotBeRead() {
    const ipclens::testing::MadeQueue queue("/seen");
    QCOMPARE(::chmod("/dev/shm", 0), 0);
    std::shared_ptr<const Update> first;
    {
        const ipclens::testing::WithoutCapabilities ordinary;
        SessionProbe probe;
        probe.session.start();
        first = probe.await([](const Update&) { return true; });
    }
    QCOMPARE(::chmod("/dev/shm", 01777), 0);
    QVERIFY(first && !first->health.error);
    QCOMPARE(first->health.warnings.size(), std::size_t{1});
    QVERIFY(first->health.warnings[0].find("/dev/shm") != std::string::npos);
    QVERIFY(lists(*first, ObjectId::posix(Kind::MessageQueue, Name::of("/seen"))));
}

void SessionTest::keepsTheLastGoodFilter() {
    const auto set = makeSet(someKey, {0});
    SessionProbe probe;
    probe.session.setQuery({.filter = "is:sem"});
    probe.session.start();
    QVERIFY(probe.await([&](const Update& update) { return lists(update, setId(set.id())); }));

    probe.session.setQuery({.filter = "nonsense:4"});
    const auto bad = probe.await([](const Update& update) { return update.health.filterError.has_value(); });
    QVERIFY(bad);
    QCOMPARE(bad->query.filter, std::string("is:sem"));
    QVERIFY(lists(*bad, setId(set.id())));

    probe.session.setQuery({.filter = "is:msg"});
    const auto good = probe.await([](const Update& update) { return !update.health.filterError; });
    QVERIFY(good);
    QVERIFY(good->rows->order.empty());
    QVERIFY(set.remove());
}

void SessionTest::saysNothingWhereNothingChanges() {
    const auto set = makeSet(someKey, {1});
    SessionProbe probe;
    probe.session.setRate(20);
    probe.session.setInterest({.visibleRows = {setId(set.id())}});
    probe.session.start();
    QVERIFY(probe.await([](const Update& update) { return update.details.size() == 1; }));

    const std::size_t before = probe.updates.size();
    QTest::qWait(700);
    QVERIFY2(probe.updates.size() - before <= 1, "14 samples that found nothing new, and the status line's at most");

    probe.session.refresh();
    QVERIFY(QTest::qWaitFor([&] { return probe.updates.size() > before; }));
    QCOMPARE(probe.updates.back()->rows, probe.updates[before - 1]->rows);
    QVERIFY(probe.updates.back()->changes.empty());
    QVERIFY(set.remove());
}

void SessionTest::pauseHoldsStillAndRefreshLooksOnce() {
    SessionProbe probe;
    probe.session.setRate(20);
    probe.session.start();
    QVERIFY(probe.await([](const Update&) { return true; }));
    probe.session.setPaused(true);
    QVERIFY(probe.await([](const Update& update) { return update.health.paused; }));

    const auto set = makeSet(someKey, {1});
    QTest::qWait(200);
    QVERIFY(!lists(*probe.session.last(), setId(set.id())));
    probe.session.refresh();
    QVERIFY(probe.await([&](const Update& update) { return lists(update, setId(set.id())); }));
    QVERIFY(set.remove());
}

void SessionTest::idUsedAgainIsNotTheOldObject() {
    const auto old = makeSet(Key{1}, {11});
    SessionProbe probe;
    probe.session.setPaused(true);
    probe.session.start();
    probe.session.setInterest({.set = SetInterest{old.id(), 0, 0}});
    QVERIFY(probe.await([](const Update& update) { return update.set && !update.set->error; }));

    QVERIFY(old.remove());
    if (!ipclens::testing::setSysctl("kernel/sem_next_id", old.id().value)) QSKIP("sem_next_id can't be set here");
    const auto other = makeSet(Key{2}, {22});
    QCOMPARE(other.id(), old.id());
    probe.session.refresh();
    const auto update = probe.await([&](const Update& one) { return one.rows->ended->count() == 1; });
    QVERIFY(update);
    QCOMPARE(update->rows->order.size(), std::size_t{2});
    QVERIFY(lists(*update, setId(other.id())));
    QVERIFY2(update->set->error && update->set->members.empty(), "another object's value in the old one's panel");

    // Looked at anew, it is the new one
    probe.session.setInterest({});
    probe.session.setInterest({.set = SetInterest{other.id(), 0, 0}});
    const auto anew = probe.await([](const Update& one) { return one.set && !one.set->error; });
    QVERIFY(anew);
    QCOMPARE(anew->set->members[0].state.value, 22U);
    QVERIFY(other.remove());
}

void SessionTest::stretchesItsInterval() {
    std::vector<sysv::MessageQueue> queues;
    for (int made = 0; made < 20'000; ++made) {
        auto queue = sysv::MessageQueue::create(sysv::PrivateKey{}, {});
        if (!queue) break;
        queues.push_back(*queue);
    }
    SessionProbe probe;
    probe.session.setRate(20);
    probe.session.start();
    const auto update = probe.await([](const Update& one) { return one.health.interval > 50ms; });
    for (const auto& queue : queues)
        QVERIFY(queue.remove());
    QVERIFY(update);
    QCOMPARE(update->health.askedInterval, 50ms);
    // The rest is many times the work, whatever else the machine did meanwhile
    QVERIFY(update->health.interval - update->health.refreshTook > 20ms);
}

void SessionTest::watchingChangesNothing() {
    const auto set = makeSet(someKey, {1, 2});
    const auto queue = *sysv::MessageQueue::create(Key{7}, {});
    const auto segment = *sysv::SharedMemory::create(Key{9}, {.size = 1U << 20U, .fill = {}});
    QVERIFY(set.apply(std::array{sysv::SemaphoreOperation{0, 1, false}}) && queue.send(1, bytesOf("hello")));
    const auto setBefore = *set.stat();
    const auto statesBefore = *set.states();
    const auto queueBefore = *queue.stat();
    const auto segmentBefore = segment.stat()->info;
    std::this_thread::sleep_for(1100ms); // times are whole seconds

    SessionProbe probe;
    probe.session.setRate(20);
    Interest interest;
    interest.visibleRows = {setId(set.id()), {Kind::MessageQueue, queue.id()}, {Kind::SharedMemory, segment.id()}};
    interest.set = SetInterest{set.id(), 0, 1};
    interest.queue = QueueInterest{queue.id(), 0, 10, 0};
    interest.segment = SegmentInterest{{Kind::SharedMemory, segment.id()}, 0, 65536, false};
    interest.limits = true;
    probe.session.setInterest(interest);
    probe.session.start();
    QVERIFY(probe.await([](const Update& update) { return update.set && update.queue && !update.limits.empty(); }));
    QTest::qWait(500);
    QCOMPARE(*set.stat(), setBefore);
    QCOMPARE(*set.states(), statesBefore);
    QCOMPARE(*queue.stat(), queueBefore);
    QCOMPARE(segment.stat()->info, segmentBefore);
    QVERIFY(set.remove() && queue.remove() && segment.remove());
}

IPCLENS_TEST_MAIN(SessionTest)
#include "session_test.moc"
