// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What is read beside the list, of the rows in sight and for the panels: as it is asked for, and no more.

#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"
#include "tests/ui/session/session_probe.h"
#include "ui/session/session.h"

#include <QObject>
#include <QTest>

#include <array>
#include <string>
#include <vector>

#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::bytesOf;
using ipclens::testing::ChildProcess;
using ipclens::testing::makeSet;
using ipclens::testing::SessionProbe;
using ipclens::testing::setId;

namespace {

constexpr Key someKey{0x51a00001};

} // namespace

class SessionDetailsTest : public QObject {
    Q_OBJECT

private slots:
    void readsVisibleRows();
    void readsAPanelsSet();
    void peeksAPanelsQueue();
    void readsASegmentOnlyWhereAllowed();
    void countsItsAttachmentAsTheListDoes();
    void lookOnlyDoesNotAttach();
};

void SessionDetailsTest::readsVisibleRows() {
    const auto set = makeSet(someKey, {3, 0});
    const auto unseen = makeSet(Key{2}, {1});
    ChildProcess waiter([&] {
        return set.apply(std::array{sysv::SemaphoreOperation{1, -1, false}}).has_value() ? 0 : 1;
    });
    QVERIFY(ipclens::testing::waitUntil([&] { return set.state(1)->waitingForIncrease == 1; }));
    QVERIFY(set.apply(std::array{sysv::SemaphoreOperation{0, 1, false}}));

    SessionProbe probe;
    probe.session.setInterest({.visibleRows = {setId(set.id())}});
    probe.session.start();
    const auto update = probe.await([](const Update& one) { return !one.details.empty(); });
    QVERIFY(update);
    QCOMPARE(update->details.size(), std::size_t{1});
    const RowDetail& detail = update->details.at(setId(set.id()));
    QCOMPARE(*detail.values, (std::vector<std::uint16_t>{4, 0}));
    QCOMPARE(detail.waiting, 1U);
    QVERIFY(detail.lastProcess);
    QCOMPARE(detail.lastProcess->pid, ::getpid());
    QVERIFY(!detail.lastProcess->gone);
    QVERIFY(set.remove() && unseen.remove());
}

void SessionDetailsTest::readsAPanelsSet() {
    const auto set = makeSet(someKey, {0, 10, 20, 30});
    SessionProbe probe;
    probe.session.setRate(20);
    probe.session.start();
    probe.session.setInterest({.set = SetInterest{set.id(), 1, 2}});
    const auto update = probe.await([](const Update& one) { return one.set.has_value(); });
    QVERIFY(update);
    QVERIFY(!update->set->error);
    QCOMPARE(update->set->info.count, 4U);
    QCOMPARE(update->set->members.size(), std::size_t{2});
    QCOMPARE(update->set->members[0].state.value, 10U);
    QCOMPARE(update->set->members[1].state.value, 20U);

    QVERIFY(set.setValue(2, 21));
    QVERIFY(probe.await([](const Update& one) { return one.set && one.set->members[1].state.value == 21; }));
    QVERIFY(set.remove());
    const auto gone = probe.await([](const Update& one) { return one.set && one.set->error; });
    QVERIFY(gone);
    QCOMPARE(gone->set->error->kind, ErrorKind::NotFound);
}

void SessionDetailsTest::peeksAPanelsQueue() {
    const auto queue = *sysv::MessageQueue::create(Key{7}, {});
    const std::string large(1000, 'x');
    QVERIFY(queue.send(1, bytesOf("first")) && queue.send(2, bytesOf(large)) && queue.send(3, {}));
    SessionProbe probe;
    probe.session.start();
    probe.session.setInterest({.queue = QueueInterest{queue.id(), 1, 10, 1}});
    const auto update = probe.await([](const Update& one) { return one.queue.has_value(); });
    QVERIFY(update);
    if (update->queue->error && update->queue->error->number == ENOSYS) QSKIP("this kernel has no MSG_COPY");
    QVERIFY(!update->queue->error);
    QCOMPARE(update->queue->messages.size(), std::size_t{2});
    const MessageHead& head = update->queue->messages[0];
    QCOMPARE(head.index, std::uint64_t{1});
    QCOMPARE(head.type, 2L);
    QCOMPARE(head.size, std::uint64_t{1000});
    QCOMPARE(head.head.size(), std::size_t{256});
    QCOMPARE(update->queue->messages[1].size, std::uint64_t{0});
    QVERIFY(update->queue->chosen);
    QCOMPARE(update->queue->chosen->payload, bytesOf(large));
    QCOMPARE(update->queue->lastSender->pid, ::getpid());
    QVERIFY(!update->queue->lastReceiver);
    QVERIFY(queue.remove());
}

