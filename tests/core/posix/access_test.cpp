// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/bogus_file.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <csignal>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

namespace {

template <class T>
bool isDenied(const Result<T>& result, int number, std::string_view hint = "owner root, mode 0600") {
    if (result || result.error().kind != ErrorKind::Denied || result.error().number != number) return false;
    return result.error().hint == hint;
}

} // namespace

/// What an ordinary user may do, and is told where he may not. Objects of root have mode 0600 where nothing else is
/// said.
class PosixAccessTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void semaphoreOfAnother();
    void segmentOfAnother();
    void queueOfAnother();
    void mayReadAndNotWrite();
    void queueThatMayBeWrittenAlone();
    void ownObjectsOfModeZero();
    void queueOfModeZeroWhereNothingIsMounted();
    void ownersAreNotGivenAway();
    void bogusOfAnother();
};

void PosixAccessTest::initTestCase() {
    if (!canRunUnprivileged()) QSKIP("needs another user");
    // where the kernel mounts it, it has the mode of /tmp
    QCOMPARE(modeOf("/dev/mqueue"), mode_t{01777});
}

void PosixAccessTest::init() {
    SemaphoreOptions semaphore;
    semaphore.value = 3;
    need(Semaphore::create("/x", semaphore));
    SegmentOptions segment;
    segment.size = 5;
    need(SharedMemory::create("/x", segment));
    need(need(MessageQueue::create("/x", {})).send(bytesOf("12")));
}

