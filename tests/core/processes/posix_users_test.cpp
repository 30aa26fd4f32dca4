// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/users_of.h"
#include "tests/core/processes/mapped_file.h"
#include "tests/core/processes/used_by.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_object_ids.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <vector>

#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::processes;
using testing::attachedBy;
using testing::ChildProcess;
using testing::isMapped;
using testing::MadeQueue;
using testing::MadeSemaphore;
using testing::Opened;
using testing::pageSize;
using testing::queueNamed;
using testing::segmentNamed;
using testing::semaphoreNamed;
using testing::ShmEntry;
using testing::waitHaving;
using testing::waitsIn;

namespace {

bool inUse(ObjectId object, pid_t pid) {
    return testing::waitUntil([&] { return attachedBy(usersOf(object), pid) != nullptr; });
}

} // namespace

/// Who has a POSIX object mapped or open, and who waits for it.
class PosixUsersTest : public QObject {
    Q_OBJECT

private slots:
    void whoHasASegmentMapped();
    void whoHasASegmentOpen();
    void anotherFileOfTheSameName();
    void aLinkIsTheSameFile();
    void aNamesakeElsewhere();
    void whoWaitsForASemaphore();
    void aSemaphoreWithTwoNames();
    void eachWaitingThread();
    void whoHasAQueueOpen();
    void whoWaitsToSendAndToReceive();
    void aQueueOfPerhapsAnotherNamespace();
    void aRegistrationStays();
    void whatThereIsNot();
    void incompleteWithoutPrivilege();
    void canBeCancelled();
};

void PosixUsersTest::whoHasASegmentMapped() {
    const ShmEntry ring("ring");
    const ShmEntry other("other");
    QCOMPARE(ring.makeFile(pageSize) + other.makeFile(pageSize), 0);
    const ObjectId object = segmentNamed("/ring");
    QVERIFY(usersOf(object).attached.empty());
    ChildProcess reader([&] { return waitHaving(isMapped(PROT_READ, MAP_SHARED, ring.path(), O_RDONLY)); });
    ChildProcess writer([&] {
        return waitHaving(isMapped(PROT_READ | PROT_WRITE, MAP_SHARED, ring.path()) &&
                          isMapped(PROT_READ, MAP_PRIVATE, ring.path()) &&
                          isMapped(PROT_READ, MAP_SHARED, other.path()));
    });
    QVERIFY(inUse(segmentNamed("/other"), writer.pid()));
    QVERIFY(inUse(object, reader.pid()));
    const auto users = usersOf(object);
    QVERIFY(users.waiting.empty());
    QCOMPARE(users.attached.size(), std::size_t{2});
    const Attached* reads = attachedBy(users, reader.pid());
    const Attached* writes = attachedBy(users, writer.pid());
    QVERIFY(reads != nullptr && writes != nullptr);
    QCOMPARE(reads->times, 1U);
    QVERIFY(!reads->writable);
    QCOMPARE(reads->descriptors, 0U);
    QCOMPARE(writes->times, 2U);
    QVERIFY(writes->writable);
    QVERIFY(!writes->process.name.empty());
}

void PosixUsersTest::whoHasASegmentOpen() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize), 0);
    {
        const Opened reading(ring.path());
        auto users = usersOf(segmentNamed("/ring"));
        QCOMPARE(users.attached.size(), std::size_t{1});
        QCOMPARE(users.attached[0].process.pid, getpid());
        QCOMPARE(users.attached[0].descriptors, 1U);
        QCOMPARE(users.attached[0].times, 0U);
        QVERIFY(!users.attached[0].writable);
        const Opened writing(ring.path(), O_WRONLY);
        users = usersOf(segmentNamed("/ring"));
        QCOMPARE(users.attached.size(), std::size_t{1});
        QCOMPARE(users.attached[0].descriptors, 2U);
        QVERIFY(users.attached[0].writable);
    }
    QVERIFY(usersOf(segmentNamed("/ring")).attached.empty());
}

void PosixUsersTest::anotherFileOfTheSameName() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize), 0);
    const Opened before(ring.path());
    QCOMPARE(unlink(ring.path()), 0);
    QCOMPARE(ring.makeFile(pageSize), 0);
    QVERIFY(usersOf(segmentNamed("/ring")).attached.empty());
}

