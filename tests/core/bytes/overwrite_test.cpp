// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/overwrite.h"
#include "core/sysv/shared_memory.h"
#include "tests/core/bytes/segment_fixture.h"
#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"

#include <QObject>
#include <QTest>

using namespace ipclens;
using bytes::overwrite;
using bytes::Replacement;
using testing::bytesOf;
using testing::LiveSegment;
using testing::textAt;

namespace {

SegmentInfo infoOf(const LiveSegment& segment) {
    return sysv::SharedMemory::adopt(segment.id()).stat()->info;
}

} // namespace

class OverwriteTest : public QObject {
    Q_OBJECT

private slots:
    void writesAndTellsWhatStoodThere();
    void looksBeforeItWrites();
    void writesAllOrNone();
    void leavesAnotherSegmentAlone();
    void goneIsAnAnswer();
    void detachesAgain();
};

void OverwriteTest::writesAndTellsWhatStoodThere() {
    const LiveSegment segment(10'000, {{0, "frame"}, {9'998, "ab"}});
    const std::vector<Replacement> replacements{{{1, bytesOf("LA")}, {}}, {{9'999, bytesOf("Z")}, {}}};
    const auto result = overwrite(infoOf(segment), replacements);
    QVERIFY(result);
    QVERIFY(result->written);
    QCOMPARE(result->before, (std::vector<bytes::Patch>{{1, bytesOf("ra")}, {9'999, bytesOf("b")}}));
    QCOMPARE(textAt(segment, 0, 5), std::string("fLAme"));
    QCOMPARE(textAt(segment, 9'998, 2), std::string("aZ"));
}

void OverwriteTest::looksBeforeItWrites() {
    const LiveSegment segment(4096, {{0, "frame"}});
    std::vector<Replacement> replacements{{{0, bytesOf("FRA")}, bytesOf("fra")}};
    QVERIFY(overwrite(infoOf(segment), replacements)->written);
    // It is no longer what was expected: nothing is written, and what is there is told
    replacements.push_back({{4, bytesOf("E")}, bytesOf("e")});
    const auto result = overwrite(infoOf(segment), replacements);
    QVERIFY(result);
    QVERIFY(!result->written);
    QCOMPARE(result->before.front(), (bytes::Patch{0, bytesOf("FRA")}));
    QCOMPARE(textAt(segment, 0, 5), std::string("FRAme"));
}

void OverwriteTest::writesAllOrNone() {
    const LiveSegment segment(10'000, {{0, "frame"}});
    for (const std::uint64_t offset : {std::uint64_t{9'999}, std::uint64_t{10'000}, ~std::uint64_t{0}}) {
        const std::vector<Replacement> replacements{{{0, bytesOf("X")}, {}}, {{offset, bytesOf("YZ")}, {}}};
        const std::string row = segment.row();
        const auto result = overwrite(infoOf(segment), replacements);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::OutOfRange);
        // Not even attached
        QCOMPARE(segment.row(), row);
    }
    QCOMPARE(textAt(segment, 0, 5), std::string("frame"));
}

void OverwriteTest::leavesAnotherSegmentAlone() {
    const LiveSegment segment(4096, {{0, "frame"}});
    SegmentInfo before = infoOf(segment);
    before.size = 100; // as one was that had this id before
    const std::vector<Replacement> replacements{{{0, bytesOf("X")}, {}}};
    const std::string row = segment.row();
    const auto result = overwrite(before, replacements);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::NotFound);
    QCOMPARE(segment.row(), row);
    QCOMPARE(textAt(segment, 0, 1), std::string("f"));
}

void OverwriteTest::goneIsAnAnswer() {
    LiveSegment segment(4096);
    const SegmentInfo info = infoOf(segment);
    segment.remove();
    segment.detachElsewhere();
    const std::vector<Replacement> replacements{{{0, bytesOf("X")}, {}}};
    const auto result = overwrite(info, replacements);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::NotFound);
}

void OverwriteTest::detachesAgain() {
    const LiveSegment segment(4096, {{0, "frame"}});
    const std::vector<Replacement> replacements{{{0, bytesOf("X")}, {}}};
    QVERIFY(overwrite(infoOf(segment), replacements));
    QCOMPARE(segment.stat().shm_nattch, shmatt_t{1});
    QCOMPARE(segment.stat().shm_lpid, ::getpid());
}

IPCLENS_TEST_MAIN(OverwriteTest)

#include "overwrite_test.moc"