void PosixAccessTest::cleanup() {
    need(Semaphore::unlink("/x"));
    need(SharedMemory::unlink("/x"));
    need(MessageQueue::unlink("/x"));
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixAccessTest::semaphoreOfAnother() {
    const auto status = runUnprivileged([] {
        const auto look = Semaphore::look("/x");
        HOLDS_HERE(look && look->error == EACCES && !look->known() && !look->bogus);
        HOLDS_HERE(look->file.permissions.uid == 0 && look->file.permissions.mode == 0600);
        HOLDS_HERE(isDenied(Semaphore::open("/x"), EACCES));
        SemaphoreOptions options;
        HOLDS_HERE(Semaphore::create("/x", options).error().kind == ErrorKind::Exists);
        options.ifExists = IfExists::Open;
        HOLDS_HERE(isDenied(Semaphore::create("/x", options), EACCES));
        HOLDS_HERE(isDenied(Semaphore::change("/x", {{}, {}, 0666}), EPERM));
        HOLDS_HERE(isDenied(Semaphore::unlink("/x"), EPERM)); // /dev/shm is sticky
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

void PosixAccessTest::segmentOfAnother() {
    const auto status = runUnprivileged([] {
        const auto info = SharedMemory::look("/x");
        HOLDS_HERE(info && info->size == 5 && info->permissions.uid == 0 && info->permissions.mode == 0600);
        HOLDS_HERE(isDenied(SharedMemory::open("/x", SegmentAccess::ReadOnly), EACCES));
        HOLDS_HERE(isDenied(SharedMemory::open("/x", SegmentAccess::ReadWrite, Content::Truncate), EACCES));
        HOLDS_HERE(SharedMemory::create("/x", {}).error().kind == ErrorKind::Exists);
        HOLDS_HERE(isDenied(SharedMemory::change("/x", {{}, {}, 0666}), EPERM));
        HOLDS_HERE(isDenied(SharedMemory::unlink("/x"), EPERM));
        return 0;
    });
    QCOMPARE(status.value(), 0);
    QCOMPARE(need(SharedMemory::look("/x")).size, std::uint64_t{5});
}

void PosixAccessTest::queueOfAnother() {
    // One that nobody may read tells whose /dev/mqueue it is
    const MadeQueue told("/told", 0604);
    const auto status = runUnprivileged([] {
        const auto look = MessageQueue::look("/x");
        HOLDS_HERE(look && look->error == EACCES && !look->statusKnown && !look->attributesKnown);
        const QueueLook byFile = lookAtQueue(AT_FDCWD, "/dev/mqueue/x");
        HOLDS_HERE(byFile.error == EACCES && !byFile.statusKnown && !byFile.attributesKnown);
        HOLDS_HERE(byFile.file.permissions.uid == 0 && byFile.file.permissions.mode == 0600);
        for (const Direction direction : {Direction::Receive, Direction::Send, Direction::Both})
            HOLDS_HERE(isDenied(MessageQueue::open("/x", direction), EACCES));
        HOLDS_HERE(MessageQueue::create("/x", {}).error().kind == ErrorKind::Exists);
        HOLDS_HERE(isDenied(MessageQueue::change("/x", {{}, {}, 0666}), EPERM));
        HOLDS_HERE(MessageQueue::unlink("/x").error().kind == ErrorKind::Denied);
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

void PosixAccessTest::mayReadAndNotWrite() {
    const PermissionChange readable{{}, {}, 0604};
    need(Semaphore::change("/x", readable));
    need(SharedMemory::change("/x", readable));
    need(MessageQueue::change("/x", readable));
    const auto status = runUnprivileged([] {
        constexpr std::string_view hint = "owner root, mode 0604";
        const auto look = Semaphore::look("/x");
        HOLDS_HERE(look && look->known() && look->value == 3);
        HOLDS_HERE(isDenied(Semaphore::open("/x"), EACCES, hint));
        const auto segment = SharedMemory::open("/x", SegmentAccess::ReadOnly);
        std::vector<std::byte> bytes(9);
        HOLDS_HERE(segment && segment->read(0, bytes).value() == 5);
        HOLDS_HERE(isDenied(SharedMemory::open("/x"), EACCES, hint));
        HOLDS_HERE(isDenied(SharedMemory::open("/x", SegmentAccess::ReadOnly, Content::Truncate), EACCES, hint));
        const auto queue = MessageQueue::look("/x");
        HOLDS_HERE(queue && queue->error == 0 && queue->status.bytes == 2 && queue->attributes.messages == 1);
        HOLDS_HERE(isDenied(MessageQueue::open("/x", Direction::Send), EACCES, hint));
        HOLDS_HERE(need(need(MessageQueue::open("/x", Direction::Receive)).receive()).payload == bytesOf("12"));
        return 0;
    });
    QCOMPARE(status.value(), 0);
    QCOMPARE(need(SharedMemory::look("/x")).size, std::uint64_t{5});
}

void PosixAccessTest::queueThatMayBeWrittenAlone() {
    need(MessageQueue::change("/x", {{}, {}, 0602}));
    const auto status = runUnprivileged([] {
        for (const QueueLook& look : {need(MessageQueue::look("/x")), lookAtQueue(AT_FDCWD, "/dev/mqueue/x")}) {
            HOLDS_HERE(look.error == EACCES && look.attributesKnown && !look.statusKnown);
            HOLDS_HERE(look.attributes.messages == 1 && look.file.permissions.mode == 0602);
        }
        HOLDS_HERE(need(MessageQueue::open("/x", Direction::Send)).send(bytesOf("3")));
        return 0;
    });
    QCOMPARE(status.value(), 0);
    QCOMPARE(need(MessageQueue::look("/x")).attributes.messages, std::uint64_t{2});
}

void PosixAccessTest::ownObjectsOfModeZero() {
    const MadeQueue told("/told", 0604);
    const auto status = runUnprivileged([] {
        SemaphoreOptions semaphore;
        semaphore.mode = 0;
        HOLDS_HERE(need(Semaphore::create("/own", semaphore)).post());
        HOLDS_HERE(!Semaphore::open("/own") && need(Semaphore::look("/own")).error == EACCES);
        HOLDS_HERE(Semaphore::change("/own", {{}, {}, 0600}) && Semaphore::open("/own"));
        HOLDS_HERE(Semaphore::unlink("/own"));
        SegmentOptions segment;
        segment.mode = 0;
        HOLDS_HERE(SharedMemory::create("/own", segment) && !SharedMemory::open("/own"));
        HOLDS_HERE(SharedMemory::change("/own", {{}, {}, 0600}) && SharedMemory::open("/own"));
        HOLDS_HERE(SharedMemory::unlink("/own"));
        QueueOptions queue;
        queue.mode = 0;
        HOLDS_HERE(MessageQueue::create("/own", queue) && !MessageQueue::open("/own"));
        HOLDS_HERE(MessageQueue::change("/own", {{}, {}, 0600}) && MessageQueue::open("/own"));
        HOLDS_HERE(MessageQueue::unlink("/own"));
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

void PosixAccessTest::queueOfModeZeroWhereNothingIsMounted() {
    const auto status = ChildProcess([] {
                            if (::unshare(CLONE_NEWNS) != 0 || ::umount2("/dev/mqueue", MNT_DETACH) != 0) return 1;
                            return runUnprivileged([] {
                                       QueueOptions queue;
                                       queue.mode = 0;
                                       HOLDS_HERE(MessageQueue::create("/own", queue));
                                       const auto changed = MessageQueue::change("/own", {{}, {}, 0600});
                                       HOLDS_HERE(changed.error().kind == ErrorKind::Denied);
                                       HOLDS_HERE(MessageQueue::unlink("/own"));
                                       return 0;
                                   })
                                .value();
                        }).wait();
    QCOMPARE(status, 0);
}

void PosixAccessTest::ownersAreNotGivenAway() {
    const auto status = runUnprivileged([] {
        const PermissionChange away{0, {}, 0666};
        need(Semaphore::create("/own", {}));
        need(SharedMemory::create("/own", {}));
        need(MessageQueue::create("/own", {}));
        HOLDS_HERE(Semaphore::change("/own", away).error().kind == ErrorKind::Denied);
        HOLDS_HERE(SharedMemory::change("/own", away).error().kind == ErrorKind::Denied);
        HOLDS_HERE(MessageQueue::change("/own", away).error().kind == ErrorKind::Denied);
        // and their mode is as it was
        HOLDS_HERE(modeOf("/dev/shm/sem.own") == 0600 && modeOf("/dev/shm/own") == 0600);
        HOLDS_HERE(modeOf("/dev/mqueue/own") == 0600);
        HOLDS_HERE(Semaphore::unlink("/own") && SharedMemory::unlink("/own") && MessageQueue::unlink("/own"));
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

void PosixAccessTest::bogusOfAnother() {
    const BogusFile file("short", "/dev/shm/sem.y");
    QCOMPARE(::chmod("/dev/shm/sem.y", 0600), 0);
    const auto status = runUnprivileged([] {
        const auto look = Semaphore::look("/y");
        HOLDS_HERE(look && look->bogus && look->error == EACCES && look->file.size == 31);
        return 0;
    });
    QCOMPARE(status.value(), 0);
}

IPCLENS_TEST_MAIN(PosixAccessTest)

#include "access_test.moc"
