// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/waiter_scan.h"
#include "tests/core/processes/found_waiter.h"
#include "tests/core/processes/neighbour.h"
#include "tests/support/made_object.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <array>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <sched.h>
#include <sys/mman.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::awaitWaiter;
using testing::ChildProcess;
using testing::MadeObject;
using testing::MadeQueue;
using testing::MadeSemaphore;
using Operations = std::vector<sysv::SemaphoreOperation>;

namespace {

struct Message {
    long type = 1;
    std::array<char, 2000> body{};
};

timespec inAnHour() {
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_sec += 3600;
    return time;
}

void fill(int queue) {
    const Message message;
    while (msgsnd(queue, &message, message.body.size(), IPC_NOWAIT) == 0) {
    }
}

ObjectId posixObject(Kind kind, std::string_view name) {
    return ObjectId::posix(kind, Name::of(name));
}

} // namespace

/// Each kind of wait of a real process, with all that it asks for.
class WaiterDecodeTest : public QObject {
    Q_OBJECT

private slots:
    void severalOperations();
    void manyOperations();
    void semopWithTimeout();
    void sending();
    void receiving_data();
    void receiving();
    void sendingToAPosixQueue();
    void receivingFromAPosixQueue();
    void aQueueOpenedAsAFile();
    void aQueueWithoutItsName();
    void semWait();
    void semWaitWithTimeout();
    void aSemaphoreLosesItsName();
    void aLockInASegment();
    void aLockOfItsOwn();
    void otherNamespaces();
    void aSemaphoreInAnotherDevShm();
    void aQueueOfAnotherNamespace();
};

void WaiterDecodeTest::severalOperations() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE, 0600, 3);
    QCOMPARE(testing::up(set.id()), 0);
    const ChildProcess child([&] {
        std::array<sembuf, 3> operations{{{0, -1, SEM_UNDO}, {1, -1, 0}, {2, 2, SEM_UNDO}}};
        return semop(set.id(), operations.data(), operations.size());
    });
    const auto waiter = awaitWaiter(child.pid());
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->call == WaitCall::Semop);
    QVERIFY(waiter->known == WaitKnowledge::All);
    QVERIFY(waiter->object == set.object());
    QCOMPARE(waiter->thread, child.pid());
    QVERIFY(waiter->process == *find(child.pid()));
    QVERIFY((waiter->operations == Operations{{0, -1, true}, {1, -1, false}, {2, 2, true}}));
    QVERIFY(!waiter->timed);
    QCOMPARE(wordsOf(*waiter), std::string("[0] \u22121 undo, [1] \u22121, [2] +2 undo"));
    // The kernel says the same
    const std::array<std::uint16_t, 3> values{1, 0, 0};
    QCOMPARE(*blockingOperation(waiter->operations, values), std::size_t{1});
    QCOMPARE(semctl(set.id(), 1, GETNCNT), 1);
    QCOMPARE(semctl(set.id(), 0, GETNCNT), 0);
}

void WaiterDecodeTest::manyOperations() {
    constexpr std::size_t most = 500;
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE, 0600, most);
    const ChildProcess child([&] {
        std::array<sembuf, most> operations{};
        for (std::size_t member = 0; member < most; ++member)
            operations[member] = {static_cast<unsigned short>(member), static_cast<short>(member == most - 1 ? -1 : 1),
                                  0};
        return semop(set.id(), operations.data(), operations.size());
    });
    const auto waiter = awaitWaiter(child.pid());
    QVERIFY(waiter.has_value());
    QCOMPARE(waiter->operations.size(), most);
    QVERIFY((waiter->operations.back() == sysv::SemaphoreOperation{most - 1, -1, false}));
    QCOMPARE(*blockingOperation(waiter->operations, std::vector<std::uint16_t>(most, 0)), most - 1);
}

void WaiterDecodeTest::semopWithTimeout() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    testing::up(set.id());
    const ChildProcess child([&] {
        sembuf operation{0, 0, 0};
        const timespec hour{3600, 0};
        return semtimedop(set.id(), &operation, 1, &hour);
    });
    const auto waiter = awaitWaiter(child.pid());
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->timed);
    QVERIFY((waiter->operations == Operations{{0, 0, false}}));
    QCOMPARE(semctl(set.id(), 0, GETZCNT), 1);
}

void WaiterDecodeTest::sending() {
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    fill(queue.id());
    const ChildProcess child([&] {
        Message message;
        message.type = 0x123456789a;
        return msgsnd(queue.id(), &message, 1234, 0);
    });
    const auto waiter = awaitWaiter(child.pid());
    // A short one may find room: msgsnd(2) asks for the bytes
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->call == WaitCall::Msgsnd);
    QVERIFY(waiter->object == queue.object());
    QCOMPARE(waiter->type, 0x123456789aL);
    QVERIFY(waiter->size == 1234U);
    QVERIFY(waiter->known == WaitKnowledge::All);
}

