// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"
#include "tests/ui/session/session_probe.h"
#include "ui/session/operation.h"
#include "ui/session/session.h"

#include <QObject>
#include <QTest>

#include <array>
#include <chrono>
#include <thread>

using namespace ipclens;
using namespace ipclens::ui;
using namespace std::chrono_literals;
using ipclens::testing::bytesOf;
using ipclens::testing::ChildProcess;
using ipclens::testing::lists;
using ipclens::testing::makeSet;
using ipclens::testing::SessionProbe;
using ipclens::testing::takeOne;

namespace {

sysv::MessageQueueOptions small() {
    sysv::MessageQueueOptions options;
    options.capacity = 4;
    return options;
}

} // namespace

class OperationsTest : public QObject {
    Q_OBJECT

private slots:
    void createsOfEachKind();
    void answersLaterAndASampleFollows();
    void changesOwnerModeAndCapacity();
    void refusesUnknownNames();
    void removesSeveralAndGoesOn();
    void previewsWhoIsHit();
    void waitsAndIsCancelled();
    void waitsAndIsDone();
    void sendsAndReceives();
    void lookOnlyRefuses();
    void fetchesBytes();
    void endsWhileOperationsWait();
};

void OperationsTest::createsOfEachKind() {
    SessionProbe probe;
    const std::array<Operation, 3> creations{operation::CreateSet{Key{1}, {}},
                                             operation::CreateSegment{sysv::PrivateKey{}, {.size = 100, .fill = {}}},
                                             operation::CreateQueue{sysv::RandomKey{}, {}}};
    std::vector<ObjectId> made;
    for (const Operation& creation : creations) {
        const auto outcome = probe.outcomeOf(probe.session.run(creation));
        QVERIFY(outcome);
        QVERIFY(!outcome->error);
        QVERIFY(outcome->created);
        made.push_back(objectIdOf(viewOf(*outcome->created)));
    }
    QCOMPARE(made[1].kind, Kind::SharedMemory);

    const auto again = probe.outcomeOf(probe.session.run(creations[0]));
    QVERIFY(again && again->error);
    QCOMPARE(again->error->kind, ErrorKind::Exists);

    const auto removed = probe.outcomeOf(probe.session.run(operation::Remove{made}));
    QVERIFY(removed);
    QVERIFY(!removed->error);
}

void OperationsTest::answersLaterAndASampleFollows() {
    SessionProbe probe;
    probe.session.setPaused(true);
    probe.session.start();
    QVERIFY(probe.await([](const Update&) { return true; }));
    const auto id = probe.session.run(operation::CreateSet{Key{1}, {}});
    QVERIFY(probe.outcomes.empty());
    const auto outcome = probe.outcomeOf(id);
    QVERIFY(outcome && outcome->created);
    const ObjectId object = objectIdOf(viewOf(*outcome->created));
    QVERIFY(probe.await([&](const Update& update) { return lists(update, object); }));
    QVERIFY(sysv::SemaphoreSet::adopt(object.id).remove());
}

void OperationsTest::changesOwnerModeAndCapacity() {
    const auto queue = *sysv::MessageQueue::create(Key{1}, {});
    SessionProbe probe;
    operation::Change change;
    change.object = {Kind::MessageQueue, queue.id()};
    change.owner = "0";
    change.mode = 0440;
    change.capacity = 100;
    const auto outcome = probe.outcomeOf(probe.session.run(change));
    QVERIFY(outcome);
    QVERIFY(!outcome->error);
    QCOMPARE(queue.stat()->permissions.mode, 0440);
    QCOMPARE(queue.stat()->capacity, std::uint64_t{100});
    QVERIFY(queue.remove());

    const auto segment = *sysv::SharedMemory::create(Key{1}, {.size = 4096, .fill = {}});
    operation::Change lock;
    lock.object = {Kind::SharedMemory, segment.id()};
    lock.locked = true;
    const auto locked = probe.outcomeOf(probe.session.run(lock));
    QVERIFY(locked);
    if (!locked->error) QVERIFY(segment.stat()->info.locked); // RLIMIT_MEMLOCK may forbid it
    QVERIFY(segment.remove());
}

void OperationsTest::refusesUnknownNames() {
    const auto set = makeSet(Key{1});
    SessionProbe probe;
    operation::Change change;
    change.object = {Kind::Semaphore, set.id()};
    change.owner = "nobody has this name";
    change.mode = 0;
    const auto outcome = probe.outcomeOf(probe.session.run(change));
    QVERIFY(outcome && outcome->error);
    QCOMPARE(outcome->error->kind, ErrorKind::Invalid);
    QCOMPARE(set.stat()->permissions.mode, sysv::defaultMode);
    QVERIFY(set.remove());
}

