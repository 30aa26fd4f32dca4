// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/overwrite.h"
#include "tests/core/bytes/posix_segment_fixture.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

using namespace ipclens;
using bytes::overwrite;
using bytes::Replacement;
using testing::bytesOf;
using testing::PosixSegment;

namespace {

constexpr std::uint64_t page = 4096;

} // namespace

class PosixOverwriteTest : public QObject {
    Q_OBJECT

private slots:
    void writesAndTellsWhatStoodThere();
    void looksBeforeItWrites();
    void writesAllOrNoneAndNeverMakesItLonger();
    void memoryThatIsLackingWritesNothing();
    void leavesAnotherSegmentAlone();
    void modeIsKept();
};

void PosixOverwriteTest::writesAndTellsWhatStoodThere() {
    const PosixSegment segment("/write", 3 * page);
    segment.put(0, "frame");
    const std::vector<Replacement> replacements{{{1, bytesOf("LA")}, {}}, {{3 * page - 1, bytesOf("Z")}, {}}};
    const auto result = overwrite(segment.info(), replacements);
    QVERIFY(result && result->written);
    QCOMPARE(result->before,
             (std::vector<bytes::Patch>{{1, bytesOf("ra")}, {3 * page - 1, std::vector<std::byte>(1)}}));
    QCOMPARE(segment.text(0, 5), std::string("fLAme"));
    QCOMPARE(segment.text(3 * page - 1, 5), std::string("Z"));
}

void PosixOverwriteTest::looksBeforeItWrites() {
    const PosixSegment segment("/write", page);
    segment.put(0, "frame");
    std::vector<Replacement> replacements{{{0, bytesOf("FRA")}, bytesOf("fra")}};
    QVERIFY(overwrite(segment.info(), replacements)->written);
    replacements.push_back({{4, bytesOf("E")}, bytesOf("e")});
    const auto result = overwrite(segment.info(), replacements);
    QVERIFY(result && !result->written);
    QCOMPARE(result->before.front(), (bytes::Patch{0, bytesOf("FRA")}));
    QCOMPARE(segment.text(0, 5), std::string("FRAme"));
}

void PosixOverwriteTest::writesAllOrNoneAndNeverMakesItLonger() {
    const PosixSegment segment("/write", page);
    segment.put(0, "frame");
    for (const std::uint64_t offset : {page - 1, page, std::uint64_t{INT64_MAX}, UINT64_MAX}) {
        const std::vector<Replacement> replacements{{{0, bytesOf("X")}, {}}, {{offset, bytesOf("YZ")}, {}}};
        const auto result = overwrite(segment.info(), replacements);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::OutOfRange);
    }
    // By its size now, not by what was known of it
    const PosixSegmentInfo known = segment.info();
    segment.resize(3);
    const std::vector<Replacement> beyond{{{0, bytesOf("X")}, {}}, {{3, bytesOf("Y")}, {}}};
    QCOMPARE(overwrite(known, beyond).error().kind, ErrorKind::OutOfRange);
    QCOMPARE(segment.text(0, page), std::string("fra"));
    segment.resize(2 * page);
    const std::vector<Replacement> grown{{{page + 1, bytesOf("Y")}, {}}};
    QVERIFY(overwrite(known, grown));
    QCOMPARE(segment.info().size, 2 * page);
}

void PosixOverwriteTest::memoryThatIsLackingWritesNothing() {
    const testing::SmallSharedMemory small(2);
    const PosixSegment segment("/write", 8 * page);
    const std::vector<Replacement> replacements{
        {{0, bytesOf("X")}, {}}, {{page, bytesOf("Y")}, {}}, {{2 * page, bytesOf("Z")}, {}}};
    const auto result = overwrite(segment.info(), replacements);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Limit);
    QCOMPARE(segment.text(0, 8 * page), std::string(8 * page, '\0'));
}

void PosixOverwriteTest::leavesAnotherSegmentAlone() {
    const PosixSegment first("/write", page);
    const std::vector<Replacement> replacements{{{0, bytesOf("X")}, {}}};
    first.unlink();
    QCOMPARE(overwrite(first.info(), replacements).error().kind, ErrorKind::NotFound);
    const PosixSegment second("/write", page);
    QCOMPARE(overwrite(first.info(), replacements).error().kind, ErrorKind::Removed);
    QCOMPARE(second.allocated(), std::uint64_t{0});
}

void PosixOverwriteTest::modeIsKept() {
    const PosixSegment segment("/write", page, 0444);
    const testing::WithoutCapabilities ordinary;
    const std::vector<Replacement> replacements{{{0, bytesOf("X")}, {}}};
    const auto result = overwrite(segment.info(), replacements);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Denied);
    QCOMPARE(segment.allocated(), std::uint64_t{0});
}

IPCLENS_TEST_MAIN(PosixOverwriteTest)

#include "posix_overwrite_test.moc"
