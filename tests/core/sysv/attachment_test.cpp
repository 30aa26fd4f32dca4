// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/own_attachments.h"
#include "core/sysv/shared_memory.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <cerrno>
#include <cstring>
#include <limits>
#include <optional>
#include <vector>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::sysv;
using ipclens::testing::need;
using ipclens::testing::setSysctl;

namespace {

constexpr std::uint64_t segmentSize = 10'000;

AttachOptions readWrite() {
    AttachOptions options;
    options.mode = AttachMode::ReadWrite;
    return options;
}

std::uint64_t attachedCount(const SharedMemory& segment) {
    return segment.stat().value().info.attached;
}

/// An address where nothing is mapped, with room, at a multiple of SHMLBA.
void* freeAddress() {
    void* place = ::mmap(nullptr, 1 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ::munmap(place, 1 << 20);
    return place;
}

/// From now on process_vm_readv(2) and process_vm_writev(2) are EPERM here, as under the filters of old containers.
bool forbidProcessVm() {
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_process_vm_readv, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_process_vm_writev, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{5, program};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

} // namespace

class AttachmentTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void readsWhatWasWritten();
    void boundsAreChecked_data();
    void boundsAreChecked();
    void readOnlyIsNotWritten();
    void detachesWithItsEnd();
    void movesWithoutDetaching();
    void ownOnesAreCounted();
    void detachTwiceIsRefused();
    void releaseAndAdopt();
    void attachesAtAnAddress();
    void roundsTheAddress();
    void remapsWhatIsThere();
    void refusedAddresses();
    void neverBusError();
    void copiesWhereProcessVmIsForbidden();
    void refusesToDestroyByDetaching();

private:
    std::optional<SharedMemory> segment_;
};

void AttachmentTest::init() {
    SharedMemoryOptions options;
    options.size = segmentSize;
    segment_ = need(SharedMemory::create(PrivateKey{}, options));
}

void AttachmentTest::cleanup() {
    static_cast<void>(segment_->remove());
    const auto left = ipclens::testing::objectsInNamespace();
    QVERIFY2(left.empty(), left.empty() ? "" : left.front().c_str());
}

void AttachmentTest::readsWhatWasWritten() {
    const auto writer = need(segment_->attach(readWrite()));
    const auto reader = need(segment_->attach());
    QVERIFY(reader.mode() == AttachMode::ReadOnly);
    std::vector<std::byte> bytes(segmentSize);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(i * 31);
    VERIFY_DONE(writer.write(0, bytes));
    std::vector<std::byte> seen(segmentSize);
    VERIFY_DONE(reader.read(0, seen));
    QVERIFY(seen == bytes);
    std::vector<std::byte> middle(10);
    VERIFY_DONE(reader.read(4090, middle));
    QVERIFY(std::memcmp(middle.data(), bytes.data() + 4090, 10) == 0);
}

void AttachmentTest::boundsAreChecked_data() {
    QTest::addColumn<qulonglong>("offset");
    QTest::addColumn<int>("length");
    QTest::addColumn<bool>("inside");
    QTest::newRow("the last byte") << qulonglong{segmentSize - 1} << 1 << true;
    QTest::newRow("nothing at the end") << qulonglong{segmentSize} << 0 << true;
    QTest::newRow("one past the end") << qulonglong{segmentSize} << 1 << false;
    QTest::newRow("across the end") << qulonglong{segmentSize - 1} << 2 << false;
    QTest::newRow("nothing past the end") << qulonglong{segmentSize + 1} << 0 << false;
    QTest::newRow("a sum that overflows") << std::numeric_limits<qulonglong>::max() << 2 << false;
    QTest::newRow("beyond an int") << (1ULL << 40U) << 1 << false;
}

void AttachmentTest::boundsAreChecked() {
    QFETCH(qulonglong, offset);
    QFETCH(int, length);
    QFETCH(bool, inside);
    const auto attachment = need(segment_->attach(readWrite()));
    std::vector<std::byte> bytes(static_cast<std::size_t>(length), std::byte{7});
    if (inside) {
        VERIFY_DONE(attachment.read(offset, bytes));
        VERIFY_DONE(attachment.write(offset, bytes));
        return;
    }
    VERIFY_FAILS(attachment.read(offset, bytes), ErrorKind::OutOfRange, 0);
    const auto written = attachment.write(offset, bytes);
    VERIFY_FAILS(written, ErrorKind::OutOfRange, 0);
    QCOMPARE(written.error().hint, std::string("10000 bytes"));
    std::byte last{};
    VERIFY_DONE(attachment.read(segmentSize - 1, {&last, 1}));
    QCOMPARE(last, std::byte{0}); // nothing was written, not even what would have had room
}

void AttachmentTest::readOnlyIsNotWritten() {
    const auto attachment = need(segment_->attach());
    const std::byte byte{7};
    VERIFY_FAILS(attachment.write(0, {&byte, 1}), ErrorKind::Denied, 0);
}

void AttachmentTest::detachesWithItsEnd() {
    {
        const auto attachment = need(segment_->attach());
        QCOMPARE(attachedCount(*segment_), std::uint64_t{1});
    }
    QCOMPARE(attachedCount(*segment_), std::uint64_t{0});
}

void AttachmentTest::movesWithoutDetaching() {
    auto first = need(segment_->attach());
    void* address = first.address();
    Attachment moved(std::move(first));
    QCOMPARE(moved.address(), address);
    QCOMPARE(moved.size(), segmentSize);
    auto other = need(segment_->attach());
    QCOMPARE(attachedCount(*segment_), std::uint64_t{2});
    other = std::move(moved); // what it had goes
    QCOMPARE(attachedCount(*segment_), std::uint64_t{1});
    QCOMPARE(other.address(), address);
}

void AttachmentTest::ownOnesAreCounted() {
    const OwnAttachments before = ownAttachments();
    QVERIFY(!before.counts.contains(segment_->id()));
    {
        const auto view = need(segment_->attach());
        auto work = need(segment_->attach());
        QCOMPARE(ownAttachments().counts.at(segment_->id()), std::uint64_t{2});
        // Given away and taken over it is still ours
        work = Attachment::adopt(work.release(), segmentSize, AttachMode::ReadOnly);
        QCOMPARE(ownAttachments().counts.at(segment_->id()), std::uint64_t{2});
        VERIFY_DONE(work.detach());
        QCOMPARE(ownAttachments().counts.at(segment_->id()), std::uint64_t{1});
    }
    const OwnAttachments after = ownAttachments();
    QVERIFY(!after.counts.contains(segment_->id()));
    QCOMPARE(after.changes, before.changes + 4);
    QVERIFY(!SharedMemory::adopt(Id{4711}).attach());
    QCOMPARE(ownAttachments().changes, after.changes);
}

void AttachmentTest::detachTwiceIsRefused() {
    auto attachment = need(segment_->attach());
    VERIFY_DONE(attachment.detach());
    QCOMPARE(attachedCount(*segment_), std::uint64_t{0});
    QCOMPARE(attachment.address(), nullptr);
    VERIFY_FAILS(attachment.detach(), ErrorKind::Invalid, 0);
    std::byte byte{};
    VERIFY_FAILS(attachment.read(0, {&byte, 1}), ErrorKind::OutOfRange, 0);
    auto wrong = Attachment::adopt(&byte, 1, AttachMode::ReadOnly);
    VERIFY_FAILS(wrong.detach(), ErrorKind::Invalid, EINVAL);
    static_cast<void>(wrong.release());
}

void AttachmentTest::releaseAndAdopt() {
    void* address = nullptr;
    {
        auto attachment = need(segment_->attach(readWrite()));
        address = attachment.release();
    }
    QCOMPARE(attachedCount(*segment_), std::uint64_t{1});
    {
        const auto adopted = Attachment::adopt(address, segmentSize, AttachMode::ReadWrite);
        const std::byte byte{7};
        VERIFY_DONE(adopted.write(0, {&byte, 1}));
        QCOMPARE(*static_cast<const unsigned char*>(address), static_cast<unsigned char>(7));
    }
    QCOMPARE(attachedCount(*segment_), std::uint64_t{0});
}

void AttachmentTest::attachesAtAnAddress() {
    AttachOptions options = readWrite();
    options.address = freeAddress();
    const auto attachment = need(segment_->attach(options));
    QCOMPARE(static_cast<const void*>(attachment.address()), options.address);
}

void AttachmentTest::roundsTheAddress() {
    AttachOptions options;
    auto* place = static_cast<std::byte*>(freeAddress());
    options.address = place + 123;
    VERIFY_FAILS(segment_->attach(options), ErrorKind::Invalid, EINVAL);
    options.round = true;
    const auto attachment = need(segment_->attach(options));
    QCOMPARE(attachment.address(), static_cast<void*>(place));
}

void AttachmentTest::remapsWhatIsThere() {
    void* place = ::mmap(nullptr, 1 << 16, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    std::memset(place, 1, 1 << 16);
    AttachOptions options;
    options.address = place;
    VERIFY_FAILS(segment_->attach(options), ErrorKind::Invalid, EINVAL);
    options.remap = true;
    {
        const auto attachment = need(segment_->attach(options));
        QCOMPARE(attachment.address(), place);
        QCOMPARE(*static_cast<const char*>(place), '\0');
    }
    ::munmap(place, 1 << 16);
}

void AttachmentTest::refusedAddresses() {
    AttachOptions options;
    options.remap = true;
    VERIFY_FAILS(segment_->attach(options), ErrorKind::Invalid, 0);
    VERIFY_DONE(segment_->remove());
    options.remap = false;
    options.address = freeAddress();
    VERIFY_FAILS(segment_->attach(options), ErrorKind::NotFound, EINVAL);
}

void AttachmentTest::neverBusError() {
    // stands for a segment whose pages can't be had: memory of ours without any rights
    void* place = ::mmap(nullptr, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    auto attachment = Attachment::adopt(place, 4096, AttachMode::ReadWrite);
    std::byte byte{};
    VERIFY_FAILS(attachment.read(0, {&byte, 1}), ErrorKind::Other, EFAULT);
    VERIFY_FAILS(attachment.write(0, {&byte, 1}), ErrorKind::Other, EFAULT);
    static_cast<void>(attachment.release());
    ::munmap(place, 4096);
}

void AttachmentTest::copiesWhereProcessVmIsForbidden() {
    const SharedMemory segment = *segment_;
    ipclens::testing::ChildProcess child([segment] {
        if (!forbidProcessVm()) return 77;
        const auto attachment = segment.attach(readWrite());
        const std::byte written{9};
        std::byte seen{};
        if (!attachment || !attachment->write(5, {&written, 1}) || !attachment->read(5, {&seen, 1})) return 1;
        return seen == written ? 0 : 2;
    });
    const int status = child.wait();
    if (status == 77) QSKIP("no seccomp filters here");
    QCOMPARE(status, 0);
}

void AttachmentTest::refusesToDestroyByDetaching() {
    const auto other = need(segment_->attach());
    if (!setSysctl("kernel/shm_rmid_forced", 1)) QSKIP("kernel.shm_rmid_forced can't be written here");
    const auto whileAttached = segment_->attach();
    setSysctl("kernel/shm_rmid_forced", 0);
    VERIFY_DONE(whileAttached);

    SharedMemoryOptions options;
    options.size = 1;
    const auto lonely = need(SharedMemory::create(PrivateKey{}, options));
    setSysctl("kernel/shm_rmid_forced", 1);
    const auto refused = lonely.attach();
    const auto gone = SharedMemory::adopt(Id{4711}).attach();
    setSysctl("kernel/shm_rmid_forced", 0);
    VERIFY_FAILS(refused, ErrorKind::Denied, 0);
    QCOMPARE(refused.error().hint, std::string("kernel.shm_rmid_forced is 1"));
    VERIFY_FAILS(gone, ErrorKind::NotFound, EINVAL);
    VERIFY_DONE(lonely.remove());
}

IPCLENS_TEST_MAIN(AttachmentTest)

#include "attachment_test.moc"