void OperationsTest::removesSeveralAndGoesOn() {
    const auto one = makeSet(Key{1});
    const auto two = makeSet(Key{2});
    const ObjectId gone{Kind::MessageQueue, Id{4711}};
    SessionProbe probe;
    const auto outcome = probe.outcomeOf(
        probe.session.run(operation::Remove{{{Kind::Semaphore, one.id()}, gone, {Kind::Semaphore, two.id()}}}));
    QVERIFY(outcome);
    QCOMPARE(outcome->removals.size(), std::size_t{3});
    QVERIFY(!outcome->removals[0].error);
    QVERIFY(outcome->removals[1].error);
    QCOMPARE(outcome->removals[1].error->kind, ErrorKind::NotFound);
    QVERIFY(!outcome->removals[2].error);
    QVERIFY(!two.stat());
}

void OperationsTest::previewsWhoIsHit() {
    const auto set = makeSet(Key{1});
    const auto segment = *sysv::SharedMemory::create(Key{2}, {.size = 4096, .fill = {}});
    const auto queue = *sysv::MessageQueue::create(Key{3}, {});
    QVERIFY(queue.send(1, bytesOf("a")) && queue.send(1, bytesOf("b")));
    ChildProcess waiter([&] {
        return set.apply(std::array{sysv::SemaphoreOperation{0, -1, false}}).has_value() ? 0 : 1;
    });
    QVERIFY(ipclens::testing::waitUntil([&] { return set.state(0)->waitingForIncrease == 1; }));
    ChildProcess user([&] {
        const auto attached = segment.attach();
        std::this_thread::sleep_for(1min);
        return 0;
    });
    QVERIFY(ipclens::testing::waitUntil([&] { return segment.stat()->info.attached == 1; }));
    const auto own = segment.attach(); // as a panel that shows its bytes would
    QVERIFY(own);

    SessionProbe probe;
    const auto outcome =
        probe.outcomeOf(probe.session.run(operation::PreviewRemoval{{{Kind::Semaphore, set.id()},
                                                                     {Kind::SharedMemory, segment.id()},
                                                                     {Kind::MessageQueue, queue.id()},
                                                                     {Kind::Semaphore, Id{4711}}}}));
    QVERIFY(outcome);
    QVERIFY(!outcome->error);
    QCOMPARE(outcome->previews.size(), std::size_t{4});
    QCOMPARE(outcome->previews[0].waiting, std::uint64_t{1});
    QVERIFY(outcome->previews[0].allowed);
    QCOMPARE(outcome->previews[1].attached, std::uint64_t{1});
    QCOMPARE(outcome->previews[1].users.attached.size(), std::size_t{1});
    QCOMPARE(outcome->previews[1].users.attached[0].process.pid, user.pid());
    QCOMPARE(outcome->previews[2].messages, std::uint64_t{2});
    QVERIFY(!outcome->previews[3].info);
    QVERIFY(set.stat() && queue.stat());
    QVERIFY(set.remove() && segment.remove() && queue.remove());
}

void OperationsTest::waitsAndIsCancelled() {
    const auto set = makeSet(Key{1});
    SessionProbe probe;
    int listChanged = 0;
    QObject::connect(&probe.session, &Session::runningChanged, &probe.session, [&] { ++listChanged; });
    const auto id = probe.session.run(takeOne(set.id()));
    QCOMPARE(listChanged, 1);
    QCOMPARE(probe.session.running().size(), std::size_t{1});
    QCOMPARE(probe.session.running().front().id, id);
    QCOMPARE(probe.session.running().front().description, describe(takeOne(set.id())));
    QVERIFY(QTest::qWaitFor([&] { return set.state(0)->waitingForIncrease == 1; }));

    // Another operation is not held up by one that waits
    const auto brief = probe.outcomeOf(probe.session.run(operation::CreateQueue{Key{5}, {}}));
    QVERIFY(brief && brief->created);
    QVERIFY(sysv::MessageQueue::adopt(objectIdOf(viewOf(*brief->created)).id).remove());

    probe.session.cancel(id);
    QVERIFY(probe.session.running().front().cancelling);
    const auto outcome = probe.outcomeOf(id);
    QVERIFY(outcome && outcome->error);
    QCOMPARE(outcome->error->kind, ErrorKind::Interrupted);
    QCOMPARE(outcome->error->number, ECANCELED);
    QVERIFY(probe.session.running().empty());
    QCOMPARE(listChanged, 3);
    QVERIFY(set.remove());
}

