// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <climits>

#include <algorithm>
#include <cerrno>
#include <vector>

#include <sys/resource.h>
#include <sys/shm.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::need;
using ipclens::testing::readSysctl;
using ipclens::testing::setSysctl;

namespace {

SharedMemoryOptions optionsOf(std::uint64_t size) {
    SharedMemoryOptions options;
    options.size = size;
    return options;
}

SharedMemory makeSegment(std::uint64_t size) {
    return need(SharedMemory::create(PrivateKey{}, optionsOf(size)));
}

AttachOptions readWrite() {
    AttachOptions options;
    options.mode = AttachMode::ReadWrite;
    return options;
}

} // namespace

class SharedMemoryTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void createAndOpen();
    void createOpensWithoutTouching();
    void createRefusesSizes();
    void limitsAreNamed();
    void sizeNobodyCanHave_data();
    void sizeNobodyCanHave();
    void sparseGibibyte();
    void fillWritesEveryByte_data();
    void fillWritesEveryByte();
    void fillThatFailsLeavesNothing();
    void hugePagesThatAreNotThere();
    void noReserve();
    void statTellsAll();
    void residentCountsTouchedPages();
    void lockAndUnlock();
    void lockOverTheLimit();
    void changeOwnerAndMode();
    void removedWhileAttachedStays();
    void removedIsNotFound();
    void reusedIdIsAnotherSegment();
};

