// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What a look at a segment leaves as it was, and what it answers when the segment or its owner goes.

#include "core/bytes/segment_source.h"
#include "tests/core/bytes/segment_fixture.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <algorithm>
#include <optional>

#include <sys/mman.h>
#include <sys/wait.h>

using namespace ipclens;
using bytes::SegmentAccess;
using testing::LiveSegment;

namespace {

constexpr std::uint64_t mebibyte = 1024 * 1024;

/// For QVERIFY2, which asks for its text also where all is well.
template <class T>
QByteArray why(const Result<T>& result) {
    return result ? QByteArray() : QByteArray::fromStdString(result.error().message());
}

/// Reads all of it in pieces that don't end at page borders.
bool readThrough(bytes::ByteSource& source) {
    std::vector<std::byte> piece(777'777);
    std::uint64_t offset = 0;
    while (offset < source.size()) {
        const auto got = source.read(offset, piece);
        if (!got || *got == 0) return false;
        offset += *got;
    }
    return true;
}

} // namespace

class SegmentSourceTest : public QObject {
    Q_OBJECT

private slots:
    void unnoticedLeavesEveryFieldAsItWas();
    void unnoticedSeesARemovedSegment();
    void unnoticedFollowsToAnotherProcess();
    void unnoticedNeedsAnotherProcess();
    void unnoticedEndsWithTheSegment();
    void unnoticedIsNotFooledByAnotherNamespace();
    void attachedTouchesNoPage_data();
    void attachedTouchesNoPage();
    void attachedDetachesInTheEnd();
    void attachedOutlivesRemoval();
    void attachIsRefusedWhereItWouldDestroy();
    void opensByTheBestWay();
    void reportsWhatIsNotThere();
};

#define OPEN_UNNOTICED(source, segment)                                                                                \
    auto source = bytes::openSegmentUnnoticed((segment).id());                                                         \
    if (!source && source.error().number == EPERM) QSKIP("map_files needs CAP_CHECKPOINT_RESTORE");                    \
    QVERIFY2(source, why(source).constData())

void SegmentSourceTest::unnoticedLeavesEveryFieldAsItWas() {
    const LiveSegment segment(64 * mebibyte - 100, {{0, "head"}, {32 * mebibyte, "counter"}});
    const std::string before = segment.row();
    QCOMPARE(segment.resident(), std::uint64_t{2 * 4096});
    {
        OPEN_UNNOTICED(source, segment);
        QVERIFY((*source)->access() == SegmentAccess::MapFiles);
        QCOMPARE((*source)->throughPid(), segment.attachedBy());
        for (int round = 0; round < 3; ++round)
            QVERIFY(readThrough(**source));
        QCOMPARE(segment.row(), before);
    }
    QCOMPARE(segment.row(), before);
}

void SegmentSourceTest::unnoticedSeesARemovedSegment() {
    LiveSegment segment(4096, {{0, "still here"}}, 0600, 0x51a0beef);
    segment.remove();
    OPEN_UNNOTICED(source, segment);
    std::vector<std::byte> into(5);
    QCOMPARE((*source)->read(0, into).value_or(0), std::size_t{5});
    QCOMPARE(static_cast<char>(into[4]), 'l');
}

void SegmentSourceTest::unnoticedFollowsToAnotherProcess() {
    LiveSegment segment(4096, {{0, "x"}});
    OPEN_UNNOTICED(source, segment);
    const int first = (*source)->throughPid();
    segment.attachElsewhere();
    std::vector<std::byte> into(1);
    const auto read = (*source)->read(0, into);
    QVERIFY2(read, why(read).constData());
    QCOMPARE(static_cast<char>(into[0]), 'x');
    QVERIFY((*source)->throughPid() != first);
    QCOMPARE((*source)->throughPid(), segment.attachedBy());
}

void SegmentSourceTest::unnoticedNeedsAnotherProcess() {
    LiveSegment segment(4096, {{0, "x"}});
    OPEN_UNNOTICED(source, segment);
    segment.detachElsewhere();
    std::vector<std::byte> into(1);
    const auto read = (*source)->read(0, into);
    QVERIFY(!read);
    QVERIFY(read.error().kind == ErrorKind::Denied);
    const auto again = bytes::openSegmentUnnoticed(segment.id());
    QVERIFY(!again);
    QVERIFY(again.error().kind == ErrorKind::Denied);
    QCOMPARE(segment.stat().shm_nattch, shmatt_t{0});
}

void SegmentSourceTest::unnoticedEndsWithTheSegment() {
    LiveSegment segment(4096, {{0, "x"}});
    OPEN_UNNOTICED(source, segment);
    segment.remove();
    segment.detachElsewhere();
    std::vector<std::byte> into(1);
    const auto read = (*source)->read(0, into);
    QVERIFY(!read);
    QVERIFY2(read.error().kind == ErrorKind::Removed, why(read).constData());
}

void SegmentSourceTest::unnoticedIsNotFooledByAnotherNamespace() {
    LiveSegment segment(4096);
    // The same id, size and name, attached by a process of another IPC namespace
    testing::ChildProcess stranger([id = segment.id().value] {
        if (unshare(CLONE_NEWIPC) != 0 || !testing::setSysctl("kernel/shm_next_id", id)) return 1;
        const int theirs = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
        if (theirs != id || shmat(theirs, nullptr, 0) == reinterpret_cast<void*>(-1)) return 2;
        shmctl(theirs, IPC_RMID, nullptr);
        ::kill(getpid(), SIGSTOP);
        return 0;
    });
    int status = 0;
    QCOMPARE(waitpid(stranger.pid(), &status, WUNTRACED), stranger.pid());
    if (!WIFSTOPPED(status)) QSKIP("no second namespace with an id of our choice");
    segment.detachElsewhere();
    const auto source = bytes::openSegmentUnnoticed(segment.id());
    QVERIFY(!source);
}

void SegmentSourceTest::attachedTouchesNoPage_data() {
    QTest::addColumn<bool>("ordinary");
    QTest::newRow("by the segment's file, where that may be opened") << false;
    QTest::newRow("by its pages here, as an ordinary user") << true;
}

void SegmentSourceTest::attachedTouchesNoPage() {
    QFETCH(bool, ordinary);
    std::optional<testing::WithoutCapabilities> without;
    if (ordinary) without.emplace();
    const LiveSegment segment(64 * mebibyte - 100, {{0, "head"}, {32 * mebibyte, "counter"}});
    const auto attachments = segment.stat().shm_nattch;
    const auto resident = segment.resident();
    QCOMPARE(resident, std::uint64_t{2 * 4096});
    auto source = bytes::attachSegment(segment.id());
    QVERIFY2(source, why(source).constData());
    QVERIFY((*source)->access() == SegmentAccess::Attached);
    QCOMPARE((*source)->throughPid(), 0);
    QCOMPARE(segment.stat().shm_nattch, attachments + 1);
    for (int round = 0; round < 3; ++round)
        QVERIFY(readThrough(**source));
    QCOMPARE(segment.resident(), resident);
}

void SegmentSourceTest::attachedDetachesInTheEnd() {
    const LiveSegment segment(4096);
    const auto attachments = segment.stat().shm_nattch;
    {
        const auto source = bytes::attachSegment(segment.id());
        QVERIFY(source);
        QCOMPARE(segment.stat().shm_nattch, attachments + 1);
    }
    QCOMPARE(segment.stat().shm_nattch, attachments);
}

void SegmentSourceTest::attachedOutlivesRemoval() {
    LiveSegment segment(4096, {{0, "x"}});
    auto source = bytes::attachSegment(segment.id());
    QVERIFY(source);
    segment.remove();
    segment.detachElsewhere();
    std::vector<std::byte> into(1);
    QCOMPARE((*source)->read(0, into).value_or(0), std::size_t{1});
    QCOMPARE(static_cast<char>(into[0]), 'x');
}

void SegmentSourceTest::attachIsRefusedWhereItWouldDestroy() {
    LiveSegment segment(4096, {{0, "precious"}});
    segment.detachElsewhere();
    if (!testing::setSysctl("kernel/shm_rmid_forced", 1)) QSKIP("kernel.shm_rmid_forced can't be set here");
    // Setting it lets the kernel destroy what nobody has attached and whose maker has ended; ours lives
    const auto source = bytes::attachSegment(segment.id());
    const bool survived = !segment.row().empty();
    QVERIFY(testing::setSysctl("kernel/shm_rmid_forced", 0));
    QVERIFY(survived);
    QVERIFY(!source);
    QVERIFY(source.error().kind == ErrorKind::Denied);
    QCOMPARE(source.error().number, 0);
}

void SegmentSourceTest::opensByTheBestWay() {
    LiveSegment segment(4096);
    OPEN_UNNOTICED(unnoticed, segment);
    auto source = bytes::openSegment(segment.id());
    QVERIFY(source);
    QVERIFY((*source)->access() == SegmentAccess::MapFiles);
    segment.detachElsewhere();
    source = bytes::openSegment(segment.id());
    QVERIFY(source);
    QVERIFY((*source)->access() == SegmentAccess::Attached);
}

void SegmentSourceTest::reportsWhatIsNotThere() {
    LiveSegment segment(4096);
    segment.remove();
    segment.detachElsewhere();
    for (const auto open : {bytes::openSegmentUnnoticed, bytes::attachSegment, bytes::openSegment}) {
        const auto source = open(segment.id());
        QVERIFY(!source);
        QVERIFY2(source.error().kind == ErrorKind::NotFound || source.error().kind == ErrorKind::Removed,
                 why(source).constData());
    }
}

IPCLENS_TEST_MAIN(SegmentSourceTest)

#include "segment_source_test.moc"
