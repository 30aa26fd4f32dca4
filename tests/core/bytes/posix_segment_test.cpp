// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What a POSIX segment does that one of System V can't: it becomes shorter and longer, and its name means another one.

#include "core/bytes/byte_target.h"
#include "core/bytes/page_changes.h"
#include "core/bytes/posix_segment.h"
#include "core/bytes/range_file.h"
#include "core/bytes/scan.h"
#include "core/bytes/search.h"
#include "tests/core/bytes/fake_source.h"
#include "tests/core/bytes/posix_segment_fixture.h"
#include "tests/core/posix/fixtures.h"
#include "tests/support/bogus_file.h"
#include "tests/support/namespace.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <filesystem>

using namespace ipclens;
using bytes::PageRun;
using bytes::PageState;
using testing::contentOf;
using testing::PosixSegment;
using testing::whyNot;

namespace {

constexpr std::uint64_t page = 4096;
constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;

std::unique_ptr<bytes::SegmentSource> sourceOf(const PosixSegmentInfo& segment) {
    auto source = bytes::openPosixSegment(segment);
    return source ? std::move(*source) : nullptr;
}

std::shared_ptr<const bytes::Matcher> text(const char* wanted) {
    return *bytes::Matcher::make(bytes::TextPattern{wanted, false});
}

/// Files that this process has open and that have no name any more.
int openWithoutName() {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
        std::error_code gone;
        const std::string target = std::filesystem::read_symlink(entry.path(), gone).string();
        if (target.starts_with("/dev/shm/") && target.ends_with(" (deleted)")) ++count;
    }
    return count;
}

} // namespace

class PosixSegmentTest : public QObject {
    Q_OBJECT

private slots:
    void lookingTakesUpNoMemory();
    void lookingMovesNoTime();
    void sizeFollows();
    void whatIsCutOffIsAShortRead();
    void aSearchGoesOnOverWhatWasCutOff();
    void aSaveSaysThatItBecameShorter();
    void changesAreSeenOverSizes();
    void nothingOfAnUnlinkedOneIsHeld();
    void anotherUnderTheNameIsNotRead();
    void whoMayNotReadIsTold();
    void hasNoBytes();
    void namesMayBeOdd();
    void loadsIntoIt();
    void otherFilesAreNoSegments();
};

void PosixSegmentTest::lookingTakesUpNoMemory() {
    const PosixSegment segment("/sparse", gibibyte);
    segment.put(gibibyte / 2, "frame");
    const std::uint64_t before = segment.allocated();
    const auto source = sourceOf(segment.info());
    QVERIFY(source);
    QCOMPARE(source->access(), bytes::SegmentAccess::OwnFile);
    QCOMPARE(source->size(), gibibyte);
    QCOMPARE(contentOf(*source, 0, 1 << 20), QByteArray(1 << 20, '\0'));
    QVERIFY(*source->runs(0, gibibyte) ==
            std::vector<PageRun>({{0, gibibyte / 2, PageState::Untouched},
                                  {gibibyte / 2, page, PageState::Resident},
                                  {gibibyte / 2 + page, gibibyte / 2 - page, PageState::Untouched}}));
    const auto found = bytes::findAll(*source, *text("frame"), {}, 10);
    QVERIFY2(found, whyNot(found));
    QCOMPARE(found->matches, (std::vector<bytes::Match>{{gibibyte / 2, 5}}));
    QCOMPARE(found->coverage.untouched, gibibyte - page);
    QVERIFY(bytes::Scan::first(*source, {}, {.test = bytes::ScanTest::Any, .range = {}}));
    bytes::PageChanges changes;
    QVERIFY(changes.look(*source, gibibyte)->passEnded);
    const std::string path = testing::scratchDirectory() + "/saved";
    const auto saved = bytes::saveRange(*source, 0, gibibyte, path);
    QVERIFY2(saved, whyNot(saved));
    QCOMPARE(saved->written, page);
    QVERIFY(std::filesystem::remove(path));
    QCOMPARE(segment.allocated(), before);
}

void PosixSegmentTest::lookingMovesNoTime() {
    const PosixSegment segment("/times", page);
    segment.put(0, "frame");
    const auto timesOf = [&] {
        const struct stat status = segment.stat();
        return std::vector<std::int64_t>{status.st_atim.tv_sec,  status.st_atim.tv_nsec, status.st_mtim.tv_sec,
                                         status.st_mtim.tv_nsec, status.st_ctim.tv_sec,  status.st_ctim.tv_nsec};
    };
    // A read would move the time of access, as the time of writing is later than that
    const auto before = timesOf();
    const auto source = sourceOf(segment.info());
    QVERIFY(source);
    QCOMPARE(contentOf(*source, 0, 5), QByteArray("frame"));
    QVERIFY(source->runs(0, page));
    QVERIFY(source->view());
    QCOMPARE(timesOf(), before);
}