void WaiterDecodeTest::receiving_data() {
    QTest::addColumn<long>("type");
    QTest::addColumn<int>("flags");
    QTest::addColumn<bool>("except");
    QTest::newRow("any") << 0L << 0 << false;
    QTest::newRow("one") << 99L << MSG_NOERROR << false;
    QTest::newRow("up to") << -5L << 0 << false;
    QTest::newRow("all but one") << 7L << MSG_EXCEPT << true;
    QTest::newRow("but none") << -7L << MSG_EXCEPT << false;
}

void WaiterDecodeTest::receiving() {
    QFETCH(long, type);
    QFETCH(int, flags);
    QFETCH(bool, except);
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    const ChildProcess child([&] {
        Message message;
        return msgrcv(queue.id(), &message, 256, type, flags) < 0 ? 1 : 0;
    });
    const auto waiter = awaitWaiter(child.pid());
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->call == WaitCall::Msgrcv);
    QVERIFY(waiter->object == queue.object());
    QCOMPARE(waiter->type, type);
    QCOMPARE(waiter->except, except);
    QVERIFY(waiter->size == 256U);
    QVERIFY(!waiter->timed);
}

void WaiterDecodeTest::sendingToAPosixQueue() {
    const MadeQueue queue("/full", 0600, 1);
    QVERIFY(queue.send("one"));
    const ChildProcess child([] {
        const timespec end = inAnHour();
        return mq_timedsend(mq_open("/full", O_WRONLY), "twenty bytes of text", 20, 3, &end);
    });
    const auto waiter = awaitWaiter(child.pid());
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->call == WaitCall::MqSend);
    QVERIFY(waiter->object == posixObject(Kind::MessageQueue, "/full"));
    QCOMPARE(waiter->file, std::string("/full"));
    QCOMPARE(waiter->type, 3L);
    QVERIFY(waiter->size == 20U);
    QVERIFY(waiter->timed);
    QCOMPARE(wordsOf(*waiter), std::string("priority 3, 20 bytes"));
}

void WaiterDecodeTest::receivingFromAPosixQueue() {
    const MadeQueue queue("/empty");
    const ChildProcess child([] {
        std::array<char, 100> room{};
        return mq_receive(mq_open("/empty", O_RDONLY), room.data(), room.size(), nullptr) < 0 ? 1 : 0;
    });
    const auto waiter = awaitWaiter(child.pid());
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->call == WaitCall::MqReceive);
    QVERIFY(waiter->object == posixObject(Kind::MessageQueue, "/empty"));
    QVERIFY(waiter->size == 100U);
    QVERIFY(!waiter->timed);
}

void WaiterDecodeTest::aQueueOpenedAsAFile() {
    const MadeQueue queue("/jobs");
    if (access("/dev/mqueue/jobs", F_OK) != 0) QSKIP("no queues are mounted here");
    const ChildProcess child([] {
        std::array<char, 64> room{};
        const int file = open("/dev/mqueue/jobs", O_RDWR);
        return mq_receive(file, room.data(), room.size(), nullptr) < 0 ? 1 : 0;
    });
    const auto waiter = awaitWaiter(child.pid());
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->object == posixObject(Kind::MessageQueue, "/jobs"));
}

void WaiterDecodeTest::aQueueWithoutItsName() {
    const MadeQueue queue("/jobs");
    const ChildProcess child([] {
        std::array<char, 64> room{};
        return mq_receive(mq_open("/jobs", O_RDONLY), room.data(), room.size(), nullptr) < 0 ? 1 : 0;
    });
    WaiterScan scan;
    QVERIFY(testing::waitUntil([&] {
        scan.scanAll();
        return testing::waiterOf(scan.waiters(), child.pid()).has_value();
    }));
    const auto before = *testing::waiterOf(scan.waiters(), child.pid());
    QVERIFY(before.object == posixObject(Kind::MessageQueue, "/jobs"));
    mq_unlink("/jobs");
    const MadeQueue another("/jobs"); // which nobody waits for
    scan.refreshKnown();
    const auto after = testing::waiterOf(scan.waiters(), child.pid());
    QVERIFY(after.has_value());
    QVERIFY(!after->object);
    QCOMPARE(after->file, std::string("/jobs (deleted)"));
    QVERIFY(after->since == before.since);
}

void WaiterDecodeTest::semWait() {
    const MadeSemaphore made("/lock", 0);
    // One has it as its maker has: mapped under a name of the moment
    const ChildProcess maker([&] { return sem_wait(made.get()); });
    const ChildProcess opener([] { return sem_wait(sem_open("/lock", 0)); });
    for (const pid_t pid : {maker.pid(), opener.pid()}) {
        const auto waiter = awaitWaiter(pid);
        QVERIFY(waiter.has_value());
        QVERIFY(waiter->call == WaitCall::SemWait);
        QVERIFY(waiter->object == posixObject(Kind::Semaphore, "/lock"));
        QVERIFY(waiter->file.starts_with("/dev/shm/sem."));
        QVERIFY(waiter->known == WaitKnowledge::All);
        QVERIFY(!waiter->timed);
        QVERIFY(!waiter->size);
    }
}