void PosixUsersTest::aLinkIsTheSameFile() {
    // As glibc makes a semaphore: under a name of the moment, which is gone when it has its own
    const ShmEntry made("made");
    const ShmEntry named("named");
    QCOMPARE(made.makeFile(pageSize), 0);
    const Opened open(made.path(), O_RDWR);
    QCOMPARE(link(made.path(), named.path()), 0);
    QCOMPARE(unlink(made.path()), 0);
    QVERIFY(attachedBy(usersOf(segmentNamed("/named")), getpid()) != nullptr);
}

void PosixUsersTest::aNamesakeElsewhere() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize), 0);
    const std::string elsewhere = testing::scratchDirectory() + "/ring";
    const Opened open(elsewhere, O_RDWR | O_CREAT);
    QVERIFY(open.good());
    const auto users = usersOf(segmentNamed("/ring"));
    unlink(elsewhere.c_str());
    QVERIFY(users.attached.empty());
}

void PosixUsersTest::whoWaitsForASemaphore() {
    const MadeSemaphore lock("/lock", 0);
    const MadeSemaphore other("/other", 0);
    ChildProcess waiting([&] { return sem_wait(lock.get()); });
    ChildProcess waitingElsewhere([&] { return sem_wait(other.get()); });
    QVERIFY(testing::waitUntilBlockedIn(waiting.pid(), {SYS_futex}));
    QVERIFY(testing::waitUntilBlockedIn(waitingElsewhere.pid(), {SYS_futex}));
    const auto users = usersOf(semaphoreNamed("/lock"));
    QVERIFY(attachedBy(users, waiting.pid()) != nullptr);
    QVERIFY(attachedBy(users, getpid()) != nullptr);
    QVERIFY(attachedBy(users, getpid())->writable);
    if (!users.complete && users.waiting.empty()) QSKIP("system calls of others can't be seen here");
    QCOMPARE(users.waiting.size(), std::size_t{1});
    QVERIFY(waitsIn(users, waiting.pid(), "sem_wait"));
    sem_post(lock.get());
    QCOMPARE(waiting.wait(), 0);
    QVERIFY(usersOf(semaphoreNamed("/lock")).waiting.empty());
}

void PosixUsersTest::aSemaphoreWithTwoNames() {
    const MadeSemaphore lock("/lock", 0);
    const ShmEntry alias("sem.alias");
    QCOMPARE(link("/dev/shm/sem.lock", alias.path()), 0);
    ChildProcess byLock([] { return sem_wait(sem_open("/lock", 0)); });
    ChildProcess byAlias([] { return sem_wait(sem_open("/alias", 0)); });
    QVERIFY(testing::waitUntilBlockedIn(byLock.pid(), {SYS_futex}));
    QVERIFY(testing::waitUntilBlockedIn(byAlias.pid(), {SYS_futex}));
    const std::array<UsersOf, 2> each{usersOf(semaphoreNamed("/lock")), usersOf(semaphoreNamed("/alias"))};
    if (!each[0].complete && each[0].waiting.empty() && each[1].waiting.empty())
        QSKIP("system calls of others can't be seen here");
    for (const UsersOf& users : each) {
        QCOMPARE(users.waiting.size(), std::size_t{2});
        QVERIFY(waitsIn(users, byLock.pid(), "sem_wait") && waitsIn(users, byAlias.pid(), "sem_wait"));
    }
}

void PosixUsersTest::eachWaitingThread() {
    const MadeSemaphore lock("/lock", 0);
    ChildProcess waiting([&] {
        std::array<pthread_t, 3> threads{};
        for (pthread_t& thread : threads)
            pthread_create(
                &thread, nullptr,
                [](void* semaphore) -> void* {
                    sem_wait(static_cast<sem_t*>(semaphore));
                    return nullptr;
                },
                lock.get());
        pause();
        return 0;
    });
    UsersOf users;
    const bool all = testing::waitUntil([&] {
        users = usersOf(semaphoreNamed("/lock"));
        return users.waiting.size() == 3;
    });
    if (!users.complete && users.waiting.empty()) QSKIP("system calls can't be seen here");
    QVERIFY(all);
    QVERIFY(std::all_of(users.waiting.begin(), users.waiting.end(), [&](const Waiting& each) {
        return each.process.pid == waiting.pid() && each.thread != waiting.pid();
    }));
}

