// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What holds for every ByteSource, whatever its bytes come from.

#include "core/bytes/byte_source.h"
#include "core/bytes/posix_segment.h"
#include "core/bytes/search.h"
#include "core/bytes/segment_source.h"
#include "tests/core/bytes/posix_segment_fixture.h"
#include "tests/core/bytes/segment_fixture.h"
#include "tests/support/test_main.h"
#include "tests/support/without_capabilities.h"

#include <algorithm>
#include <functional>
#include <optional>

#include <sys/mman.h>
#include <sys/shm.h>

using namespace ipclens;
using bytes::PageRun;
using bytes::PageState;
using testing::LiveSegment;
using testing::Patch;

namespace {

/// The simplest source: what the others are held against.
class MemorySource final : public bytes::ByteSource {
public:
    MemorySource(std::uint64_t size, const std::vector<Patch>& patches)
        : content_(size) {
        for (const Patch& patch : patches)
            std::ranges::transform(patch.bytes, content_.begin() + static_cast<std::ptrdiff_t>(patch.offset),
                                   [](char c) { return static_cast<std::byte>(c); });
    }

    [[nodiscard]] std::uint64_t size() const noexcept override { return content_.size(); }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        if (offset >= content_.size()) return 0;
        const auto from = std::span(content_).subspan(offset, std::min(into.size(), content_.size() - offset));
        std::ranges::copy(from, into.begin());
        return from.size();
    }

private:
    std::vector<std::byte> content_;
};

/// A source under test and what keeps it alive.
struct Made {
    std::unique_ptr<LiveSegment> segment;
    std::unique_ptr<testing::PosixSegment> posix;
    std::unique_ptr<bytes::ByteSource> source;
    Error error;
};

Made make(const QString& kind, std::uint64_t size, const std::vector<Patch>& patches) {
    Made made;
    if (kind == "memory") {
        made.source = std::make_unique<MemorySource>(size, patches);
        return made;
    }
    if (kind == "posix") {
        made.posix = std::make_unique<testing::PosixSegment>("/source", size);
        for (const Patch& patch : patches)
            made.posix->put(patch.offset, patch.bytes);
        made.source = std::move(*bytes::openPosixSegment(made.posix->info()));
        return made;
    }
    made.segment = std::make_unique<LiveSegment>(size, patches);
    std::optional<testing::WithoutCapabilities> ordinary;
    if (kind == "attached as an ordinary user") ordinary.emplace();
    auto opened = kind == "map_files" ? bytes::openSegmentUnnoticed(made.segment->id())
                                      : bytes::attachSegment(made.segment->id());
    if (opened) {
        made.source = std::move(*opened);
    } else {
        made.error = opened.error();
    }
    return made;
}

QByteArray toByteArray(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

constexpr std::uint64_t page = 4096;

} // namespace

class ByteSourceTest : public QObject {
    Q_OBJECT

private slots:
    void readsWhatIsThere_data();
    void readsWhatIsThere();
    void givesNothingFromTheEndOn_data() { eachSource(); }
    void givesNothingFromTheEndOn();
    void seesWritesOfOthers_data() { eachSource(); }
    void seesWritesOfOthers();
    void hasSixtyFourBitOffsets_data() { eachSource(); }
    void hasSixtyFourBitOffsets();
    void tellsWhichPagesAreThere_data() { eachSource(); }
    void tellsWhichPagesAreThere();
    void showsThemInPlace_data() { eachSource(); }
    void showsThemInPlace();
    void tellsOfAWholeAtOnce_data() { eachSource(); }
    void tellsOfAWholeAtOnce();
    void isSearchedAlike_data() { eachSource(); }
    void isSearchedAlike();

private:
    static void eachSource();
};

void ByteSourceTest::eachSource() {
    QTest::addColumn<QString>("kind");
    for (const char* kind : {"memory", "map_files", "attached", "attached as an ordinary user", "posix"})
        QTest::newRow(kind) << kind;
}

#define MAKE_SOURCE(made, ...)                                                                                         \
    QFETCH(QString, kind);                                                                                             \
    Made made = make(kind, __VA_ARGS__);                                                                               \
    if (!made.source && kind == "map_files" && made.error.kind == ErrorKind::Denied)                                   \
        QSKIP("map_files needs CAP_CHECKPOINT_RESTORE in the first user namespace");                                   \
    QVERIFY2(made.source, made.error.message().c_str())

