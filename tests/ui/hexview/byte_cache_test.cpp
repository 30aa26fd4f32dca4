// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/hexview/byte_cache.h"

#include <QTest>

#include <string_view>

using namespace ipclens::ui;
using namespace std::chrono_literals;

namespace {

std::span<const std::byte> bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

const ByteCache::Clock::time_point start = ByteCache::Clock::time_point(1000s);

using Ranges = std::vector<ByteRange>;

} // namespace

class ByteCacheTest : public QObject {
    Q_OBJECT

private slots:
    void knowsOnlyWhatItWasGiven();
    void tellsWhatIsNew();
    void comingIntoSightIsNoChange();
    void glowFadesInSteps();
    void glowStaysWithItsOffset();
    void changesAgain();
    void holdsTheEndOfSixtyFourBits();
    void isCutAtAnEnd();
};

void ByteCacheTest::knowsOnlyWhatItWasGiven() {
    ByteCache cache;
    QVERIFY(!cache.at(0));
    cache.set(100, bytesOf("abc"), start);
    QVERIFY(!cache.at(99));
    QCOMPARE(*cache.at(100), std::byte{'a'});
    QCOMPARE(*cache.at(102), std::byte{'c'});
    QVERIFY(!cache.at(103));
    QCOMPARE(cache.range(), (ByteRange{100, 3}));
    cache.clear();
    QVERIFY(!cache.at(100));
}

void ByteCacheTest::tellsWhatIsNew() {
    ByteCache cache;
    QCOMPARE(cache.set(100, bytesOf("abcdef"), start), (Ranges{{100, 6}}));
    QCOMPARE(cache.set(100, bytesOf("abcdef"), start + 1s), Ranges{});
    QCOMPARE(cache.set(100, bytesOf("Abc__f"), start + 2s), (Ranges{{100, 1}, {103, 2}}));
    QCOMPARE(cache.set(98, bytesOf("xyAbc_"), start + 3s), (Ranges{{98, 2}}));
    QCOMPARE(cache.set(200, bytesOf("z"), start + 4s), (Ranges{{200, 1}}));
}

void ByteCacheTest::comingIntoSightIsNoChange() {
    ByteCache cache;
    cache.set(0, bytesOf("0123456789"), start);
    // Scrolled by five: other bytes in the same places, and none of them changed
    cache.set(5, bytesOf("56789abcde"), start + 250ms);
    for (std::uint64_t offset = 0; offset < 20; ++offset)
        QCOMPARE(cache.glow(offset, start + 250ms), 0);
    QVERIFY(!cache.nextFade(start + 250ms));
}

void ByteCacheTest::glowFadesInSteps() {
    ByteCache cache;
    cache.set(0, bytesOf("ab"), start);
    cache.set(0, bytesOf("aB"), start);
    QCOMPARE(cache.glow(0, start), 0);
    const std::pair<std::chrono::milliseconds, int> expected[] = {
        {0ms, 4}, {249ms, 4}, {250ms, 3}, {499ms, 3}, {500ms, 2}, {750ms, 1}, {999ms, 1}, {1000ms, 0}, {1h, 0}};
    for (const auto& [after, glow] : expected)
        QCOMPARE(cache.glow(1, start + after), glow);
    QCOMPARE(*cache.nextFade(start), start + 250ms);
    QCOMPARE(*cache.nextFade(start + 250ms), start + 500ms);
    QCOMPARE(*cache.nextFade(start + 999ms), start + 1000ms);
    QVERIFY(!cache.nextFade(start + 1000ms));
    QCOMPARE(cache.faded(start, start + 249ms), Ranges{});
    QCOMPARE(cache.faded(start, start + 250ms), (Ranges{{1, 1}}));
    QCOMPARE(cache.faded(start + 1s, start + 2s), Ranges{});
}

void ByteCacheTest::glowStaysWithItsOffset() {
    ByteCache cache;
    cache.set(0, bytesOf("abcdef"), start);
    cache.set(0, bytesOf("abcDef"), start);
    cache.set(2, bytesOf("cDefgh"), start + 100ms);
    QCOMPARE(cache.glow(3, start + 100ms), 4);
    for (const std::uint64_t offset : {0U, 1U, 2U, 4U, 5U, 6U, 7U})
        QCOMPARE(cache.glow(offset, start + 100ms), 0);
}

void ByteCacheTest::changesAgain() {
    ByteCache cache;
    cache.set(0, bytesOf("a"), start);
    cache.set(0, bytesOf("b"), start);
    cache.set(0, bytesOf("a"), start + 900ms);
    QCOMPARE(cache.glow(0, start + 1000ms), 4);
    QCOMPARE(cache.glow(0, start + 1900ms), 0);
}

void ByteCacheTest::holdsTheEndOfSixtyFourBits() {
    ByteCache cache;
    const std::uint64_t offset = ~std::uint64_t{0} - 3;
    cache.set(offset, bytesOf("abc"), start);
    QCOMPARE(*cache.at(offset + 2), std::byte{'c'});
    QVERIFY(!cache.at(offset + 3));
    QVERIFY(!cache.at(0));
    QVERIFY(cache.range().contains(ByteRange{offset + 1, 2}));
    QVERIFY(!cache.range().contains(ByteRange{offset + 1, 3}));
    QVERIFY(!cache.range().contains(ByteRange{0, 1}));
}

void ByteCacheTest::isCutAtAnEnd() {
    ByteCache cache;
    cache.set(10, bytesOf("abcd"), start);
    cache.set(10, bytesOf("aBcd"), start + 1s);
    cache.cutAt(14);
    QCOMPARE(cache.range(), (ByteRange{10, 4}));
    cache.cutAt(12);
    QCOMPARE(cache.range(), (ByteRange{10, 2}));
    QVERIFY(cache.glow(11, start + 1s) > 0);
    cache.cutAt(3);
    QCOMPARE(cache.range().length, std::uint64_t{0});
    // What comes there later is new, and did not change
    cache.set(10, bytesOf("efgh"), start + 2s);
    QCOMPARE(cache.glow(10, start + 2s), 0);
}

QTEST_GUILESS_MAIN(ByteCacheTest)

#include "byte_cache_test.moc"