void SessionDetailsTest::readsASegmentOnlyWhereAllowed() {
    const auto segment = *sysv::SharedMemory::create(Key{9}, {.size = 8192, .fill = 0x5a});
    const auto before = segment.stat()->info;
    SessionProbe probe;
    probe.session.setRate(20);
    probe.session.start();
    SegmentInterest asked{{Kind::SharedMemory, segment.id()}, 4000, 16, false};
    probe.session.setInterest({.segment = asked});
    const auto update = probe.await([](const Update& one) { return one.segment.has_value(); });
    QVERIFY(update);
    QVERIFY2(!update->segment->access, "nobody has it attached: there is no way but to attach it");
    QVERIFY(update->segment->bytes.empty());
    QCOMPARE(segment.stat()->info, before);

    asked.attach = true;
    probe.session.setInterest({.segment = asked});
    const auto shown = probe.await([](const Update& one) { return one.segment && !one.segment->bytes.empty(); });
    QVERIFY(shown);
    QCOMPARE(*shown->segment->access, bytes::SegmentAccess::Attached);
    QCOMPARE(shown->segment->bytes, std::vector<std::byte>(16, std::byte{0x5a}));
    QCOMPARE(segment.stat()->info.attached, std::uint64_t{1});

    probe.session.setInterest({});
    QVERIFY(QTest::qWaitFor([&] { return segment.stat()->info.attached == 0; }));
    QVERIFY(segment.remove());
}

void SessionDetailsTest::countsItsAttachmentAsTheListDoes() {
    const auto segment = *sysv::SharedMemory::create(Key{9}, {.size = 8192, .fill = {}});
    SessionProbe probe;
    probe.session.setRate(20);
    probe.session.start();
    const auto consistent = [&](const Update& one) {
        const auto view = one.rows->snapshot->find({Kind::SharedMemory, segment.id()});
        if (!view) return true;
        return std::get<const SegmentInfo*>(*view)->attached == one.ownAttachments(segment.id());
    };
    bool always = true;
    QObject::connect(&probe.session, &Session::updated, &probe.session,
                     [&](const std::shared_ptr<const Update>& one) { always = always && consistent(*one); });
    probe.session.setInterest({.segment = SegmentInterest{{Kind::SharedMemory, segment.id()}, 0, 16, true}});
    QVERIFY(probe.await([&](const Update& one) { return one.ownAttachments(segment.id()) == 1; }));
    {
        // Work on its bytes attaches it for itself
        const auto work = segment.attach();
        QVERIFY(work.has_value());
        QVERIFY(probe.await([&](const Update& one) { return one.ownAttachments(segment.id()) == 2; }));
    }
    QVERIFY(probe.await([&](const Update& one) { return one.ownAttachments(segment.id()) == 1; }));
    probe.session.setInterest({});
    QVERIFY(probe.await([](const Update& one) { return one.attachedByUs.empty(); }));
    QVERIFY(segment.remove());
    QVERIFY(always);
}

void SessionDetailsTest::lookOnlyDoesNotAttach() {
    const auto segment = *sysv::SharedMemory::create(Key{9}, {.size = 8192, .fill = {}});
    SessionProbe probe;
    probe.session.setLookOnly(true);
    probe.session.setInterest({.segment = SegmentInterest{{Kind::SharedMemory, segment.id()}, 0, 16, true}});
    probe.session.start();
    const auto update = probe.await([](const Update& one) { return one.segment.has_value(); });
    QVERIFY(update);
    QVERIFY(!update->segment->access);
    QCOMPARE(segment.stat()->info.lastPid, 0);
    QVERIFY(segment.remove());
}

IPCLENS_TEST_MAIN(SessionDetailsTest)

#include "session_details_test.moc"