void WaiterDecodeTest::semWaitWithTimeout() {
    const MadeSemaphore made("/two words", 0);
    const ChildProcess child([] {
        const timespec end = inAnHour();
        return sem_timedwait(sem_open("/two words", 0), &end);
    });
    const auto waiter = awaitWaiter(child.pid());
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->timed);
    QVERIFY(waiter->object == posixObject(Kind::Semaphore, "/two words"));
    // It goes on in restart_syscall(2)
    QVERIFY(child.stop());
    child.signal(SIGCONT);
    const auto after = awaitWaiter(child.pid());
    QVERIFY(after.has_value());
    QVERIFY(after->timed && after->call == WaitCall::SemWait && after->object == waiter->object);
}

void WaiterDecodeTest::aSemaphoreLosesItsName() {
    const MadeSemaphore made("/lock", 0);
    const ChildProcess child([&] { return sem_wait(made.get()); });
    WaiterScan scan;
    QVERIFY(testing::waitUntil([&] {
        scan.scanAll();
        return testing::waiterOf(scan.waiters(), child.pid()).has_value();
    }));
    const auto since = testing::waiterOf(scan.waiters(), child.pid())->since;
    QCOMPARE(sem_unlink("/lock"), 0);
    const MadeSemaphore another("/lock", 0); // which nobody waits for
    scan.refreshKnown();
    const auto check = [&] {
        const auto waiter = testing::waiterOf(scan.waiters(), child.pid());
        QVERIFY(waiter.has_value());
        QVERIFY(!waiter->object);
        QVERIFY(waiter->file.ends_with(" (deleted)"));
        QVERIFY(waiter->since == since);
    };
    check();
    scan.scanAll();
    check();
    QVERIFY(!awaitWaiter(child.pid())->object); // nor for one who sees it for the first time
}

void WaiterDecodeTest::aLockInASegment() {
    const testing::ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(4096), 0);
    const ChildProcess child([&] {
        const int file = open(ring.path(), O_RDWR | O_CLOEXEC);
        void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        auto* semaphore = static_cast<sem_t*>(memory);
        return memory == MAP_FAILED || sem_init(semaphore, 1, 0) != 0 || sem_wait(semaphore) != 0 ? 1 : 0;
    });
    QVERIFY(testing::waitUntilBlockedIn(child.pid(), {SYS_futex}));
    QVERIFY(!testing::waiterOf(findWaiters().waiters, child.pid()));
}

void WaiterDecodeTest::aLockOfItsOwn() {
    const MadeSemaphore made("/lock", 0); // mapped, but not what it waits for
    const ChildProcess child([] {
        sem_t own;
        sem_init(&own, 0, 0);
        return sem_wait(&own);
    });
    QVERIFY(testing::waitUntil([&] { // the helper looks for shared ones alone
        std::ifstream file("/proc/" + std::to_string(child.pid()) + "/syscall");
        long number = -1;
        return file >> number && number == SYS_futex;
    }));
    QVERIFY(!testing::waiterOf(findWaiters().waiters, child.pid()));
}

void WaiterDecodeTest::otherNamespaces() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const MadeSemaphore shared("/lock", 0);
    const ChildProcess elsewhere([] {
        if (unshare(CLONE_NEWIPC) != 0) return 1;
        const MadeObject twin(Kind::Semaphore, IPC_PRIVATE);
        return testing::down(twin.id());
    });
    const ChildProcess byFile([&] {
        if (unshare(CLONE_NEWIPC) != 0) return 1;
        return sem_wait(shared.get());
    });
    QVERIFY(testing::waitUntilBlockedIn(elsewhere.pid(), {SYS_semtimedop}));
    const auto waiter = awaitWaiter(byFile.pid());
    QVERIFY(waiter.has_value());
    QVERIFY(waiter->object == posixObject(Kind::Semaphore, "/lock"));
    QVERIFY(!testing::waiterOf(findWaiters().waiters, elsewhere.pid()));
}

void WaiterDecodeTest::aSemaphoreInAnotherDevShm() {
    const MadeSemaphore here("/lock", 0);
    const ChildProcess elsewhere([] {
        if (unshare(CLONE_NEWNS) != 0 || !testing::haveShmOfOurOwn()) return 1;
        const MadeSemaphore twin("/lock", 0);
        return sem_wait(twin.get());
    });
    QVERIFY(testing::waitUntilBlockedIn(elsewhere.pid(), {SYS_futex}));
    QVERIFY(!testing::waiterOf(findWaiters().waiters, elsewhere.pid()));
}

void WaiterDecodeTest::aQueueOfAnotherNamespace() {
    const ChildProcess elsewhere([] {
        if (unshare(CLONE_NEWIPC) != 0) return 1;
        const MadeQueue twin("/jobs");
        std::array<char, 64> room{};
        return mq_receive(mq_open("/jobs", O_RDONLY), room.data(), room.size(), nullptr) < 0 ? 1 : 0;
    });
    QVERIFY(testing::waitUntilBlockedIn(elsewhere.pid(), {SYS_mq_timedreceive}));
    QVERIFY(!testing::waiterOf(findWaiters().waiters, elsewhere.pid()));
}

IPCLENS_TEST_MAIN(WaiterDecodeTest)

#include "waiter_decode_test.moc"
