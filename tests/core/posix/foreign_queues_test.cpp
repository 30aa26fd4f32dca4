// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What is mounted on /dev/mqueue need not show the queues that mq_open(3) speaks of: nothing there is changed, and
// nothing is told of it as if it were ours.

#include "core/posix/message_queue.h"
#include "core/posix/queue_identity.h"
#include "core/posix/removal.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/child_process.h"
#include "tests/support/namespace.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <functional>
#include <string>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

class ForeignQueuesTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void ownQueueOfAnotherNamespace();
    void anotherFileSystem();
    void doubtIsTold();
    void oneReadableQueueTells();
    void unmountedQueueThatIsOpen();
    void mountThatIsReadOnly();
};

namespace {

constexpr uid_t nobody = 65534;
constexpr PermissionChange readable{{}, {}, 0644};

bool giveToNobody(const std::string& path) {
    return ::chown(path.c_str(), nobody, nobody) == 0;
}

std::uint64_t inodeOf(const MadeQueue& queue) {
    struct stat status {};
    return ::fstat(queue.get(), &status) == 0 ? status.st_ino : 0;
}

int numberOf(const Result<void>& result) {
    return result ? 0 : result.error().number;
}

int asNobody(const std::function<int()>& work) {
    return runUnprivileged(work).value_or(97);
}

/// 0 where the change of a queue that nobody may not open is denied him as mq_open(3) does, with a hint that ends so.
int changeIsDenied(const std::string& hint) {
    return asNobody([&] {
        const auto changed = MessageQueue::change("/both", readable);
        if (numberOf(changed) != EACCES) return 1;
        return changed.error().hint.ends_with(hint) && changed.error().hint.empty() == hint.empty() ? 0 : 2;
    });
}

} // namespace

void ForeignQueuesTest::initTestCase() {
    if (!canRunUnprivileged()) QSKIP("needs another user");
}

void ForeignQueuesTest::ownQueueOfAnotherNamespace() {
    const MadeQueue theirs("/both", 0600);
    QVERIFY(giveToNobody("/dev/mqueue/both"));
    ChildProcess child([] {
        if (::unshare(CLONE_NEWIPC) != 0) return 90;
        const MadeQueue ours("/both", 0600);
        if (const int wrong = changeIsDenied(""); wrong != 0) return wrong;
        // Theirs is nobody's, ours is not
        const int said =
            asNobody([] { return numberOf(mayUnlink(Kind::MessageQueue, "/both", 0, Credentials::current())); });
        const int happened = asNobody([] { return numberOf(MessageQueue::unlink("/both")); });
        return said == EACCES && happened == EACCES ? 0 : 3;
    });
    QCOMPARE(child.wait(), 0);
    QCOMPARE(modeOf("/dev/mqueue/both"), mode_t{0600});
}

void ForeignQueuesTest::anotherFileSystem() {
    const MadeQueue queue("/both", 0600);
    ChildProcess child([] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/dev/mqueue", "tmpfs", 0, nullptr) != 0) return 90;
        const int file = ::open("/dev/mqueue/both", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || !giveToNobody("/dev/mqueue/both")) return 91;
        if (const int wrong = changeIsDenied(""); wrong != 0) return wrong;
        return modeOf("/dev/mqueue/both") == 0600 ? 0 : 3;
    });
    QCOMPARE(child.wait(), 0);
}

void ForeignQueuesTest::doubtIsTold() {
    const MadeQueue queue("/both", 0);
    QVERIFY(giveToNobody("/dev/mqueue/both"));
    QCOMPARE(changeIsDenied("mode 0000, if /dev/mqueue is of this IPC namespace"), 0);
    QCOMPARE(modeOf("/dev/mqueue/both"), mode_t{0});
}

void ForeignQueuesTest::oneReadableQueueTells() {
    const MadeQueue queue("/both", 0);
    const MadeQueue other("/other", 0604);
    const auto change = [] { return numberOf(MessageQueue::change("/both", readable)); };
    QCOMPARE(asNobody(change), EPERM);
    QVERIFY(giveToNobody("/dev/mqueue/both"));
    QCOMPARE(asNobody(change), 0);
    QCOMPARE(modeOf("/dev/mqueue/both"), mode_t{0644});
}

void ForeignQueuesTest::unmountedQueueThatIsOpen() {
    ChildProcess child([] {
        if (::unshare(CLONE_NEWNS) != 0 || ::umount2("/dev/mqueue", MNT_DETACH) != 0) return 90;
        return asNobody([] {
            const MadeQueue held("/held", 0);
            const auto look = MessageQueue::look("/held");
            if (!look || look->error != EACCES || look->file.id.inode != inodeOf(held)) return 1;
            const uid_t owner = look->file.permissions.uid;
            if (!mayUnlink(Kind::MessageQueue, "/held", owner, Credentials::current())) return 2;
            const auto another = MessageQueue::unlink("/held", inodeOf(held) + 1);
            if (another || another.error().kind != ErrorKind::Removed) return 3;
            return MessageQueue::unlink("/held", inodeOf(held)) ? 0 : 4;
        });
    });
    QCOMPARE(child.wait(), 0);
}

void ForeignQueuesTest::mountThatIsReadOnly() {
    ChildProcess child([] {
        const MadeQueue queue("/x");
        if (::unshare(CLONE_NEWNS) != 0) return 90;
        if (::mount("none", "/dev/mqueue", "none", MS_REMOUNT | MS_BIND | MS_RDONLY, nullptr) != 0) return 91;
        const auto said = mayUnlink(Kind::MessageQueue, "/x", 0, Credentials::current());
        const auto happened = MessageQueue::unlink("/x");
        return said && happened ? 0 : 1;
    });
    QCOMPARE(child.wait(), 0);
}

IPCLENS_TEST_MAIN(ForeignQueuesTest)
#include "foreign_queues_test.moc"
