// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/process.h"
#include "core/processes/users_of.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/processes/attachment.h"
#include "tests/core/processes/found_waiter.h"
#include "tests/core/processes/used_by.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/pid_namespace.h"
#include "tests/support/test_main.h"

#include <QTest>

#include <algorithm>
#include <csignal>
#include <ctime>
#include <fstream>
#include <thread>

#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::attachAndWait;
using testing::attachedBy;
using testing::attachedTo;
using testing::ChildProcess;
using testing::down;
using testing::MadeObject;
using testing::semaphoreCalls;
using testing::up;
using testing::waitsIn;

class ProcessesTest : public QObject {
    Q_OBJECT

private slots:
    void ourselves();
    void namesWithSpacesAndParentheses_data();
    void namesWithSpacesAndParentheses();
    void noSuchProcess();
    void aProcessThatEnded();
    void whoCanHaveActed();
    void whenASegmentWasMade();
    void whoHasASegmentAttached();
    void segmentsMarkedForDestruction();
    void whoWaitsForASemaphore();
    void whoWaitsToSendAndToReceive();
    void eachWaitingThread();
    void otherNamespacesAreLeftOut();
    void incompleteInAPidNamespace();
    void incompleteWithoutPrivilege();
    void canBeCancelled();
};

void ProcessesTest::ourselves() {
    const auto process = find(getpid());
    QVERIFY(process.has_value());
    QCOMPARE(process->pid, getpid());
    std::string name;
    std::getline(std::ifstream("/proc/self/comm"), name);
    QCOMPARE(process->name, name);
    const EpochSeconds now = std::time(nullptr);
    QVERIFY(process->startedAt <= now + 1);
    QVERIFY(process->startedAt > now - 600);
}

void ProcessesTest::namesWithSpacesAndParentheses_data() {
    QTest::addColumn<QByteArray>("name");
    for (const char* name : {"plain", "two words", ") S 1 (", "((((", "))))", " ", "", "a\nb", "\xff\xfe", "\x1b[2J"})
        QTest::newRow(name) << QByteArray(name);
}

void ProcessesTest::namesWithSpacesAndParentheses() {
    QFETCH(QByteArray, name);
    const auto before = find(getpid());
    ChildProcess child([&] {
        prctl(PR_SET_NAME, name.constData());
        pause();
        return 0;
    });
    QVERIFY(testing::waitUntil([&] {
        const auto process = find(child.pid());
        return process && process->name == name.toStdString();
    }));
    QVERIFY(find(child.pid())->startedAt >= before->startedAt);
}

void ProcessesTest::noSuchProcess() {
    QVERIFY(!find(0));
    QVERIFY(!find(-1));
    QVERIFY(!find(0x7fffffff));
}

void ProcessesTest::aProcessThatEnded() {
    ChildProcess child([] { return 0; });
    const pid_t pid = child.pid();
    QCOMPARE(child.wait(), 0);
    QVERIFY(!find(pid));
}

void ProcessesTest::whoCanHaveActed() {
    const Process process{4711, "late", 1000};
    QVERIFY(couldHaveActed(process, 1001));
    QVERIFY(couldHaveActed(process, 1000));
    QVERIFY(couldHaveActed(process, 999)); // a second of slack
    QVERIFY(!couldHaveActed(process, 998));
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    QVERIFY(couldHaveActed(*find(getpid()), std::time(nullptr)));
}

void ProcessesTest::whenASegmentWasMade() {
    SegmentInfo segment;
    QCOMPARE(createdBy(segment), EpochSeconds{0}); // not known
    segment.changedAt = 3000;
    QCOMPARE(createdBy(segment), EpochSeconds{3000}); // never attached
    segment.attachedAt = 2000;
    QCOMPARE(createdBy(segment), EpochSeconds{2000});
    segment.detachedAt = 1000;
    QCOMPARE(createdBy(segment), EpochSeconds{1000});
    segment.changedAt = 500;
    QCOMPARE(createdBy(segment), EpochSeconds{500});
    segment.changedAt = 0;
    QCOMPARE(createdBy(segment), EpochSeconds{1000});
}

void ProcessesTest::whoHasASegmentAttached() {
    const MadeObject segment(Kind::SharedMemory, 0x51, 0600, 10000);
    const MadeObject other(Kind::SharedMemory, IPC_PRIVATE, 0600, 10000);
    QVERIFY(usersOf(segment.object()).attached.empty());
    ChildProcess reader([&] { return attachAndWait(segment.id(), SHM_RDONLY); });
    ChildProcess writer([&] {
        if (!testing::attach(segment.id(), SHM_RDONLY) || !testing::attach(segment.id())) return 1;
        return attachAndWait(other.id());
    });
    QVERIFY(testing::waitUntil([&] { return attachedTo(segment.id()) == 3 && attachedTo(other.id()) == 1; }));
    const auto users = usersOf(segment.object());
    QVERIFY(users.waiting.empty());
    QCOMPARE(users.attached.size(), std::size_t{2});
    for (const Attached& attached : users.attached) {
        const bool isWriter = attached.process.pid == writer.pid();
        QVERIFY(isWriter || attached.process.pid == reader.pid());
        QCOMPARE(attached.times, isWriter ? 2U : 1U);
        QCOMPARE(attached.writable, isWriter);
        QVERIFY(!attached.process.name.empty());
    }
    QCOMPARE(attachedTo(segment.id()), 3UL); // looking attached nothing
}

