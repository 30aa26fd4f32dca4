// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "core/posix/removal.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/child_process.h"
#include "tests/support/namespace.h"
#include "tests/support/test_main.h"

#include <cerrno>

#include <sys/mount.h>
#include <sys/stat.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

/// mayUnlink() says what unlink(2) would answer: each answer is compared with the removal itself.
class PosixRemovalTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void rootMay();
    void stickyDirectory();
    void openDirectory();
    void closedDirectory();
    void ownObject();
    void whatIsADirectory();
    void queueThatIsNotSeen();
};

namespace {

constexpr uid_t nobody = 65534;

int numberOf(const Result<void>& result) {
    return result ? 0 : result.error().number;
}

/// Of an object of root as somebody else: what is said and what happens, both as an errno.
struct Answers {
    int said = -1;
    int happened = -1;
    bool operator==(const Answers&) const = default;
};

Answers answersForNobody(Kind kind, uid_t owner = 0) {
    Answers answers;
    answers.said =
        runUnprivileged([&] { return numberOf(mayUnlink(kind, "/x", owner, Credentials::current())); }).value_or(-1);
    answers.happened = runUnprivileged([&] {
                           switch (kind) {
                           case Kind::Semaphore: return numberOf(Semaphore::unlink("/x"));
                           case Kind::SharedMemory: return numberOf(SharedMemory::unlink("/x"));
                           case Kind::MessageQueue: break;
                           }
                           return numberOf(MessageQueue::unlink("/x"));
                       }).value_or(-1);
    return answers;
}

constexpr Answers both(int number) {
    return {number, number};
}

} // namespace

void PosixRemovalTest::initTestCase() {
    if (!canRunUnprivileged()) QSKIP("needs another user");
}

void PosixRemovalTest::init() {
    need(Semaphore::create("/x", {}));
    need(SharedMemory::create("/x", {}));
    // what queues take up is limited for all tests that run at once
    QueueOptions small;
    small.maxMessages = 1;
    small.messageSize = 1;
    need(MessageQueue::create("/x", small));
}

void PosixRemovalTest::cleanup() {
    for (const auto& done : {Semaphore::unlink("/x"), SharedMemory::unlink("/x"), MessageQueue::unlink("/x")})
        QVERIFY(done || done.error().kind == ErrorKind::NotFound);
    QVERIFY(objectsInNamespace().empty());
}

void PosixRemovalTest::rootMay() {
    for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue})
        VERIFY_DONE(mayUnlink(kind, "/x", nobody, Credentials::current()));
}

void PosixRemovalTest::stickyDirectory() {
    QVERIFY(answersForNobody(Kind::Semaphore) == both(EPERM));
    QVERIFY(answersForNobody(Kind::SharedMemory) == both(EPERM));
    QVERIFY(answersForNobody(Kind::MessageQueue) == both(EACCES));
}

void PosixRemovalTest::openDirectory() {
    QCOMPARE(chmod("/dev/shm", 0777), 0);
    const Answers answers = answersForNobody(Kind::Semaphore);
    QCOMPARE(chmod("/dev/shm", 01777), 0);
    QVERIFY(answers == both(0));
}

void PosixRemovalTest::closedDirectory() {
    QCOMPARE(chmod("/dev/shm", 0755), 0);
    const Answers answers = answersForNobody(Kind::SharedMemory);
    QCOMPARE(chmod("/dev/shm", 01777), 0);
    QVERIFY(answers == both(EACCES));
}

void PosixRemovalTest::ownObject() {
    const PermissionChange given{nobody, nobody, {}};
    VERIFY_DONE(Semaphore::change("/x", given));
    VERIFY_DONE(MessageQueue::change("/x", given));
    QVERIFY(answersForNobody(Kind::Semaphore) == both(0));
    QVERIFY(answersForNobody(Kind::MessageQueue) == both(0));
}

void PosixRemovalTest::whatIsADirectory() {
    VERIFY_DONE(SharedMemory::unlink("/x"));
    QCOMPARE(mkdir("/dev/shm/x", 0777), 0);
    const auto said = mayUnlink(Kind::SharedMemory, "/x", 0, Credentials::current());
    const auto happened = SharedMemory::unlink("/x");
    QCOMPARE(rmdir("/dev/shm/x"), 0);
    VERIFY_FAILS(said, ErrorKind::Other, EISDIR);
    VERIFY_FAILS(happened, ErrorKind::Other, EISDIR);
}

void PosixRemovalTest::queueThatIsNotSeen() {
    QCOMPARE(umount("/dev/mqueue"), 0);
    const Answers ofRoot = answersForNobody(Kind::MessageQueue);
    VERIFY_DONE(MessageQueue::change("/x", {nobody, nobody, {}}));
    const Answers own = answersForNobody(Kind::MessageQueue, nobody);
    QCOMPARE(mount("mqueue", "/dev/mqueue", "mqueue", MS_NOSUID | MS_NODEV, nullptr), 0);
    QVERIFY(ofRoot == both(EACCES));
    QVERIFY(own == both(0));
}

IPCLENS_TEST_MAIN(PosixRemovalTest)

#include "removal_test.moc"