void PosixSegmentTest::sizeFollows() {
    const PosixSegment segment("/size", page);
    const auto source = sourceOf(segment.info());
    QVERIFY(source);
    segment.resize(3 * page + 5);
    segment.put(3 * page, "grown");
    QCOMPARE(source->size(), 3 * page + 5);
    QCOMPARE(contentOf(*source, 3 * page, 100), QByteArray("grown"));
    QVERIFY(*source->runs(0, UINT64_MAX) ==
            std::vector<PageRun>({{0, 3 * page, PageState::Untouched}, {3 * page, 5, PageState::Resident}}));
    segment.resize(10);
    QCOMPARE(source->size(), std::uint64_t{10});
    QVERIFY(*source->runs(0, UINT64_MAX) == std::vector<PageRun>({{0, 10, PageState::Untouched}}));
    QVERIFY(source->runs(10, 1)->empty());
}

void PosixSegmentTest::whatIsCutOffIsAShortRead() {
    const PosixSegment segment("/cut", 0);
    segment.put(0, std::string(4 * page, 'x'));
    const auto source = sourceOf(segment.info());
    const auto view = source->view();
    QVERIFY(view);
    std::vector<std::byte> buffer;
    QCOMPARE(view->at(0, 4 * page, buffer)->size(), std::size_t{4 * page});
    segment.resize(page + 3);
    QCOMPARE(contentOf(*source, 0, 4 * page).size(), static_cast<qsizetype>(page + 3));
    QCOMPARE(contentOf(*source, 2 * page, page).size(), qsizetype{0});
    QCOMPARE(view->at(0, 4 * page, buffer)->size(), std::size_t{page + 3});
    QCOMPARE(view->at(3 * page, page, buffer)->size(), std::size_t{0});
    for (const std::uint64_t past : {UINT64_MAX, std::uint64_t{1} << 63, UINT64_MAX - 5}) {
        std::vector<std::byte> into(10);
        QCOMPARE(source->read(past, into).value_or(99), std::size_t{0});
        QVERIFY(source->runs(past, 10)->empty());
    }
}

void PosixSegmentTest::aSearchGoesOnOverWhatWasCutOff() {
    const PosixSegment segment("/search", 0);
    constexpr std::uint64_t half = std::uint64_t{300} << 20; // two windows of a walk
    segment.put(0, "frame");
    segment.put(half, std::string(page, 'x') + "frame");
    const auto source = sourceOf(segment.info());
    bool cut = false;
    // Told after the first window
    const LongWork work{[&](std::uint64_t /*done*/, std::uint64_t /*all*/) {
                            if (!cut) segment.resize(page);
                            cut = true;
                        },
                        nullptr};
    const auto found = bytes::findAll(*source, *text("frame"), {}, 10, work);
    QVERIFY2(found, whyNot(found));
    QVERIFY(cut);
    QCOMPARE(found->count, std::uint64_t{1});
    QVERIFY(found->coverage.vanished > 0);
}

void PosixSegmentTest::aSaveSaysThatItBecameShorter() {
    const PosixSegment segment("/save", 0);
    segment.put(0, std::string(4 << 20, 'x'));
    const auto source = sourceOf(segment.info());
    const LongWork work{[&](std::uint64_t /*done*/, std::uint64_t /*all*/) { segment.resize(page); }, nullptr};
    const std::string path = testing::scratchDirectory() + "/shorter";
    const auto saved = bytes::saveRange(*source, 0, 4 << 20, path, work);
    QVERIFY(!saved);
    QVERIFY2(saved.error().message().find("meanwhile") != std::string::npos, saved.error().message().c_str());
    QVERIFY(!std::filesystem::exists(path));
}

void PosixSegmentTest::changesAreSeenOverSizes() {
    const PosixSegment segment("/changes", 0);
    segment.put(0, std::string(8 * page, 'x'));
    const auto source = sourceOf(segment.info());
    bytes::PageChanges changes;
    using Stretches = std::vector<bytes::PageChanges::Stretch>;
    QCOMPARE(changes.look(*source, gibibyte)->changed, Stretches());
    segment.resize(4 * page);
    QCOMPARE(changes.look(*source, gibibyte)->changed, Stretches());
    segment.put(4 * page, std::string(page, 'y'));
    segment.put(0, "Y");
    QCOMPARE(changes.look(*source, gibibyte)->changed, (Stretches{{0, page}, {4 * page, page}}));
    segment.resize(0);
    QVERIFY(changes.look(*source, gibibyte)->passEnded);
}