void ProcessesTest::segmentsMarkedForDestruction() {
    MadeObject segment(Kind::SharedMemory, 0x52);
    const ObjectId object = segment.object();
    void* address = shmat(segment.id(), nullptr, 0);
    segment.remove();
    const auto users = usersOf(object);
    shmdt(address);
    QCOMPARE(users.attached.size(), std::size_t{1});
    QCOMPARE(users.attached[0].process.pid, getpid());
    QVERIFY(usersOf(object).attached.empty());
}

void ProcessesTest::whoWaitsForASemaphore() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    const MadeObject other(Kind::Semaphore, IPC_PRIVATE);
    ChildProcess waiting([&] { return down(set.id()); });
    ChildProcess waitingElsewhere([&] { return down(other.id()); });
    QVERIFY(testing::waitUntilBlockedIn(waiting.pid(), semaphoreCalls));
    QVERIFY(testing::waitUntilBlockedIn(waitingElsewhere.pid(), semaphoreCalls));
    const auto users = usersOf(set.object());
    if (!users.complete && users.waiting.empty()) QSKIP("system calls of others can't be seen here");
    QCOMPARE(users.waiting.size(), std::size_t{1});
    QVERIFY(waitsIn(users, waiting.pid(), "semop"));
    QCOMPARE(users.waiting[0].thread, waiting.pid());
    QCOMPARE(semctl(set.id(), 0, GETNCNT), 1);
    up(set.id());
    QCOMPARE(waiting.wait(), 0);
    QVERIFY(usersOf(set.object()).waiting.empty());
}

void ProcessesTest::whoWaitsToSendAndToReceive() {
    const MadeObject full(Kind::MessageQueue, IPC_PRIVATE);
    const MadeObject empty(Kind::MessageQueue, IPC_PRIVATE);
    struct {
        long type = 1;
        char body[1000] = {};
    } message;
    while (msgsnd(full.id(), &message, sizeof message.body, IPC_NOWAIT) == 0) {
    }
    ChildProcess sender([&] { return msgsnd(full.id(), &message, sizeof message.body, 0); });
    ChildProcess receiver([&] { return msgrcv(empty.id(), &message, sizeof message.body, 0, 0) < 0 ? 1 : 0; });
    QVERIFY(testing::waitUntilBlockedIn(sender.pid(), {SYS_msgsnd}));
    QVERIFY(testing::waitUntilBlockedIn(receiver.pid(), {SYS_msgrcv}));
    const auto senders = usersOf(full.object());
    if (!senders.complete && senders.waiting.empty()) QSKIP("system calls of others can't be seen here");
    QCOMPARE(senders.waiting.size(), std::size_t{1});
    QVERIFY(waitsIn(senders, sender.pid(), "msgsnd"));
    const auto receivers = usersOf(empty.object());
    QCOMPARE(receivers.waiting.size(), std::size_t{1});
    QVERIFY(waitsIn(receivers, receiver.pid(), "msgrcv"));
}

void ProcessesTest::eachWaitingThread() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    std::vector<std::thread> threads;
    threads.reserve(3);
    for (int i = 0; i < 3; ++i)
        threads.emplace_back([&] { down(set.id()); });
    const bool waiting = testing::waitUntil([&] { return semctl(set.id(), 0, GETNCNT) == 3; });
    auto users = usersOf(set.object());
    up(set.id(), 3);
    for (auto& thread : threads)
        thread.join();
    QVERIFY(waiting);
    if (!users.complete && users.waiting.empty()) QSKIP("system calls can't be seen here");
    QCOMPARE(users.waiting.size(), std::size_t{3});
    QVERIFY(std::all_of(users.waiting.begin(), users.waiting.end(),
                        [](const Waiting& each) { return each.process.pid == getpid() && each.thread != getpid(); }));
}

void ProcessesTest::otherNamespacesAreLeftOut() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE);
    ChildProcess elsewhere([&] {
        if (unshare(CLONE_NEWIPC) != 0) return 1;
        testing::setSysctl("kernel/sem_next_id", set.id());
        const MadeObject twin(Kind::Semaphore, IPC_PRIVATE);
        if (twin.id() != set.id()) return 2;
        return down(twin.id());
    });
    if (!testing::waitUntilBlockedIn(elsewhere.pid(), semaphoreCalls, std::chrono::seconds(2))) {
        QSKIP("no second IPC namespace with such an id here");
    }
    QVERIFY(usersOf(set.object()).waiting.empty());
}

void ProcessesTest::incompleteInAPidNamespace() {
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    QVERIFY_WHERE_ALL_IS_SEEN([&] {
        HOLDS_HERE(testing::attach(segment.id()));
        const auto users = usersOf(segment.object());
        HOLDS_HERE(attachedBy(users, getpid()) != nullptr);
        HOLDS_HERE(!users.complete); // the test itself is outside
        return 0;
    });
}

void ProcessesTest::incompleteWithoutPrivilege() {
    const MadeObject set(Kind::Semaphore, IPC_PRIVATE, 0666);
    const auto result = testing::runUnprivileged([&] { return usersOf(set.object()).complete ? 1 : 0; });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

void ProcessesTest::canBeCancelled() {
    Cancellation cancellation;
    cancellation.cancel();
    const MadeObject segment(Kind::SharedMemory, IPC_PRIVATE);
    void* address = shmat(segment.id(), nullptr, 0);
    const auto users = usersOf(segment.object(), &cancellation);
    shmdt(address);
    QVERIFY(!users.complete);
    QVERIFY(users.attached.empty());
}

IPCLENS_TEST_MAIN(ProcessesTest)

#include "processes_test.moc"