void OperationsTest::waitsAndIsDone() {
    const auto set = makeSet(Key{1});
    SessionProbe probe;
    const auto id = probe.session.run(takeOne(set.id()));
    QVERIFY(QTest::qWaitFor([&] { return set.state(0)->waitingForIncrease == 1; }));
    const auto give = [&] {
        operation::Apply apply;
        apply.set = set.id();
        apply.operations = {{0, 1, false}};
        apply.block = false;
        return apply;
    }();
    const auto given = probe.outcomeOf(probe.session.run(give));
    QVERIFY(given && !given->error);
    const auto outcome = probe.outcomeOf(id);
    QVERIFY(outcome && !outcome->error);
    QVERIFY(outcome->took > 0ns);
    QCOMPARE(*set.value(0), 0);

    auto timed = takeOne(set.id());
    timed.timeout = 30ms;
    const auto late = probe.outcomeOf(probe.session.run(timed));
    QVERIFY(late && late->error);
    QCOMPARE(late->error->kind, ErrorKind::TimedOut);
    QVERIFY(late->took >= 30ms);
    QVERIFY(set.remove());
}

void OperationsTest::sendsAndReceives() {
    const auto queue = *sysv::MessageQueue::create(Key{1}, small());
    SessionProbe probe;
    operation::Send send;
    send.queue = {Kind::MessageQueue, queue.id()};
    send.type = 5;
    send.payload = bytesOf("abcd");
    QVERIFY(!probe.outcomeOf(probe.session.run(send))->error);
    const auto full = probe.outcomeOf(probe.session.run(send));
    QCOMPARE(full->error->kind, ErrorKind::WouldBlock);

    operation::Receive receive;
    receive.queue = {Kind::MessageQueue, queue.id()};
    receive.selection.type = 5;
    const auto received = probe.outcomeOf(probe.session.run(receive));
    QVERIFY(received && received->message);
    QCOMPARE(received->message->payload, bytesOf("abcd"));
    const auto empty = probe.outcomeOf(probe.session.run(receive));
    QCOMPARE(empty->error->kind, ErrorKind::WouldBlock);

    receive.block = true;
    const auto id = probe.session.run(receive);
    QTest::qWait(20);
    QVERIFY(!probe.outcomeOf(probe.session.run(send))->error);
    const auto waited = probe.outcomeOf(id);
    QVERIFY(waited && waited->message);
    QVERIFY(queue.remove());
}

void OperationsTest::lookOnlyRefuses() {
    const auto set = makeSet(Key{1});
    SessionProbe probe;
    probe.session.setLookOnly(true);
    QVERIFY(probe.session.lookOnly());
    const auto id = probe.session.run(operation::Remove{{{Kind::Semaphore, set.id()}}});
    QVERIFY2(probe.outcomes.empty(), "never from within the call");
    const auto outcome = probe.outcomeOf(id);
    QVERIFY(outcome && outcome->error);
    QCOMPARE(outcome->error->kind, ErrorKind::Denied);
    QCOMPARE(outcome->error->number, 0);
    QVERIFY(set.stat());
    const auto looked = probe.outcomeOf(probe.session.run(operation::PreviewRemoval{{{Kind::Semaphore, set.id()}}}));
    QVERIFY(looked && !looked->error);
    QVERIFY(set.remove());
}

void OperationsTest::fetchesBytes() {
    const auto segment = *sysv::SharedMemory::create(Key{1}, {.size = 100, .fill = 0x41});
    SessionProbe probe;
    operation::FetchBytes fetch;
    fetch.segment = segment.stat()->info;
    fetch.offset = 90;
    fetch.length = 1000;
    const auto refused = probe.outcomeOf(probe.session.run(fetch));
    QVERIFY(refused && refused->error);
    fetch.attach = true;
    const auto outcome = probe.outcomeOf(probe.session.run(fetch));
    QVERIFY(outcome && !outcome->error);
    QCOMPARE(outcome->bytes, std::vector<std::byte>(10, std::byte{0x41}));
    QCOMPARE(segment.stat()->info.attached, std::uint64_t{0});
    QVERIFY(segment.remove());
}

void OperationsTest::endsWhileOperationsWait() {
    const auto set = makeSet(Key{1});
    const auto begun = std::chrono::steady_clock::now();
    {
        SessionProbe probe;
        probe.session.start();
        for (int waits = 0; waits < 10; ++waits)
            probe.session.run(takeOne(set.id()));
        QVERIFY(QTest::qWaitFor([&] { return set.state(0)->waitingForIncrease == 10; }));
    }
    QVERIFY(std::chrono::steady_clock::now() - begun < 5s);
    QCOMPARE(set.state(0)->waitingForIncrease, 0U);
    QCOMPARE(*set.value(0), 0);
    QVERIFY(set.remove());
}

IPCLENS_TEST_MAIN(OperationsTest)
#include "operations_test.moc"