void ByteSourceTest::readsWhatIsThere_data() {
    QTest::addColumn<QString>("kind");
    QTest::addColumn<quint64>("offset");
    QTest::addColumn<int>("length");
    const quint64 size = 8 * page + 100;
    const struct {
        const char* what;
        quint64 offset;
        int length;
    } cases[] = {
        {"first byte", 0, 1},
        {"second byte", 1, 1},
        {"nothing", 5, 0},
        {"to a page's last byte", page - 3, 3},
        {"over a page border", page - 1, 2},
        {"from untouched over touched to untouched", 2 * page + 7, static_cast<int>(4 * page)},
        {"all", 0, static_cast<int>(size)},
        {"last byte", size - 1, 1},
        {"past the end", size - 10, 1000},
    };
    for (const char* kind : {"memory", "map_files", "attached", "attached as an ordinary user", "posix"}) {
        for (const auto& one : cases)
            QTest::addRow("%s: %s", kind, one.what) << kind << one.offset << one.length;
    }
}

void ByteSourceTest::readsWhatIsThere() {
    const std::uint64_t size = 8 * page + 100;
    const std::vector<Patch> patches{{0, "begin"}, {page - 2, "over"}, {4 * page, "middle"}, {size - 3, "end"}};
    MAKE_SOURCE(made, size, patches);
    QFETCH(quint64, offset);
    QFETCH(int, length);

    MemorySource expected(size, patches);
    std::vector<std::byte> got(static_cast<std::size_t>(length), std::byte{0xee});
    std::vector<std::byte> wanted = got;
    const auto read = made.source->read(offset, got);
    QVERIFY2(read, read ? "" : read.error().message().c_str());
    QCOMPARE(*read, *expected.read(offset, wanted));
    QCOMPARE(toByteArray(got), toByteArray(wanted));
    QCOMPARE(made.source->size(), size);
}

void ByteSourceTest::givesNothingFromTheEndOn() {
    MAKE_SOURCE(made, 100, {});
    std::vector<std::byte> into(10, std::byte{0xee});
    for (const std::uint64_t offset : {std::uint64_t{100}, std::uint64_t{101}, std::uint64_t{page}, ~std::uint64_t{0},
                                       ~std::uint64_t{0} - 5, std::uint64_t{1} << 63}) {
        const auto read = made.source->read(offset, into);
        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QCOMPARE(*read, std::size_t{0});
    }
    QVERIFY(std::ranges::all_of(into, [](std::byte value) { return value == std::byte{0xee}; }));
}

void ByteSourceTest::seesWritesOfOthers() {
    MAKE_SOURCE(made, 2 * page, {{10, "before"}});
    if (kind == "memory") return;
    std::vector<std::byte> into(6);
    QCOMPARE(*made.source->read(10, into), std::size_t{6});
    QCOMPARE(toByteArray(into), QByteArray("before"));
    if (made.segment) {
        made.segment->attachElsewhere({{10, "after!"}, {page + 10, "fresh!"}});
    } else {
        made.posix->put(10, "after!");
        made.posix->put(page + 10, "fresh!");
    }
    QCOMPARE(*made.source->read(10, into), std::size_t{6});
    QCOMPARE(toByteArray(into), QByteArray("after!"));
    QCOMPARE(*made.source->read(page + 10, into), std::size_t{6});
    QCOMPARE(toByteArray(into), QByteArray("fresh!"));
}

void ByteSourceTest::hasSixtyFourBitOffsets() {
    QFETCH(QString, kind);
    if (kind == "memory") return; // would have to hold them
    const std::uint64_t size = (std::uint64_t{5} << 30) + 1;
    const std::vector<Patch> patches{{(std::uint64_t{1} << 32) - 2, "border"}, {size - 1, "!"}};
    Made made = make(kind, size, patches);
    if (!made.source && kind == "map_files" && made.error.kind == ErrorKind::Denied)
        QSKIP("map_files needs CAP_CHECKPOINT_RESTORE in the first user namespace");
    QVERIFY2(made.source, made.error.message().c_str());
    QCOMPARE(made.source->size(), size);
    std::vector<std::byte> into(6);
    QCOMPARE(*made.source->read((std::uint64_t{1} << 32) - 2, into), std::size_t{6});
    QCOMPARE(toByteArray(into), QByteArray("border"));
    QCOMPARE(*made.source->read(size - 1, into), std::size_t{1});
    QCOMPARE(toByteArray(into).left(1), QByteArray("!"));
}