void SharedMemoryTest::cleanup() {
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void SharedMemoryTest::createAndOpen() {
    SharedMemoryOptions options = optionsOf(100);
    options.mode = 0666;
    const auto segment = need(SharedMemory::create(Key{42}, options));
    QVERIFY(segment.made());
    QCOMPARE(segment.stat().value().info.permissions.mode, std::uint16_t{0666});
    VERIFY_FAILS(SharedMemory::create(Key{42}, options), ErrorKind::Exists, EEXIST);
    QVERIFY(need(SharedMemory::open(Key{42})).id() == segment.id());
    QVERIFY(need(SharedMemory::open(segment.id())).id() == segment.id());
    VERIFY_DONE(segment.remove());
    VERIFY_FAILS(SharedMemory::open(Key{42}), ErrorKind::NotFound, ENOENT);
    VERIFY_FAILS(SharedMemory::open(segment.id()), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(SharedMemory::open(Id{-1}), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(SharedMemory::open(Key{0}), ErrorKind::Invalid, 0);
    VERIFY_FAILS(SharedMemory::create(Key{0}, options), ErrorKind::Invalid, 0);
    const auto random = need(SharedMemory::create(RandomKey{}, optionsOf(1)));
    QVERIFY(!random.stat().value().info.key.isPrivate());
    VERIFY_DONE(random.remove());
}

void SharedMemoryTest::createOpensWithoutTouching() {
    SharedMemoryOptions options = optionsOf(100);
    options.ifExists = IfExists::Open;
    options.fill = 0x11;
    const auto segment = need(SharedMemory::create(Key{42}, options));
    QVERIFY(segment.made());
    const auto before = segment.stat().value().info;
    options.size = 50;
    options.fill = 0x22;
    options.mode = 0777;
    const auto opened = need(SharedMemory::create(Key{42}, options));
    QVERIFY(!opened.made());
    QVERIFY(segment.stat().value().info == before);
    options.size = 101;
    const auto bigger = SharedMemory::create(Key{42}, options);
    VERIFY_FAILS(bigger, ErrorKind::Invalid, EINVAL);
    QCOMPARE(bigger.error().hint, std::string("100 bytes"));
    VERIFY_DONE(segment.remove());
}

void SharedMemoryTest::createRefusesSizes() {
    VERIFY_FAILS(SharedMemory::create(Key{42}, optionsOf(0)), ErrorKind::Invalid, 0);
    const auto tooBig = SharedMemory::create(Key{42}, optionsOf(UINT64_MAX));
    VERIFY_FAILS(tooBig, ErrorKind::Limit, EINVAL);
    QCOMPARE(tooBig.error().hint, std::string("at most 18446744073692774399 (SHMMAX)"));
}

void SharedMemoryTest::limitsAreNamed() {
    const long long shmmni = readSysctl("kernel/shmmni").value();
    const long long shmall = readSysctl("kernel/shmall").value_or(-1);
    if (!setSysctl("kernel/shmmni", 1)) QSKIP("kernel.shmmni can't be written here");
    const auto one = makeSegment(1);
    const auto second = SharedMemory::create(PrivateKey{}, optionsOf(1));
    setSysctl("kernel/shmmni", shmmni);
    VERIFY_FAILS(second, ErrorKind::Limit, ENOSPC);
    QCOMPARE(second.error().hint, std::string("1 of 1 segments (SHMMNI)"));
    if (shmall > 0 && setSysctl("kernel/shmall", 2)) {
        const auto tooMuch = SharedMemory::create(PrivateKey{}, optionsOf(1 << 20));
        setSysctl("kernel/shmall", shmall);
        VERIFY_FAILS(tooMuch, ErrorKind::Limit, ENOSPC);
        QCOMPARE(tooMuch.error().hint, std::string("1 of 2 pages (SHMALL)"));
    }
    VERIFY_DONE(one.remove());
}

void SharedMemoryTest::sizeNobodyCanHave_data() {
    QTest::addColumn<quint64>("size");
    QTest::newRow("over SHMMAX") << quint64{UINT64_MAX};
    QTest::newRow("as SHMMAX is by default") << quint64{ULONG_MAX - (1UL << 24U)};
    QTest::newRow("a byte more than a file can have") << quint64{1} + INT64_MAX;
    QTest::newRow("as a file can have") << quint64{INT64_MAX};
}

void SharedMemoryTest::sizeNobodyCanHave() {
    QFETCH(quint64, size);
    const auto segment = SharedMemory::create(PrivateKey{}, optionsOf(size));
    QVERIFY(!segment);
    QVERIFY2(segment.error().kind == ErrorKind::Limit, segment.error().message().c_str());
}

void SharedMemoryTest::sparseGibibyte() {
    const std::uint64_t size = std::uint64_t{1} << 30U;
    const auto segment = makeSegment(size);
    auto attachment = need(segment.attach(readWrite()));
    QCOMPARE(attachment.size(), size);
    const std::byte last{0x5a};
    VERIFY_DONE(attachment.write(size - 1, {&last, 1}));
    std::byte seen{};
    VERIFY_DONE(attachment.read(size - 1, {&seen, 1}));
    QCOMPARE(seen, last);
    const auto stat = segment.stat().value();
    QVERIFY(stat.known.residency);
    QVERIFY(stat.info.resident > 0 && stat.info.resident < size / 2);
    VERIFY_DONE(attachment.detach());
    VERIFY_DONE(segment.remove());
}

void SharedMemoryTest::fillWritesEveryByte_data() {
    QTest::addColumn<qulonglong>("size");
    QTest::newRow("one byte") << 1ULL;
    QTest::newRow("odd") << 4097ULL;
    QTest::newRow("more than a block") << (3ULL << 20U) + 5;
}

void SharedMemoryTest::fillWritesEveryByte() {
    QFETCH(qulonglong, size);
    SharedMemoryOptions options = optionsOf(size);
    options.fill = 0xa5;
    options.mode = 0400;
    const auto segment = need(SharedMemory::create(PrivateKey{}, options));
    QCOMPARE(segment.stat().value().info.permissions.mode, std::uint16_t{0400});
    QCOMPARE(segment.stat().value().info.attached, std::uint64_t{0});
    {
        const auto attachment = need(segment.attach());
        std::vector<std::byte> bytes(size);
        VERIFY_DONE(attachment.read(0, bytes));
        QCOMPARE(std::count(bytes.begin(), bytes.end(), std::byte{0xa5}), static_cast<std::ptrdiff_t>(size));
    }
    VERIFY_DONE(segment.remove());
}

void SharedMemoryTest::fillThatFailsLeavesNothing() {
    const std::string forced = "kernel/shm_rmid_forced";
    if (!setSysctl(forced, 1)) QSKIP("kernel.shm_rmid_forced can't be written here");
    SharedMemoryOptions options = optionsOf(100);
    options.fill = 1; // which attaches, and the last detaching would destroy the segment
    const auto segment = SharedMemory::create(Key{42}, options);
    setSysctl(forced, 0);
    VERIFY_FAILS(segment, ErrorKind::Denied, 0);
    VERIFY_FAILS(SharedMemory::open(Key{42}), ErrorKind::NotFound, ENOENT);
}

void SharedMemoryTest::hugePagesThatAreNotThere() {
    if (readSysctl("vm/nr_hugepages").value_or(1) != 0) QSKIP("there are huge pages here, or the kernel has none");
    SharedMemoryOptions options = optionsOf(2U << 20U);
    options.hugePages = true;
    const auto segment = SharedMemory::create(Key{42}, options);
    QVERIFY(!segment);
    if (segment.error().number != EPERM) { // in a user namespace
        VERIFY_FAILS(segment, ErrorKind::Limit, ENOMEM);
        QVERIFY(segment.error().reason.find("vm.nr_hugepages") != std::string::npos);
    }
}

void SharedMemoryTest::noReserve() {
    SharedMemoryOptions options = optionsOf(std::uint64_t{1} << 40U); // more than there can be
    options.noReserve = true;
    const auto segment = SharedMemory::create(PrivateKey{}, options);
    VERIFY_DONE(segment);
    VERIFY_DONE(segment->remove());
}

void SharedMemoryTest::statTellsAll() {
    const auto begun = ::time(nullptr);
    const auto segment = need(SharedMemory::create(Key{42}, optionsOf(5000)));
    auto info = segment.stat().value().info;
    QVERIFY(info.id == segment.id());
    QVERIFY(info.key == Key{42});
    QCOMPARE(info.size, std::uint64_t{5000});
    QCOMPARE(info.attached, std::uint64_t{0});
    QCOMPARE(info.creatorPid, ::getpid());
    QCOMPARE(info.lastPid, 0);
    QCOMPARE(info.attachedAt, EpochSeconds{0});
    QCOMPARE(info.detachedAt, EpochSeconds{0});
    QVERIFY(info.changedAt >= begun);
    QVERIFY(!info.locked && !info.removed);
    QVERIFY(info.access == Access::Readable);
    {
        const auto first = need(segment.attach());
        const auto second = need(segment.attach());
        info = segment.stat().value().info;
        QCOMPARE(info.attached, std::uint64_t{2});
        QCOMPARE(info.lastPid, ::getpid());
        QVERIFY(info.attachedAt >= begun);
    }
    info = segment.stat().value().info;
    QCOMPARE(info.attached, std::uint64_t{0});
    QVERIFY(info.detachedAt >= begun);
    VERIFY_DONE(segment.remove());
}

void SharedMemoryTest::residentCountsTouchedPages() {
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    const auto segment = makeSegment(64 * page);
    auto stat = segment.stat().value();
    QVERIFY(stat.known.residency);
    QCOMPARE(stat.info.resident, std::uint64_t{0});
    const auto attachment = need(segment.attach(readWrite()));
    const std::byte byte{1};
    VERIFY_DONE(attachment.write(3 * page, {&byte, 1}));
    stat = segment.stat().value();
    QVERIFY(stat.info.resident >= page && stat.info.resident <= 64 * page);
    QCOMPARE(stat.info.swapped, std::uint64_t{0});
    QVERIFY(stat.hugePages != true);
    VERIFY_DONE(segment.remove());
}

void SharedMemoryTest::lockAndUnlock() {
    const auto segment = makeSegment(5000);
    VERIFY_DONE(segment.lock());
    QVERIFY(segment.stat().value().info.locked);
    VERIFY_DONE(segment.lock());
    VERIFY_DONE(segment.unlock());
    QVERIFY(!segment.stat().value().info.locked);
    VERIFY_DONE(segment.remove());
    VERIFY_FAILS(segment.lock(), ErrorKind::NotFound, EINVAL);
}

void SharedMemoryTest::lockOverTheLimit() {
    if (!ipclens::testing::canRunUnprivileged()) QSKIP("needs another user");
    const auto status = ipclens::testing::runUnprivileged([] {
        const rlimit few{4096, 4096};
        if (::setrlimit(RLIMIT_MEMLOCK, &few) != 0) return 1;
        const auto segment = SharedMemory::create(PrivateKey{}, optionsOf(1 << 20));
        if (!segment) return 2;
        const auto locked = segment->lock();
        const bool named = !locked && locked.error().kind == ErrorKind::Limit && locked.error().number == ENOMEM &&
                           locked.error().reason.find("RLIMIT_MEMLOCK") != std::string::npos;
        return segment->remove() && named ? 0 : 3;
    });
    QCOMPARE(status.value(), 0);
}

void SharedMemoryTest::changeOwnerAndMode() {
    const auto segment = makeSegment(1);
    VERIFY_DONE(segment.change({std::nullopt, std::nullopt, 0640}));
    QCOMPARE(segment.stat().value().info.permissions.mode, std::uint16_t{0640});
    if (ipclens::testing::canRunUnprivileged()) {
        VERIFY_DONE(segment.change({uid_t{65534}, std::nullopt, std::nullopt}));
        QCOMPARE(segment.stat().value().info.permissions.uid, uid_t{65534});
        QCOMPARE(segment.stat().value().info.permissions.mode, std::uint16_t{0640});
    }
    VERIFY_DONE(segment.lock());
    VERIFY_DONE(segment.change({std::nullopt, std::nullopt, 0600}));
    QVERIFY(segment.stat().value().info.locked); // IPC_SET leaves the flags alone
    VERIFY_FAILS(segment.change({uid_t(-1), std::nullopt, std::nullopt}), ErrorKind::Invalid, EINVAL);
    VERIFY_DONE(segment.remove());
    VERIFY_FAILS(segment.change({}), ErrorKind::NotFound, EINVAL);
}

void SharedMemoryTest::removedWhileAttachedStays() {
    const auto segment = need(SharedMemory::create(Key{42}, optionsOf(100)));
    {
        const auto attachment = need(segment.attach(readWrite()));
        VERIFY_DONE(segment.remove());
        const auto info = segment.stat().value().info;
        QVERIFY(info.removed);
        QVERIFY(info.key.isPrivate());
        QCOMPARE(info.attached, std::uint64_t{1});
        VERIFY_FAILS(SharedMemory::open(Key{42}), ErrorKind::NotFound, ENOENT);
        const auto again = need(segment.attach()); // Linux lets one in by its id
        QCOMPARE(again.size(), std::uint64_t{100});
    }
    VERIFY_FAILS(segment.stat(), ErrorKind::NotFound, EINVAL);
}

void SharedMemoryTest::removedIsNotFound() {
    const auto segment = makeSegment(1);
    VERIFY_DONE(segment.remove());
    VERIFY_FAILS(segment.remove(), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(segment.stat(), ErrorKind::NotFound, EINVAL);
    VERIFY_FAILS(segment.attach(), ErrorKind::NotFound, EINVAL);
}

void SharedMemoryTest::reusedIdIsAnotherSegment() {
    const auto first = makeSegment(100);
    VERIFY_DONE(first.remove());
    if (!setSysctl("kernel/shm_next_id", first.id().value)) QSKIP("needs kernel.shm_next_id");
    const auto second = makeSegment(200);
    QVERIFY(second.id() == first.id());
    QCOMPARE(need(first.attach()).size(), std::uint64_t{200});
    VERIFY_DONE(second.remove());
}

IPCLENS_TEST_MAIN(SharedMemoryTest)

#include "shared_memory_test.moc"