void PosixSegmentTest::nothingOfAnUnlinkedOneIsHeld() {
    const PosixSegment segment("/unlinked", page);
    const int before = openWithoutName();
    const auto source = sourceOf(segment.info());
    QCOMPARE(contentOf(*source, 0, 1), QByteArray(1, '\0'));
    segment.unlink();
    // The test's own descriptor alone
    QCOMPARE(openWithoutName(), before + 1);
    std::vector<std::byte> into(1);
    QCOMPARE(source->read(0, into).error().kind, ErrorKind::NotFound);
    QCOMPARE(source->runs(0, 1).error().kind, ErrorKind::NotFound);
    QCOMPARE(source->size(), std::uint64_t{0});
    QVERIFY(!source->view());
    QCOMPARE(bytes::openPosixSegment(segment.info()).error().kind, ErrorKind::NotFound);
}

void PosixSegmentTest::anotherUnderTheNameIsNotRead() {
    const PosixSegment first("/name", page);
    const auto source = sourceOf(first.info());
    first.unlink();
    const PosixSegment second("/name", 2 * page);
    std::vector<std::byte> into(1);
    QCOMPARE(source->read(0, into).error().kind, ErrorKind::Removed);
    QCOMPARE(source->size(), std::uint64_t{0});
    QCOMPARE(bytes::openPosixSegment(first.info()).error().kind, ErrorKind::Removed);
    QCOMPARE(bytes::openForWriting(first.info()).error().kind, ErrorKind::Removed);
}

void PosixSegmentTest::whoMayNotReadIsTold() {
    const PosixSegment segment("/denied", page, 0200);
    const auto source = sourceOf(segment.info());
    const testing::WithoutCapabilities ordinary;
    const auto denied = bytes::openPosixSegment(segment.info());
    QVERIFY(!denied);
    QCOMPARE(denied.error().kind, ErrorKind::Denied);
    if (!source) return; // no more than an ordinary user anyway
    std::vector<std::byte> into(1);
    QCOMPARE(source->read(0, into).error().kind, ErrorKind::Denied);
    QVERIFY(!posix::SharedMemory::mayWrite("/none"));
    QVERIFY(posix::SharedMemory::mayWrite("/denied"));
}

void PosixSegmentTest::hasNoBytes() {
    const PosixSegment segment("/empty", 0);
    const auto source = sourceOf(segment.info());
    QVERIFY(source);
    QCOMPARE(contentOf(*source, 0, 10), QByteArray());
    QVERIFY(source->runs(0, 10)->empty());
    QVERIFY(!bytes::findFirst(*source, *text("x"), {})->match);
    bytes::PageChanges changes;
    QVERIFY(changes.look(*source, page)->passEnded);
    QCOMPARE(bytes::saveRange(*source, 0, 10, testing::scratchDirectory() + "/none").error().kind,
             ErrorKind::OutOfRange);
}

void PosixSegmentTest::namesMayBeOdd() {
    auto names = testing::oddNames();
    names.push_back("/" + std::string(255, 'n'));
    for (const std::string& name : names) {
        const PosixSegment segment(name, page);
        segment.put(0, "odd");
        const auto source = sourceOf(segment.info());
        QVERIFY(source);
        QCOMPARE(contentOf(*source, 0, 3), QByteArray("odd"));
    }
}

void PosixSegmentTest::loadsIntoIt() {
    const PosixSegment segment("/load", 8 * page);
    const PosixSegment file("/file", 0);
    file.put(0, "begin");
    file.put(4 * page, "end");
    const auto target = bytes::openForWriting(segment.info());
    QVERIFY2(target, whyNot(target));
    const auto loaded = bytes::loadRange(file.path(), **target, page);
    QVERIFY2(loaded, whyNot(loaded));
    QCOMPARE(segment.text(page, 5), std::string("begin"));
    QCOMPARE(segment.text(5 * page, 3), std::string("end"));
    // Where the file has holes and nobody had touched the segment, nobody has now
    QCOMPARE(segment.allocated(), 2 * page);
    segment.resize(page);
    QCOMPARE(bytes::loadRange(file.path(), **target, page).error().kind, ErrorKind::OutOfRange);
    QCOMPARE((*target)->write(page - 1, std::vector<std::byte>(2)).error().kind, ErrorKind::OutOfRange);
    QCOMPARE(segment.info().size, page);
}

void PosixSegmentTest::otherFilesAreNoSegments() {
    for (const char* what : {"directory", "link", "dangling link", "fifo", "socket"}) {
        const testing::BogusFile bogus(QString::fromLatin1(what), "/dev/shm/bogus", "/etc/hostname");
        PosixSegmentInfo info;
        info.name = Name::of("/bogus");
        QVERIFY(!bytes::openPosixSegment(info));
        QVERIFY(!bytes::openForWriting(info));
    }
}

IPCLENS_TEST_MAIN(PosixSegmentTest)

#include "posix_segment_test.moc"
