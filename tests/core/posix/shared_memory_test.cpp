// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/byte_text.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <cerrno>

#include <sys/mman.h>

using namespace ipclens;
using namespace ipclens::posix;
using namespace ipclens::testing;

namespace {

using Bytes = std::vector<std::byte>;

SegmentOptions ofSize(std::uint64_t size) {
    SegmentOptions options;
    options.size = size;
    return options;
}

Bytes allOf(const SharedMemory& segment) {
    Bytes bytes(need(segment.stat()).size + 1);
    bytes.resize(need(segment.read(0, bytes)));
    return bytes;
}

} // namespace

class PosixSharedMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void glibcMapsWhatWeMade();
    void createsAndOpens();
    void modeIsExactWhateverTheUmask();
    void fillsWhatItMakes();
    void growsAndShrinks();
    void readsAndWrites();
    void readsShortAtTheEnd();
    void sparseStaysSparse();
    void truncatedWhileItIsRead();
    void writesNothingPastTheEnd();
    void readOnly();
    void descriptorZero();
    void oddNames();
    void unlinkedWhileOpen();
    void changesModeAndOwner();
    void changesTheModeWithoutProc();
    void closed();
    void noSpaceWritesNothing();
    void noSpaceLeavesNothing();
    void sizesThatNoFileHas();
    void fileSizeLimitIsNoSignal();
};

void PosixSharedMemoryTest::cleanup() {
    const auto left = objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void PosixSharedMemoryTest::glibcMapsWhatWeMade() {
    const auto ours = need(SharedMemory::create("/x", ofSize(4096)));
    VERIFY_DONE(ours.write(10, bytesOf("abc")));
    const int theirs = ::shm_open("/x", O_RDWR, 0);
    QVERIFY(theirs >= 0);
    void* address = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, theirs, 0);
    QVERIFY(address != MAP_FAILED);
    QCOMPARE(QByteArray(static_cast<char*>(address) + 10, 3), QByteArray("abc"));
    static_cast<char*>(address)[10] = 'A';
    Bytes bytes(3);
    QCOMPARE(need(ours.read(10, bytes)), std::size_t{3});
    QVERIFY(bytes == bytesOf("Abc"));
    ::munmap(address, 4096);
    ::close(theirs);
    QCOMPARE(::shm_unlink("/x"), 0);
}