void PosixUsersTest::whoHasAQueueOpen() {
    const MadeQueue jobs("/jobs");
    const MadeQueue other("/other");
    ChildProcess reader([] {
        for (int opened = 0; opened < 2; ++opened) {
            if (mq_open("/jobs", O_RDONLY) < 0) return 1;
        }
        pause();
        return 0;
    });
    // It has those of its parent as well
    QVERIFY(testing::waitUntil([&] {
        const auto users = usersOf(queueNamed("/jobs"));
        const Attached* attached = attachedBy(users, reader.pid());
        return attached != nullptr && attached->descriptors == 3;
    }));
    const auto users = usersOf(queueNamed("/jobs"));
    QCOMPARE(users.attached.size(), std::size_t{2});
    QCOMPARE(attachedBy(users, getpid())->descriptors, 1U);
    QVERIFY(attachedBy(users, getpid())->writable);
    QCOMPARE(attachedBy(users, reader.pid())->times, 0U);
}

void PosixUsersTest::whoWaitsToSendAndToReceive() {
    const MadeQueue full("/full", 0600, 1);
    const MadeQueue empty("/empty");
    QVERIFY(full.send("one"));
    ChildProcess sender([] { return mq_send(mq_open("/full", O_WRONLY), "two", 3, 0); });
    ChildProcess receiver([] {
        std::array<char, 64> room{};
        return mq_receive(mq_open("/empty", O_RDONLY), room.data(), room.size(), nullptr) < 0 ? 1 : 0;
    });
    QVERIFY(testing::waitUntilBlockedIn(sender.pid(), {SYS_mq_timedsend}));
    QVERIFY(testing::waitUntilBlockedIn(receiver.pid(), {SYS_mq_timedreceive}));
    const auto senders = usersOf(queueNamed("/full"));
    if (!senders.complete && senders.waiting.empty()) QSKIP("system calls of others can't be seen here");
    QCOMPARE(senders.waiting.size(), std::size_t{1});
    QVERIFY(waitsIn(senders, sender.pid(), "mq_send"));
    const auto receivers = usersOf(queueNamed("/empty"));
    QCOMPARE(receivers.waiting.size(), std::size_t{1});
    QVERIFY(waitsIn(receivers, receiver.pid(), "mq_receive"));
}

void PosixUsersTest::aQueueOfPerhapsAnotherNamespace() {
    // The child has it open
    const MadeQueue theirs("/both", 0);
    ChildProcess child([] {
        if (unshare(CLONE_NEWIPC) != 0) return 90;
        if (mq_close(mq_open("/both", O_RDWR | O_CREAT | O_EXCL, 0, nullptr)) != 0) return 91;
        const testing::WithoutCapabilities ordinary;
        const auto users = usersOf(queueNamed("/both"));
        return users.attached.empty() && !users.complete ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

void PosixUsersTest::aRegistrationStays() {
    const MadeQueue jobs("/jobs");
    sigevent event{};
    event.sigev_notify = SIGEV_NONE;
    QCOMPARE(mq_notify(jobs.get(), &event), 0);
    QVERIFY(attachedBy(usersOf(queueNamed("/jobs")), getpid()) != nullptr);
    QVERIFY(jobs.status().find("NOTIFY_PID:" + std::to_string(getpid())) != std::string::npos);
}

void PosixUsersTest::whatThereIsNot() {
    for (const ObjectId object : {segmentNamed("/none"), semaphoreNamed("/none"), queueNamed("/none"),
                                  segmentNamed("/../mem"), queueNamed("no slash"), segmentNamed("/")}) {
        const auto users = usersOf(object);
        QVERIFY(users.attached.empty());
        QVERIFY(users.waiting.empty());
        QVERIFY(!users.complete);
    }
}

void PosixUsersTest::incompleteWithoutPrivilege() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize, 0666), 0);
    const Opened ours(ring.path());
    const auto result = testing::runUnprivileged([&] {
        const auto users = usersOf(segmentNamed("/ring"));
        // The child has our descriptor too, and sees its own
        return users.complete || attachedBy(users, getpid()) == nullptr ? 1 : 0;
    });
    if (!result) QSKIP("no second user here");
    QCOMPARE(*result, 0);
}

void PosixUsersTest::canBeCancelled() {
    Cancellation cancellation;
    cancellation.cancel();
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(pageSize), 0);
    const Opened open(ring.path());
    const auto users = usersOf(segmentNamed("/ring"), &cancellation);
    QVERIFY(!users.complete);
    QVERIFY(users.attached.empty());
}

IPCLENS_TEST_MAIN(PosixUsersTest)

#include "posix_users_test.moc"
