// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Names are used again: what is meant by its inode is that object and no other one of its name.

#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/posix_objects.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

class SameObjectTest : public QObject {
    Q_OBJECT

private slots:
    void semaphores();
    void segments();
    void queues();
    void queuesThatMayNotBeOpened();
    void aChangeWithSizeHitsOneSegment();
};

namespace {

std::uint64_t inodeOf(const char* path) {
    struct stat status {};
    return ::lstat(path, &status) == 0 ? status.st_ino : 0;
}

std::uint16_t modeAt(const char* path) {
    struct stat status {};
    return ::lstat(path, &status) == 0 ? static_cast<std::uint16_t>(status.st_mode & 0777U) : std::uint16_t{0};
}

constexpr PermissionChange readable{{}, {}, 0644};

/// While it lives, another one stands under a segment's name every moment.
class Replacing {
public:
    explicit Replacing(std::size_t most)
        : thread_([this, most] {
            while (!ended_ && files_.size() < most)
                replace();
        }) {}
    Replacing(const Replacing&) = delete;
    Replacing& operator=(const Replacing&) = delete;
    ~Replacing() {
        end();
        for (const int file : files_)
            ::close(file);
    }
    void end() {
        ended_ = true;
        if (thread_.joinable()) thread_.join();
    }
    /// All that were there, each still open.
    [[nodiscard]] const std::vector<int>& files() const { return files_; }

private:
    void replace() {
        const int file = ::open("/dev/shm/new", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) return;
        files_.push_back(file);
        if (::ftruncate(file, 1) != 0 || std::rename("/dev/shm/new", "/dev/shm/x") != 0) ended_ = true;
    }

    std::atomic<bool> ended_ = false;
    std::vector<int> files_;
    std::thread thread_;
};

} // namespace

void SameObjectTest::semaphores() {
    const auto first = need(Semaphore::create("/x", {}));
    const std::uint64_t before = inodeOf("/dev/shm/sem.x");
    VERIFY_DONE(Semaphore::open("/x", before));
    VERIFY_DONE(Semaphore::change("/x", readable, before));
    VERIFY_DONE(Semaphore::unlink("/x", before));
    const auto second = need(Semaphore::create("/x", {}));
    VERIFY_FAILS(Semaphore::open("/x", before), ErrorKind::Removed, 0);
    VERIFY_FAILS(Semaphore::change("/x", readable, before), ErrorKind::Removed, 0);
    VERIFY_FAILS(Semaphore::unlink("/x", before), ErrorKind::Removed, 0);
    QCOMPARE(modeAt("/dev/shm/sem.x"), std::uint16_t{0600});
    VERIFY_DONE(Semaphore::open("/x"));
    VERIFY_DONE(Semaphore::unlink("/x"));
    VERIFY_FAILS(Semaphore::unlink("/x", before), ErrorKind::NotFound, ENOENT);
}

void SameObjectTest::segments() {
    SegmentOptions options;
    options.size = 100;
    const auto first = need(SharedMemory::create("/x", options));
    const std::uint64_t before = inodeOf("/dev/shm/x");
    VERIFY_DONE(SharedMemory::change("/x", readable, before));
    VERIFY_DONE(SharedMemory::changeWithSize("/x", {}, 50, before));
    QCOMPARE(need(first.stat()).size, std::uint64_t{50});
    VERIFY_DONE(SharedMemory::unlink("/x", before));
    const auto second = need(SharedMemory::create("/x", options));
    VERIFY_FAILS(SharedMemory::change("/x", readable, before), ErrorKind::Removed, 0);
    VERIFY_FAILS(SharedMemory::changeWithSize("/x", readable, 10, before), ErrorKind::Removed, 0);
    VERIFY_FAILS(SharedMemory::unlink("/x", before), ErrorKind::Removed, 0);
    QCOMPARE(modeAt("/dev/shm/x"), std::uint16_t{0600});
    QCOMPARE(need(second.stat()).size, std::uint64_t{100});
    // A size that can't be had: owner and mode go back
    VERIFY_FAILS(SharedMemory::changeWithSize("/x", readable, UINT64_MAX), ErrorKind::OutOfRange, EFBIG);
    QCOMPARE(modeAt("/dev/shm/x"), std::uint16_t{0600});
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void SameObjectTest::queues() {
    const auto first = need(MessageQueue::create("/x", {}));
    const std::uint64_t before = inodeOf("/dev/mqueue/x");
    VERIFY_DONE(MessageQueue::open("/x", Direction::Both, before));
    VERIFY_DONE(MessageQueue::change("/x", readable, before));
    VERIFY_DONE(MessageQueue::unlink("/x", before));
    const auto second = need(MessageQueue::create("/x", {}));
    for (const Direction direction : {Direction::Receive, Direction::Send, Direction::Both})
        VERIFY_FAILS(MessageQueue::open("/x", direction, before), ErrorKind::Removed, 0);
    VERIFY_FAILS(MessageQueue::change("/x", readable, before), ErrorKind::Removed, 0);
    VERIFY_FAILS(MessageQueue::unlink("/x", before), ErrorKind::Removed, 0);
    QCOMPARE(modeAt("/dev/mqueue/x"), std::uint16_t{0600});
    VERIFY_DONE(MessageQueue::unlink("/x"));
}

void SameObjectTest::queuesThatMayNotBeOpened() {
    // One that may be read tells whose /dev/mqueue it is
    const MadeQueue told("/told");
    QueueOptions options;
    options.mode = 0;
    const auto queue = need(MessageQueue::create("/x", options));
    const std::uint64_t inode = inodeOf("/dev/mqueue/x");
    const WithoutCapabilities ordinary;
    VERIFY_FAILS(MessageQueue::open("/x"), ErrorKind::Denied, EACCES);
    VERIFY_FAILS(MessageQueue::change("/x", readable, inode + 1), ErrorKind::Removed, 0);
    VERIFY_FAILS(MessageQueue::unlink("/x", inode + 1), ErrorKind::Removed, 0);
    QCOMPARE(modeAt("/dev/mqueue/x"), std::uint16_t{0});
    VERIFY_DONE(MessageQueue::unlink("/x", inode));
}

void SameObjectTest::aChangeWithSizeHitsOneSegment() {
    need(SharedMemory::create("/x", {}));
    Replacing replacing(500);
    int changed = 0;
    for (int round = 0; round < 2000; ++round)
        changed += SharedMemory::changeWithSize("/x", readable, 100) ? 1 : 0;
    replacing.end();
    QVERIFY(changed > 0);
    for (const int file : replacing.files()) {
        struct stat status {};
        QCOMPARE(::fstat(file, &status), 0);
        // All of the change, or nothing of it
        const bool resized = status.st_size == 100;
        QCOMPARE(status.st_mode & 0777U, resized ? 0644U : 0600U);
    }
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

IPCLENS_TEST_MAIN(SameObjectTest)
#include "same_object_test.moc"