void ByteSourceTest::tellsWhichPagesAreThere() {
    const std::uint64_t size = 8 * page + 100;
    const std::vector<Patch> patches{{0, "begin"}, {page - 2, "over"}, {4 * page, "middle"}, {size - 3, "end"}};
    MAKE_SOURCE(made, size, patches);
    for (const auto& [offset, length] : {std::pair<std::uint64_t, std::uint64_t>{0, size},
                                         {0, ~std::uint64_t{0}},
                                         {1, 15},
                                         {page - 1, 2},
                                         {page + 17, 3 * page},
                                         {4 * page, 4 * page},
                                         {size - 1, 1}}) {
        std::uint64_t place = offset;
        const std::uint64_t end = offset + std::min(length, size - offset);
        while (place < end) {
            const auto runs = made.source->runs(place, end - place);
            QVERIFY2(runs, runs ? "" : runs.error().message().c_str());
            QVERIFY(!runs->empty());
            for (const bytes::PageRun& run : *runs) {
                QCOMPARE(run.offset, place);
                QVERIFY(run.length > 0);
                for (std::uint64_t at = run.offset / page; at <= (run.offset + run.length - 1) / page; ++at) {
                    const bool touched = kind == "memory" || at == 0 || at == 1 || at == 4 || at == 8;
                    QVERIFY(run.state == (touched ? PageState::Resident : PageState::Untouched));
                }
                place += run.length;
            }
        }
        QCOMPARE(place, end);
    }
    for (const std::uint64_t past : {size, size + 1, ~std::uint64_t{0}, std::uint64_t{1} << 63}) {
        const auto runs = made.source->runs(past, 10);
        QVERIFY(runs && runs->empty());
    }
    QVERIFY(made.source->runs(0, 0)->empty());
}

void ByteSourceTest::showsThemInPlace() {
    const std::uint64_t size = 8 * page + 100;
    MAKE_SOURCE(made, size, {{page - 2, "over"}, {size - 3, "end"}});
    if (kind == "posix") return; // it may be cut short: what is there is looked at and never mapped
    const std::string before = made.segment ? made.segment->row() : std::string();
    {
        const auto view = made.source->view();
        if (!view) return; // one thread at once, or the kernel is too old
        std::vector<std::byte> buffer;
        const auto over = view->at(page - 2, 4, buffer);
        QVERIFY2(over, over ? "" : over.error().message().c_str());
        QCOMPARE(toByteArray(*over), QByteArray("over"));
        QCOMPARE(toByteArray(*view->at(size - 3, 3, buffer)), QByteArray("end"));
        QVERIFY(!view->at(size - 3, 4, buffer));
        QVERIFY(!view->at(~std::uint64_t{0} - 3, 4, buffer));
        QCOMPARE(made.segment->row(), before);
        // It shows the bytes as they are now
        made.segment->attachElsewhere({{page - 2, "here"}});
        QCOMPARE(toByteArray(*view->at(page - 2, 4, buffer)), QByteArray("here"));
    }
    QCOMPARE(made.segment->resident(), 3 * page);
}

void ByteSourceTest::tellsOfAWholeAtOnce() {
    const std::uint64_t size = 64 * 1024 * 1024 + 100;
    MAKE_SOURCE(made, size, {{0, std::string(size, 'x')}});
    const auto whole = made.source->runs(0, size);
    QVERIFY(whole);
    QVERIFY(*whole == std::vector<PageRun>({{0, size, PageState::Resident}}));
    if (!made.segment) return;
    // A hole among them, and the only one
    auto* const memory = static_cast<char*>(shmat(made.segment->id().value, nullptr, 0));
    QVERIFY(memory != reinterpret_cast<char*>(-1));
    const int removed = madvise(memory + 40 * page, page, MADV_REMOVE);
    shmdt(memory);
    if (removed != 0) QSKIP("no hole can be made here");
    const auto runs = made.source->runs(0, size);
    QVERIFY(runs);
    QVERIFY(std::ranges::any_of(*runs, [](const PageRun& run) {
        return run == PageRun{40 * page, page, PageState::Untouched};
    }));
}

void ByteSourceTest::isSearchedAlike() {
    const std::uint64_t size = 64 * 1024 * 1024 + 100;
    const std::vector<std::uint64_t> places{0, page - 2, 5 * page + 17, 33 * 1024 * 1024 - 1, size - 5};
    std::vector<Patch> patches{{20 * page, std::string(20 * 1024 * 1024, 'x')}};
    for (const std::uint64_t place : places)
        patches.push_back({place, "frame"});
    MAKE_SOURCE(made, size, patches);
    const std::uint64_t resident = made.segment ? made.segment->resident() : 0;
    const auto matcher = bytes::Matcher::make(bytes::TextPattern{"FRAME", true});
    QVERIFY(matcher);
    const auto found = bytes::findAll(*made.source, **matcher, {}, 10);
    QVERIFY2(found, found ? "" : found.error().message().c_str());
    QCOMPARE(found->count, std::uint64_t{places.size()});
    for (std::size_t index = 0; index < places.size(); ++index)
        QCOMPARE(found->matches[index].offset, places[index]);
    QCOMPARE(bytes::findLast(*made.source, **matcher, {})->match->offset, size - 5);
    if (made.segment) QCOMPARE(made.segment->resident(), resident);
}

IPCLENS_TEST_MAIN(ByteSourceTest)

#include "byte_source_test.moc"