void PosixSharedMemoryTest::createsAndOpens() {
    VERIFY_FAILS(SharedMemory::open("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(SharedMemory::look("/x"), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(SharedMemory::unlink("/x"), ErrorKind::NotFound, ENOENT);
    const auto made = need(SharedMemory::create("/x", ofSize(100)));
    QVERIFY(made.made());
    VERIFY_FAILS(SharedMemory::create("/x", ofSize(1)), ErrorKind::Exists, EEXIST);
    SegmentOptions options = ofSize(7);
    options.fill = 1;
    options.mode = 0666;
    options.ifExists = IfExists::Open;
    const auto opened = need(SharedMemory::create("/x", options));
    QVERIFY(!opened.made());
    QVERIFY(allOf(opened) == Bytes(100));
    QCOMPARE(modeOf("/dev/shm/x"), mode_t{0600});
    VERIFY_DONE(SharedMemory::unlink("/x"));
    QVERIFY(allOf(need(SharedMemory::create("/x", options))) == Bytes(7, std::byte{1}));
    VERIFY_DONE(SharedMemory::unlink("/x"));
    QCOMPARE(need(need(SharedMemory::create("/x", {})).stat()).size, std::uint64_t{0});
    VERIFY_DONE(SharedMemory::unlink("/x"));
    for (const char* bad : {"x", "/", "/a/b", "/."}) {
        VERIFY_FAILS(SharedMemory::create(bad, {}), ErrorKind::Invalid, 0);
        VERIFY_FAILS(SharedMemory::open(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(SharedMemory::look(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(SharedMemory::unlink(bad), ErrorKind::Invalid, 0);
        VERIFY_FAILS(SharedMemory::change(bad, {}), ErrorKind::Invalid, 0);
    }
}

void PosixSharedMemoryTest::modeIsExactWhateverTheUmask() {
    const Umask mask(0077);
    for (const mode_t mode : {0666U, 0777U, 0400U, 0U}) {
        SegmentOptions options = ofSize(3);
        options.fill = 'x';
        options.mode = mode;
        const auto segment = need(SharedMemory::create("/x", options));
        QCOMPARE(modeOf("/dev/shm/x"), mode);
        VERIFY_DONE(segment.write(0, bytesOf("abc")));
        VERIFY_DONE(SharedMemory::unlink("/x"));
    }
}

void PosixSharedMemoryTest::fillsWhatItMakes() {
    for (const std::uint64_t size : {std::uint64_t{0}, std::uint64_t{1}, (std::uint64_t{1} << 20U) + 5}) {
        SegmentOptions options = ofSize(size);
        options.fill = 0xab;
        const auto segment = need(SharedMemory::create("/x", options));
        QVERIFY(allOf(segment) == Bytes(size, std::byte{0xab}));
        QVERIFY(need(segment.stat()).allocated >= size);
        VERIFY_DONE(SharedMemory::unlink("/x"));
    }
}

void PosixSharedMemoryTest::growsAndShrinks() {
    const auto segment = need(SharedMemory::create("/x", ofSize(10)));
    VERIFY_DONE(segment.write(0, bytesOf("0123456789")));
    VERIFY_DONE(segment.resize(20000));
    QCOMPARE(need(SharedMemory::look("/x")).size, std::uint64_t{20000});
    Bytes expected = bytesOf("0123456789");
    expected.resize(20000);
    QVERIFY(allOf(segment) == expected);
    VERIFY_DONE(segment.resize(4));
    QVERIFY(allOf(segment) == bytesOf("0123"));
    VERIFY_DONE(segment.resize(6)); // what was cut off does not come back
    QVERIFY(allOf(segment) == bytesOf(std::string_view("0123\0\0", 6)));
    VERIFY_DONE(segment.resize(0));
    QVERIFY(allOf(segment).empty());
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::readsAndWrites() {
    const std::uint64_t far = std::uint64_t{5} << 30U; // past 32 bits
    const auto segment = need(SharedMemory::create("/x", ofSize(far + 3)));
    VERIFY_DONE(segment.write(far, bytesOf("end")));
    VERIFY_DONE(segment.write(far + 3, {}));
    Bytes bytes(3);
    QCOMPARE(need(segment.read(far, bytes)), std::size_t{3});
    QVERIFY(bytes == bytesOf("end"));
    QCOMPARE(need(segment.read(0, {})), std::size_t{0});
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::readsShortAtTheEnd() {
    const auto segment = need(SharedMemory::create("/x", ofSize(10)));
    Bytes bytes(100, std::byte{7});
    QCOMPARE(need(segment.read(4, bytes)), std::size_t{6});
    QCOMPARE(bytes[5], std::byte{0});
    QCOMPARE(bytes[6], std::byte{7});
    QCOMPARE(need(segment.read(10, bytes)), std::size_t{0});
    for (const std::uint64_t offset : {std::uint64_t{11}, std::uint64_t{INT64_MAX}, std::uint64_t{UINT64_MAX}})
        QCOMPARE(need(segment.read(offset, bytes)), std::size_t{0});
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::sparseStaysSparse() {
    const auto segment = need(SharedMemory::create("/x", ofSize(std::uint64_t{64} << 20U)));
    QCOMPARE(need(segment.stat()).allocated, std::uint64_t{0});
    QVERIFY(allOf(segment) == Bytes(std::size_t{64} << 20U));
    QCOMPARE(need(segment.stat()).allocated, std::uint64_t{0});
    VERIFY_DONE(segment.write(1 << 20, bytesOf("x")));
    QCOMPARE(need(SharedMemory::look("/x")).allocated, static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)));
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::truncatedWhileItIsRead() {
    constexpr std::uint64_t size = 1 << 20;
    SegmentOptions options = ofSize(size);
    options.fill = 'x';
    const auto segment = need(SharedMemory::create("/x", options));
    const ChildProcess child([] {
        const auto theirs = need(SharedMemory::open("/x"));
        for (unsigned round = 0;; ++round) {
            need(theirs.resize(size));
            ::usleep(round % 8 == 0 ? 2000 : 50); // so that now and then it is whole for as long as a read takes
            need(theirs.resize(100));
        }
        return 1;
    });
    Bytes bytes(size);
    bool cutInTheMiddle = false;
    bool whole = false;
    const auto seenBoth = [&] {
        const std::size_t length = need(segment.read(0, bytes));
        if (length < 100 || length > size) throw std::runtime_error("a length that it never had");
        cutInTheMiddle = cutInTheMiddle || (length > 100 && length < size);
        whole = whole || length == size;
        return cutInTheMiddle && whole;
    };
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!seenBoth() && std::chrono::steady_clock::now() < end) {
    }
    QVERIFY(cutInTheMiddle && whole); // or it has tested nothing
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::writesNothingPastTheEnd() {
    const auto segment = need(SharedMemory::create("/x", ofSize(10)));
    VERIFY_FAILS(segment.write(8, bytesOf("abc")), ErrorKind::OutOfRange, 0);
    VERIFY_FAILS(segment.write(11, {}), ErrorKind::OutOfRange, 0);
    VERIFY_FAILS(segment.write(UINT64_MAX, bytesOf("abc")), ErrorKind::OutOfRange, 0);
    QVERIFY(allOf(segment) == Bytes(10));
    VERIFY_DONE(segment.write(7, bytesOf("abc")));
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::readOnly() {
    SegmentOptions options = ofSize(3);
    options.access = SegmentAccess::ReadOnly;
    const auto made = need(SharedMemory::create("/x", options));
    const auto opened = need(SharedMemory::open("/x", SegmentAccess::ReadOnly));
    for (const SharedMemory* segment : {&made, &opened}) {
        QVERIFY(segment->access() == SegmentAccess::ReadOnly);
        QVERIFY(allOf(*segment) == Bytes(3));
        VERIFY_FAILS(segment->write(0, bytesOf("x")), ErrorKind::Denied, 0);
        VERIFY_FAILS(segment->resize(1), ErrorKind::Denied, 0);
    }
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::descriptorZero() {
    ChildProcess child([] {
        ::close(0);
        auto segment = need(SharedMemory::create("/x", ofSize(3)));
        if (segment.fd() != 0 || !segment.write(0, bytesOf("abc")) || allOf(segment) != bytesOf("abc")) return 1;
        segment.close();
        if (::fcntl(0, F_GETFD) != -1) return 2; // closed as well
        const auto adopted =
            SharedMemory::adopt("/x", UniqueFd(::open("/dev/shm/x", O_RDWR | O_CLOEXEC)), SegmentAccess::ReadWrite);
        return adopted.fd() == 0 && allOf(adopted) == bytesOf("abc") ? 0 : 3;
    });
    QCOMPARE(child.wait(), 0);
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::oddNames() {
    std::vector<std::string> names = ipclens::testing::oddNames();
    names.push_back("/" + std::string(255, 'n'));
    for (const std::string& name : names) {
        const auto made = need(SharedMemory::create(name, ofSize(3)));
        QCOMPARE(modeOf("/dev/shm" + name), mode_t{0600});
        VERIFY_DONE(need(SharedMemory::open(name)).write(0, bytesOf("abc")));
        QVERIFY(allOf(made) == bytesOf("abc"));
        VERIFY_DONE(SharedMemory::change(name, {{}, {}, 0640}));
        QCOMPARE(need(SharedMemory::look(name)).permissions.mode, std::uint16_t{0640});
        VERIFY_DONE(SharedMemory::unlink(name));
    }
}

void PosixSharedMemoryTest::unlinkedWhileOpen() {
    const auto first = need(SharedMemory::create("/x", ofSize(1)));
    VERIFY_DONE(SharedMemory::unlink("/x"));
    VERIFY_FAILS(SharedMemory::open("/x"), ErrorKind::NotFound, ENOENT);
    const auto second = need(SharedMemory::create("/x", ofSize(2)));
    VERIFY_DONE(first.write(0, bytesOf("1")));
    VERIFY_DONE(first.resize(3));
    QCOMPARE(need(first.stat()).size, std::uint64_t{3});
    QVERIFY(allOf(second) == Bytes(2));
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::changesModeAndOwner() {
    const auto segment = need(SharedMemory::create("/x", ofSize(1)));
    VERIFY_DONE(SharedMemory::change("/x", {{}, {}, 0}));
    QCOMPARE(modeOf("/dev/shm/x"), mode_t{0});
    VERIFY_DONE(SharedMemory::change("/x", {::geteuid(), ::getegid(), 0751}));
    const FileInfo info = need(segment.stat());
    QCOMPARE(info.permissions.mode, std::uint16_t{0751});
    QCOMPARE(info.permissions.uid, ::geteuid());
    QCOMPARE(info.permissions.gid, ::getegid());
    VERIFY_FAILS(SharedMemory::change("/y", {{}, {}, 0600}), ErrorKind::NotFound, ENOENT);
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

/// In a mount namespace without /proc: done, or said why not; never that there is no such segment.
void PosixSharedMemoryTest::changesTheModeWithoutProc() {
    need(SharedMemory::create("/x", ofSize(1)));
    ChildProcess child([] {
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", "/proc", "tmpfs", 0, nullptr) != 0) {
            return 77;
        }
        PermissionChange change;
        change.mode = 0640;
        const auto done = SharedMemory::change("/x", change);
        if (done) return modeOf("/dev/shm/x") == mode_t{0640} ? 0 : 1;
        return done.error().number == EOPNOTSUPP && done.error().reason.find("/proc") != std::string::npos ? 0 : 2;
    });
    const int status = child.wait();
    VERIFY_DONE(SharedMemory::unlink("/x"));
    if (status == 77) QSKIP("nothing may be mounted here");
    QCOMPARE(status, 0);
}

void PosixSharedMemoryTest::closed() {
    auto segment = need(SharedMemory::create("/x", ofSize(1)));
    segment.close();
    QCOMPARE(segment.fd(), -1);
    Bytes bytes(1);
    VERIFY_FAILS(segment.read(0, bytes), ErrorKind::Invalid, 0);
    VERIFY_FAILS(segment.write(0, bytes), ErrorKind::Invalid, 0);
    VERIFY_FAILS(segment.resize(2), ErrorKind::Invalid, 0);
    VERIFY_FAILS(segment.stat(), ErrorKind::Invalid, 0);
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::noSpaceWritesNothing() {
    const SmallSharedMemory small(4);
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto segment = need(SharedMemory::create("/x", ofSize(page * 8)));
    VERIFY_FAILS(segment.write(0, Bytes(page * 6, std::byte{1})), ErrorKind::Limit, ENOSPC);
    QVERIFY(allOf(segment) == Bytes(page * 8));
    VERIFY_DONE(segment.write(0, Bytes(page * 3, std::byte{1})));
}

void PosixSharedMemoryTest::noSpaceLeavesNothing() {
    const SmallSharedMemory small(4);
    SegmentOptions options = ofSize(static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)) * 8);
    options.fill = 1;
    VERIFY_FAILS(SharedMemory::create("/x", options), ErrorKind::Limit, ENOSPC);
    QVERIFY(objectsInNamespace().empty());
    options.size /= 4; // and has given back what it had taken
    VERIFY_DONE(SharedMemory::create("/x", options));
}

void PosixSharedMemoryTest::sizesThatNoFileHas() {
    for (const std::uint64_t size : {std::uint64_t{INT64_MAX} + 1, std::uint64_t{UINT64_MAX}}) {
        VERIFY_FAILS(SharedMemory::create("/x", ofSize(size)), ErrorKind::OutOfRange, EFBIG);
        QVERIFY(objectsInNamespace().empty());
    }
    const auto segment = need(SharedMemory::create("/x", ofSize(5)));
    VERIFY_FAILS(segment.resize(UINT64_MAX), ErrorKind::OutOfRange, EFBIG);
    QCOMPARE(need(segment.stat()).size, std::uint64_t{5});
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

void PosixSharedMemoryTest::fileSizeLimitIsNoSignal() {
    const auto segment = need(SharedMemory::create("/x", ofSize(8192)));
    ChildProcess child([] {
        const auto theirs = need(SharedMemory::open("/x"));
        const ResourceLimit limit(RLIMIT_FSIZE, 4096);
        const auto grown = theirs.resize(10000);
        if (grown || grown.error().number != EFBIG || grown.error().hint != "at most 4096 (RLIMIT_FSIZE)") return 1;
        const auto written = theirs.write(5000, bytesOf("x"));
        if (written || written.error().kind != ErrorKind::OutOfRange) return 2;
        return theirs.resize(100) && theirs.write(0, bytesOf("x")) ? 0 : 3;
    });
    QCOMPARE(child.wait(), 0);
    VERIFY_DONE(SharedMemory::unlink("/x"));
}

IPCLENS_TEST_MAIN(PosixSharedMemoryTest)

#include "shared_memory_test.moc"
