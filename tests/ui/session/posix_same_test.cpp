// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What is asked of the POSIX object that was shown is not done to another one that has its name by now.

#include "tests/support/byte_text.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "ui/session/perform.h"

#include <QObject>
#include <QTest>

#include <memory>
#include <string>
#include <vector>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::bytesOf;
using ipclens::testing::MadeQueue;
using ipclens::testing::MadeSemaphore;
using ipclens::testing::scratchDirectory;

class PosixSameTest : public QObject {
    Q_OBJECT

private slots:
    void semaphores();
    void queues();
    void messageFiles();
    void doneToTheOneThatIsMeant();
};

namespace {

std::uint64_t inodeAt(const char* path) {
    struct stat status {};
    return ::lstat(path, &status) == 0 ? status.st_ino : 0;
}

Outcome outcomeOf(const Operation& operation) {
    Cancellation cancellation;
    transfer::Progress progress;
    return perform(operation, cancellation, progress);
}

bool isRefused(const Operation& operation) {
    const Outcome outcome = outcomeOf(operation);
    return outcome.error && outcome.error->kind == ErrorKind::Removed &&
           outcome.error->reason == "another one has this name now";
}

int valueOf(const MadeSemaphore& semaphore) {
    int value = -1;
    sem_getvalue(semaphore.get(), &value);
    return value;
}

long messagesIn(const MadeQueue& queue) {
    mq_attr attributes{};
    return mq_getattr(queue.get(), &attributes) == 0 ? attributes.mq_curmsgs : -1;
}

const Name semaphoreName = Name::of("/lock");
const Name queueName = Name::of("/jobs");
const ObjectId queueId = ObjectId::posix(Kind::MessageQueue, queueName);

operation::Inject three(std::uint64_t inode) {
    operation::Inject inject;
    inject.queue = queueId;
    inject.count = 3;
    inject.inode = inode;
    return inject;
}

} // namespace

void PosixSameTest::semaphores() {
    auto shown = std::make_unique<MadeSemaphore>("/lock", 1);
    const std::uint64_t before = inodeAt("/dev/shm/sem.lock");
    shown.reset();
    const MadeSemaphore another("/lock", 1);
    QVERIFY(isRefused(operation::WaitSemaphore{semaphoreName, false, std::nullopt, before}));
    QVERIFY(isRefused(operation::PostSemaphore{semaphoreName, before}));
    QCOMPARE(valueOf(another), 1);
}

void PosixSameTest::queues() {
    auto shown = std::make_unique<MadeQueue>("/jobs");
    const std::uint64_t before = inodeAt("/dev/mqueue/jobs");
    shown.reset();
    const MadeQueue another("/jobs");
    QVERIFY(another.send("a", 1));
    const std::vector<Operation> operations = {
        operation::Send{queueId, 0, bytesOf("b"), false, std::nullopt, before},
        three(before),
        operation::Receive{queueId, {}, false, std::nullopt, before},
        operation::Browse{queueName, true, before},
    };
    for (const Operation& operation : operations) {
        QVERIFY2(isRefused(operation), describe(operation).c_str());
        QCOMPARE(messagesIn(another), 1L);
    }
}

void PosixSameTest::messageFiles() {
    using What = operation::PosixTransfer::What;
    const std::string path = scratchDirectory() + "/jobs.messages";
    const std::string other = scratchDirectory() + "/other.messages";
    auto shown = std::make_unique<MadeQueue>("/jobs");
    const std::uint64_t before = inodeAt("/dev/mqueue/jobs");
    QVERIFY(shown->send("a", 1));
    const Outcome drained = outcomeOf(operation::PosixTransfer{What::Drain, queueName, path, false, before});
    QVERIFY2(!drained.error, drained.error ? drained.error->message().c_str() : "");
    QCOMPARE(drained.report.messages, std::uint64_t{1});
    shown.reset();
    const MadeQueue another("/jobs");
    QVERIFY(another.send("b", 1));
    QVERIFY(isRefused(operation::PosixTransfer{What::Drain, queueName, other, false, before}));
    QVERIFY(isRefused(operation::PosixTransfer{What::Load, queueName, path, false, before}));
    QVERIFY(isRefused(operation::PosixTransfer{What::PutBack, queueName, path, false, before}));
    QCOMPARE(messagesIn(another), 1L);
    QVERIFY(inodeAt(path.c_str()) != 0);
    QCOMPARE(inodeAt(other.c_str()), std::uint64_t{0});
}

void PosixSameTest::doneToTheOneThatIsMeant() {
    const MadeSemaphore semaphore("/lock", 1);
    const std::uint64_t semaphoreInode = inodeAt("/dev/shm/sem.lock");
    QVERIFY(!outcomeOf(operation::PostSemaphore{semaphoreName, semaphoreInode}).error);
    QCOMPARE(valueOf(semaphore), 2);
    QVERIFY(!outcomeOf(operation::WaitSemaphore{semaphoreName, false, std::nullopt, semaphoreInode}).error);
    QCOMPARE(valueOf(semaphore), 1);

    const MadeQueue queue("/jobs");
    const std::uint64_t inode = inodeAt("/dev/mqueue/jobs");
    QVERIFY(!outcomeOf(operation::Send{queueId, 2, bytesOf("b"), false, std::nullopt, inode}).error);
    QVERIFY(!outcomeOf(three(inode)).error);
    QCOMPARE(messagesIn(queue), 4L);
    const Outcome browsed = outcomeOf(operation::Browse{queueName, false, inode});
    QVERIFY(!browsed.error);
    QCOMPARE(browsed.browsed->messages.size(), std::size_t{4});
    QVERIFY(outcomeOf(operation::Receive{queueId, {}, false, std::nullopt, inode}).message);
    QCOMPARE(messagesIn(queue), 3L);
}

IPCLENS_TEST_MAIN(PosixSameTest)
#include "posix_same_test.moc"
