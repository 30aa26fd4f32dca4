// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/page_changes.h"
#include "tests/core/bytes/fake_source.h"
#include "tests/support/test_main.h"

#include <memory>
#include <optional>
#include <set>

using namespace ipclens;
using bytes::PageChanges;
using Stretch = PageChanges::Stretch;
using testing::FakeSource;

namespace {

constexpr std::uint64_t page = FakeSource::page;

/// All of a pass, in slices of that size.
std::optional<std::vector<Stretch>> pass(PageChanges& changes, FakeSource& source,
                                         std::uint64_t sliceBytes = 1U << 20U) {
    std::vector<Stretch> changed;
    for (int slices = 0; slices < 10000; ++slices) {
        const auto slice = changes.look(source, sliceBytes);
        if (!slice) return {};
        changed.insert(changed.end(), slice->changed.begin(), slice->changed.end());
        if (slice->passEnded) return changed;
    }
    return {};
}

} // namespace

class PageChangesTest : public QObject {
    Q_OBJECT

private slots:
    void checksumsTellBytesApart();
    void tellsWhatChanged();
    void saysNothingBeforeTheFirstPass();
    void inSlices();
    void ofATebibyte();
    void touchesNothing();
    void growsShorterAndLonger();
    void takesAnotherWayToTheSameBytes();
};

void PageChangesTest::checksumsTellBytesApart() {
    std::vector<std::byte> bytes(page);
    const std::uint64_t zeros = bytes::checksumOf(bytes);
    std::set<std::uint64_t> sums{zeros};
    for (std::size_t place = 0; place < page; ++place) {
        for (const unsigned bit : {0U, 7U}) {
            bytes[place] = std::byte{1} << bit;
            sums.insert(bytes::checksumOf(bytes));
        }
        bytes[place] = std::byte{0};
    }
    QCOMPARE(sums.size(), 2 * page + 1);
    QCOMPARE(bytes::checksumOf(bytes), zeros);
    // Lengths, and a tail that is no whole word
    sums.clear();
    for (std::size_t length = 0; length <= 100; ++length)
        sums.insert(bytes::checksumOf(std::span(bytes).first(length)));
    QCOMPARE(sums.size(), std::size_t{101});
}

void PageChangesTest::tellsWhatChanged() {
    FakeSource source(500 * page + 10);
    source.put(0, std::string(300 * page, 'x'));
    source.put(500 * page, "tail");
    PageChanges changes;
    QVERIFY(pass(changes, source)->empty());
    QVERIFY(pass(changes, source)->empty());
    source.put(17, "y");
    source.put(64 * page - 1, "yy"); // two pages, of two groups
    source.put(400 * page, "first touched");
    source.put(500 * page + 9, "!");
    const auto changed = pass(changes, source);
    QVERIFY(changed);
    const std::vector<Stretch> expected{{0, page}, {63 * page, 2 * page}, {400 * page, page}, {500 * page, 10}};
    QVERIFY(*changed == expected);
    QVERIFY(pass(changes, source)->empty());
    QCOMPARE(changes.unwatched(), std::uint64_t{0});
}

void PageChangesTest::saysNothingBeforeTheFirstPass() {
    FakeSource source(100 * page);
    source.put(0, std::string(100 * page, 'x'));
    PageChanges changes;
    const auto slice = changes.look(source, page);
    QVERIFY(slice && slice->changed.empty() && !slice->passEnded);
    QCOMPARE(changes.passes(), std::uint64_t{0});
    source.put(0, "y");
    QVERIFY(pass(changes, source)->empty());
    QCOMPARE(changes.passes(), std::uint64_t{1});
    QCOMPARE(pass(changes, source)->size(), std::size_t{1});
}

void PageChangesTest::inSlices() {
    FakeSource source(1000 * page);
    source.put(0, std::string(1000 * page, 'x'));
    PageChanges changes;
    QVERIFY(pass(changes, source, page));
    source.put(999 * page, "y");
    source.bytesRead = 0;
    const auto slice = changes.look(source, page);
    QVERIFY(slice);
    QVERIFY(source.bytesRead <= 64 * page);
    QVERIFY(!slice->passEnded);
    const auto rest = pass(changes, source, page);
    QVERIFY(rest && rest->size() == 1 && rest->front() == (Stretch{999 * page, page}));
}

void PageChangesTest::ofATebibyte() {
    FakeSource source(std::uint64_t{1} << 40);
    source.put(std::uint64_t{1} << 35, "x");
    PageChanges changes;
    QVERIFY(pass(changes, source)->empty());
    source.put((std::uint64_t{1} << 35) + 1, "x");
    source.put((std::uint64_t{1} << 40) - 1, "x");
    const auto changed = pass(changes, source);
    QVERIFY(changed);
    QVERIFY(*changed ==
            (std::vector<Stretch>{{std::uint64_t{1} << 35, page}, {(std::uint64_t{1} << 40) - page, page}}));
    QVERIFY(source.bytesRead <= 4 * page);
}

void PageChangesTest::touchesNothing() {
    FakeSource source(1000 * page);
    source.touch(10 * page);
    source.blur(20 * page);
    PageChanges changes;
    QVERIFY(pass(changes, source));
    QVERIFY(pass(changes, source));
    QCOMPARE(source.bytesRead, 2 * page);
    QCOMPARE(source.unclearReads, 0);
    QCOMPARE(source.touchedPages(), std::size_t{1});
}

void PageChangesTest::growsShorterAndLonger() {
    FakeSource source(100 * page);
    source.put(0, std::string(100 * page, 'x'));
    PageChanges changes;
    QVERIFY(pass(changes, source));
    source.shrinkTo(10 * page + 5);
    QVERIFY(pass(changes, source));
    source.shrinkTo(100 * page);
    QVERIFY(pass(changes, source));
    QVERIFY(pass(changes, source)->empty());
}

void PageChangesTest::takesAnotherWayToTheSameBytes() {
    auto first = std::make_unique<FakeSource>(100 * page);
    FakeSource second(100 * page);
    first->put(0, std::string(100 * page, 'x'));
    second.put(0, std::string(100 * page, 'x'));
    second.put(50 * page, "y");
    PageChanges changes;
    QVERIFY(pass(changes, *first));
    QVERIFY(changes.look(*first, page));
    first.reset();
    const auto changed = pass(changes, second);
    QVERIFY(changed && *changed == (std::vector<Stretch>{{50 * page, page}}));
}

IPCLENS_TEST_MAIN(PageChangesTest)

#include "page_changes_test.moc"
