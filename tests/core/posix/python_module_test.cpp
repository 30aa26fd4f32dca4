// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/message_queue.h"
#include "core/posix/semaphore.h"
#include "core/posix/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <chrono>
#include <csignal>

#include <sys/mman.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;
using namespace std::chrono_literals;

namespace {

SegmentOptions segmentOf(std::uint64_t size, IfExists ifExists = IfExists::Fail) {
    SegmentOptions options;
    options.size = size;
    options.ifExists = ifExists;
    return options;
}

std::uint64_t sizeOf(const SharedMemory& segment) {
    return need(segment.stat()).size;
}

} // namespace

/// What the documentation of the Python module posix_ipc says that it does, with our means; each test is named for a
/// part of it.
class PosixPythonModuleTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void semaphoreFlagsZeroOpens();
    void semaphoreCreatOpensOrCreates();
    void semaphoreCrexIsExclusive();
    void semaphoreNameNoneIsRandom();
    void semaphoreAcquireWithTimeoutNone();
    void semaphoreAcquireWithTimeoutZero();
    void semaphoreAcquireWithTimeoutOfAFraction();
    void semaphoreRelease();
    void semaphoreCloseAndOpenAgain();
    void semaphoreUnlinkIsPostponed();
    void semaphoreHasAValueMax();
    void sharedMemoryFlags();
    void sharedMemoryNameNoneIsRandom();
    void sharedMemoryTruncEmptiesAnExistingOne();
    void sharedMemorySizeGrowsAnExistingOne();
    void sharedMemorySizeShrinksAnExistingOne();
    void sharedMemorySizeZeroLeavesItAlone();
    void sharedMemoryReadOnly();
    void sharedMemoryDescriptorCanBeMapped();
    void sharedMemoryCloseFdLeavesMappings();
    void sharedMemoryUnlinkIsPostponed();
    void moduleFunctionsUnlink();
    void moduleErrors();
};

void PosixPythonModuleTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixPythonModuleTest::semaphoreFlagsZeroOpens() {
    VERIFY_FAILS(Semaphore::open("/x"), ErrorKind::NotFound, ENOENT); // ExistentialError
    SemaphoreOptions options;
    options.value = 2; // initial_value
    const auto made = need(Semaphore::create("/x", options));
    const auto opened = need(Semaphore::open("/x"));
    QCOMPARE(opened.name(), std::string("/x"));
    QCOMPARE(need(opened.value()), 2U);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::semaphoreCreatOpensOrCreates() {
    SemaphoreOptions options;
    options.ifExists = IfExists::Open; // O_CREAT
    options.value = 1;
    const auto made = need(Semaphore::create("/x", options));
    options.value = 5; // ignored, as the mode is
    options.mode = 0666;
    const auto opened = need(Semaphore::create("/x", options));
    QCOMPARE(need(opened.value()), 1U);
    QCOMPARE(modeOf("/dev/shm/sem.x"), mode_t{0600}); // mode=0600 by default
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::semaphoreCrexIsExclusive() {
    const auto made = need(Semaphore::create("/x", {})); // O_CREX
    QCOMPARE(need(made.value()), 0U);                    // initial_value=0 by default
    VERIFY_FAILS(Semaphore::create("/x", {}), ErrorKind::Exists, EEXIST);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::semaphoreNameNoneIsRandom() {
    const auto first = need(Semaphore::create(RandomName{}, {}));
    const auto second = need(Semaphore::create(RandomName{}, {}));
    QVERIFY(first.name() != second.name());
    VERIFY_DONE(Semaphore::open(first.name()));
    for (const Semaphore* semaphore : {&first, &second})
        VERIFY_DONE(Semaphore::unlink(semaphore->name()));
}

void PosixPythonModuleTest::semaphoreAcquireWithTimeoutNone() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    ChildProcess child([] { return need(need(Semaphore::open("/x")).wait()), 0; });
    QVERIFY(waitUntil([] { return need(Semaphore::look("/x")).waiting == 1; }));
    VERIFY_DONE(semaphore.post());
    QCOMPARE(child.wait(), 0);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::semaphoreAcquireWithTimeoutZero() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    VERIFY_FAILS(semaphore.wait(Wait::atMost(0s)), ErrorKind::TimedOut, ETIMEDOUT); // BusyError
    VERIFY_FAILS(semaphore.wait(Wait::never()), ErrorKind::WouldBlock, EAGAIN);     // the same, said otherwise
    VERIFY_DONE(semaphore.post());
    VERIFY_DONE(semaphore.wait(Wait::atMost(0s)));
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::semaphoreAcquireWithTimeoutOfAFraction() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    const auto begun = std::chrono::steady_clock::now();
    VERIFY_FAILS(semaphore.wait(Wait::atMost(125ms)), ErrorKind::TimedOut, ETIMEDOUT);
    const auto took = std::chrono::steady_clock::now() - begun;
    QVERIFY(took >= 125ms && took < 1s);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::semaphoreRelease() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    for (const std::uint32_t value : {1U, 2U, 3U}) {
        VERIFY_DONE(semaphore.post());
        QCOMPARE(need(semaphore.value()), value);
    }
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::semaphoreCloseAndOpenAgain() {
    auto semaphore = need(Semaphore::create("/x", {}));
    VERIFY_DONE(semaphore.post());
    semaphore.close();
    VERIFY_FAILS(semaphore.wait(), ErrorKind::Invalid, 0); // ExistentialError
    QCOMPARE(need(need(Semaphore::open("/x")).value()), 1U);
    VERIFY_DONE(Semaphore::unlink(semaphore.name()));
}

void PosixPythonModuleTest::semaphoreUnlinkIsPostponed() {
    const auto semaphore = need(Semaphore::create("/x", {}));
    VERIFY_DONE(Semaphore::unlink("/x"));
    VERIFY_DONE(semaphore.post());
    VERIFY_DONE(semaphore.wait());
    const auto other = need(Semaphore::create("/x", {})); // the name is for a new one
    VERIFY_DONE(semaphore.post());
    QCOMPARE(need(other.value()), 0U);
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::semaphoreHasAValueMax() {
    SemaphoreOptions options;
    options.value = semaphoreValueMax; // SEMAPHORE_VALUE_MAX
    VERIFY_FAILS(need(Semaphore::create("/x", options)).post(), ErrorKind::OutOfRange, EOVERFLOW);
    QCOMPARE(static_cast<long>(semaphoreValueMax), ::sysconf(_SC_SEM_VALUE_MAX));
    VERIFY_DONE(Semaphore::unlink("/x"));
}

void PosixPythonModuleTest::sharedMemoryFlags() {
    VERIFY_FAILS(SharedMemory::open("/x"), ErrorKind::NotFound, ENOENT); // flags=0
    const auto made = need(SharedMemory::create("/x", segmentOf(3)));    // O_CREX
    VERIFY_FAILS(SharedMemory::create("/x", segmentOf(3)), ErrorKind::Exists, EEXIST);
    const auto opened = need(SharedMemory::create("/x", segmentOf(9, IfExists::Open))); // O_CREAT
    QVERIFY(need(opened.stat()).id == need(made.stat()).id);
    QCOMPARE(modeOf("/dev/shm/x"), mode_t{0600});
    VERIFY_DONE(SharedMemory::unlink("/x"));
    QVERIFY(need(SharedMemory::create("/x", segmentOf(9, IfExists::Open))).made());
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixPythonModuleTest::sharedMemoryNameNoneIsRandom() {
    const auto first = need(SharedMemory::create(RandomName{}, {}));
    const auto second = need(SharedMemory::create(RandomName{}, {}));
    QVERIFY(first.name() != second.name());
    for (const SharedMemory* segment : {&first, &second})
        VERIFY_DONE(SharedMemory::unlink(segment->name()));
}

void PosixPythonModuleTest::sharedMemoryTruncEmptiesAnExistingOne() {
    const auto segment = need(SharedMemory::create("/x", segmentOf(100)));
    SegmentOptions options = segmentOf(0, IfExists::Open);
    options.content = Content::Truncate; // O_CREAT | O_TRUNC
    QCOMPARE(sizeOf(need(SharedMemory::create("/x", options))), std::uint64_t{0});
    VERIFY_DONE(segment.resize(100));
    QCOMPARE(sizeOf(need(SharedMemory::open("/x", SegmentAccess::ReadWrite, Content::Truncate))), std::uint64_t{0});
    QCOMPARE(sizeOf(segment), std::uint64_t{0});
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixPythonModuleTest::sharedMemorySizeGrowsAnExistingOne() {
    const auto made = need(SharedMemory::create("/x", segmentOf(3)));
    VERIFY_DONE(made.write(0, bytesOf("abc")));
    VERIFY_DONE(need(SharedMemory::open("/x")).resize(5)); // size=5
    std::vector<std::byte> all(10);
    QCOMPARE(need(made.read(0, all)), std::size_t{5});
    all.resize(5);
    QVERIFY(all == bytesOf(std::string_view("abc\0\0", 5)));
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixPythonModuleTest::sharedMemorySizeShrinksAnExistingOne() {
    const auto made = need(SharedMemory::create("/x", segmentOf(3)));
    VERIFY_DONE(made.write(0, bytesOf("abc")));
    VERIFY_DONE(need(SharedMemory::open("/x")).resize(1)); // size=1
    QCOMPARE(sizeOf(made), std::uint64_t{1});
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixPythonModuleTest::sharedMemorySizeZeroLeavesItAlone() {
    const auto made = need(SharedMemory::create("/x", segmentOf(3)));
    QCOMPARE(sizeOf(need(SharedMemory::open("/x"))), std::uint64_t{3}); // size=0: who wants 0 says O_TRUNC
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixPythonModuleTest::sharedMemoryReadOnly() {
    const auto made = need(SharedMemory::create("/x", segmentOf(3)));
    const auto segment = need(SharedMemory::open("/x", SegmentAccess::ReadOnly)); // read_only=True
    QVERIFY(::mmap(nullptr, 3, PROT_WRITE, MAP_SHARED, segment.fd(), 0) == MAP_FAILED);
    VERIFY_FAILS(segment.write(0, bytesOf("x")), ErrorKind::Denied, 0);
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixPythonModuleTest::sharedMemoryDescriptorCanBeMapped() {
    const auto segment = need(SharedMemory::create("/x", segmentOf(3)));
    void* address = ::mmap(nullptr, 3, PROT_READ | PROT_WRITE, MAP_SHARED, segment.fd(), 0); // fd
    QVERIFY(address != MAP_FAILED);
    static_cast<char*>(address)[1] = 'b';
    std::vector<std::byte> all(3);
    VERIFY_DONE(segment.read(0, all));
    QVERIFY(all == bytesOf(std::string_view("\0b\0", 3)));
    ::munmap(address, 3);
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixPythonModuleTest::sharedMemoryCloseFdLeavesMappings() {
    auto segment = need(SharedMemory::create("/x", segmentOf(3)));
    VERIFY_DONE(segment.write(0, bytesOf("abc")));
    void* address = ::mmap(nullptr, 3, PROT_READ, MAP_SHARED, segment.fd(), 0);
    segment.close(); // close_fd()
    VERIFY_DONE(SharedMemory::unlink("/x"));
    QCOMPARE(QByteArray(static_cast<const char*>(address), 3), QByteArray("abc"));
    ::munmap(address, 3);
}

void PosixPythonModuleTest::sharedMemoryUnlinkIsPostponed() {
    const auto segment = need(SharedMemory::create("/x", segmentOf(3)));
    VERIFY_DONE(SharedMemory::unlink("/x"));
    VERIFY_DONE(segment.write(0, bytesOf("abc")));
    VERIFY_FAILS(SharedMemory::open("/x"), ErrorKind::NotFound, ENOENT);
    QCOMPARE(sizeOf(need(SharedMemory::create("/x", {}))), std::uint64_t{0});
    QCOMPARE(sizeOf(segment), std::uint64_t{3});
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixPythonModuleTest::moduleFunctionsUnlink() {
    need(Semaphore::create("/x", {}));
    need(SharedMemory::create("/x", {}));
    need(MessageQueue::create("/x", {}));
    VERIFY_DONE(Semaphore::unlink("/x"));    // unlink_semaphore(name)
    VERIFY_DONE(SharedMemory::unlink("/x")); // unlink_shared_memory(name)
    VERIFY_DONE(MessageQueue::unlink("/x")); // unlink_message_queue(name)
    VERIFY_FAILS(Semaphore::unlink("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(SharedMemory::unlink("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(MessageQueue::unlink("/x"), ErrorKind::NotFound, ENOENT);
}

void PosixPythonModuleTest::moduleErrors() {
    VERIFY_FAILS(Semaphore::create("no slash", {}), ErrorKind::Invalid, 0); // ValueError
    const auto semaphore = need(Semaphore::create("/x", {}));
    ChildProcess child([] {
        struct sigaction action {};
        action.sa_handler = [](int) {};
        ::sigaction(SIGUSR1, &action, nullptr);
        Wait wait;
        wait.onSignal = OnSignal::Report;
        const auto interrupted = need(Semaphore::open("/x")).wait(wait); // SignalError
        return !interrupted && interrupted.error().kind == ErrorKind::Interrupted ? 0 : 1;
    });
    QVERIFY(waitUntil([] { return need(Semaphore::look("/x")).waiting == 1; }));
    child.signal(SIGUSR1);
    QCOMPARE(child.wait(), 0);
    VERIFY_DONE(Semaphore::unlink("/x"));
    // PermissionsError: see access_test; ExistentialError and BusyError: above
}

IPCLENS_TEST_MAIN(PosixPythonModuleTest)

#include "python_module_test.moc"
