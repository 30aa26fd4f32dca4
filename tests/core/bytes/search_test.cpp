// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/search.h"
#include "tests/core/bytes/fake_source.h"
#include "tests/support/test_main.h"

#include <chrono>

using namespace ipclens;
using bytes::BytePattern;
using bytes::Match;
using bytes::Matcher;
using bytes::NumberFormat;
using bytes::NumberKind;
using bytes::NumberPattern;
using bytes::NumberRange;
using bytes::Pattern;
using bytes::TextPattern;
using testing::FakeSource;
using testing::whyNot;

namespace {

constexpr std::uint64_t page = FakeSource::page;
constexpr std::uint64_t tebibyte = std::uint64_t{1} << 40;

std::shared_ptr<const Matcher> matcherOf(const Pattern& pattern) {
    auto made = Matcher::make(pattern);
    return made ? *made : nullptr;
}

std::shared_ptr<const Matcher> textMatcher(const char* text, bool eitherCase = false) {
    return matcherOf(TextPattern{text, eitherCase});
}

QList<quint64> placesOf(const bytes::FoundAll& found) {
    QList<quint64> places;
    for (const Match& match : found.matches)
        places += match.offset;
    return places;
}

QList<quint64> allOf(bytes::ByteSource& source, const Matcher& matcher, bytes::SearchRange range = {}) {
    const auto found = bytes::findAll(source, matcher, range, 1000);
    return found ? placesOf(*found) : QList<quint64>{~quint64{0}};
}

/// What a search finds must be what a plain loop over the bytes finds, where any of them is touched.
QList<quint64> plainly(FakeSource& source, const QByteArray& pattern) {
    const QByteArray all = testing::contentOf(source, 0, static_cast<std::size_t>(source.size()));
    QList<quint64> places;
    for (qsizetype at = all.indexOf(pattern); at >= 0; at = all.indexOf(pattern, at + 1)) {
        const auto runs = source.runs(static_cast<quint64>(at), static_cast<quint64>(pattern.size()));
        if (std::any_of(runs->begin(), runs->end(),
                        [](const bytes::PageRun& run) { return run.state == bytes::PageState::Resident; }))
            places += static_cast<quint64>(at);
    }
    return places;
}

} // namespace

class SearchTest : public QObject {
    Q_OBJECT

private slots:
    void findsAtAnyPlace_data();
    void findsAtAnyPlace();
    void findsAcrossPageBorders();
    void findsWhatOverlaps();
    void zerosThatNobodyTouchedAreNotReported();
    void whatIsUnclearIsNotRead();
    void eitherCase_data();
    void eitherCase();
    void numbers();
    void nextAndPrevious();
    void commonBytes();
    void findsAsAPlainLoopDoes();
    void readsOnlyWhatWasTouched();
    void growsShorterMeanwhile();
    void keepsOnlySoMany();
    void tellsHowFarAndEnds();
    void refusesPatterns();
    void hexAsPeopleWriteIt_data();
    void hexAsPeopleWriteIt();
};

void SearchTest::findsAtAnyPlace_data() {
    QTest::addColumn<quint64>("place");
    QTest::addColumn<quint64>("size");
    const quint64 most = (quint64{1} << 63) - 1;
    for (const quint64 place :
         {quint64{0}, quint64{1}, quint64{15}, quint64{16}, quint64{17}, quint64{page - 1}, (quint64{1} << 31) - 1,
          quint64{1} << 31, (quint64{1} << 31) + 1, quint64{1} << 35, most - 5})
        QTest::addRow("at %llx", static_cast<unsigned long long>(place)) << place << most;
    QTest::newRow("of five bytes") << quint64{0} << quint64{5};
    QTest::newRow("at the end") << quint64{12} << quint64{17};
    QTest::newRow("in the last, short page") << quint64{page + 1} << quint64{page + 6};
    QTest::newRow("into the last byte, of a page of its own") << quint64{page - 4} << quint64{page + 1};
}

void SearchTest::findsAtAnyPlace() {
    QFETCH(quint64, place);
    QFETCH(quint64, size);
    FakeSource source(size);
    source.put(place, "frame");
    for (const auto& matcher : {textMatcher("frame"), textMatcher("FraMe", true),
                                matcherOf(BytePattern{*bytes::bytesFromHex("66 72 61 6d 65")})}) {
        QVERIFY(matcher);
        QCOMPARE(allOf(source, *matcher), QList<quint64>{place});
        const auto first = bytes::findFirst(source, *matcher, {});
        QVERIFY2(first, whyNot(first).constData());
        QVERIFY(first->match == (Match{place, 5}));
        const auto last = bytes::findLast(source, *matcher, {});
        QVERIFY2(last, whyNot(last).constData());
        QVERIFY(last->match == (Match{place, 5}));
        QVERIFY(!bytes::findFirst(source, *matcher, {place + 1})->match);
        QVERIFY(!bytes::findLast(source, *matcher, {0, place})->match);
        QVERIFY(bytes::findLast(source, *matcher, {0, place + 1})->match);
    }
}

void SearchTest::findsAcrossPageBorders() {
    FakeSource source(64 * page);
    source.put(2 * page - 2, "over");                    // both touched
    source.put(8 * page - 2, std::string_view("ab", 2)); // then zeros that nobody touched
    source.put(20 * page, "cd");                         // after such zeros
    QCOMPARE(allOf(source, *textMatcher("over")), QList<quint64>{2 * page - 2});
    using namespace std::string_literals;
    QCOMPARE(allOf(source, *matcherOf(TextPattern{"ab\0\0\0"s})), QList<quint64>{8 * page - 2});
    QCOMPARE(allOf(source, *matcherOf(TextPattern{"\0\0cd"s})), QList<quint64>{20 * page - 2});
    // The longest pattern there may be, from one page into the next
    const std::string longest(page, 'x');
    source.put(40 * page + 1, longest);
    QCOMPARE(allOf(source, *matcherOf(TextPattern{longest})), QList<quint64>{40 * page + 1});
}

void SearchTest::findsWhatOverlaps() {
    FakeSource source(100);
    source.put(10, "aaaa");
    QCOMPARE(allOf(source, *textMatcher("aa")), (QList<quint64>{10, 11, 12}));
}

void SearchTest::zerosThatNobodyTouchedAreNotReported() {
    FakeSource source(16 * page);
    source.touch(3 * page);
    source.put(3 * page, std::string(page, '\1'));
    source.put(3 * page + 100, std::string_view("\0\0\0", 3));
    const auto found = bytes::findAll(source, *matcherOf(BytePattern{{3, std::byte{0}}}), {}, 100);
    QVERIFY2(found, whyNot(found).constData());
    QCOMPARE(placesOf(*found), QList<quint64>{3 * page + 100});
    QCOMPARE(found->coverage.untouched, 15 * page);
    QCOMPARE(found->coverage.read, page);
    QCOMPARE(source.touchedPages(), std::size_t{1});
}

void SearchTest::whatIsUnclearIsNotRead() {
    FakeSource source(16 * page);
    source.put(2 * page - 1, "abcd");
    source.put(5 * page - 1, "abcd");
    source.blur(2 * page);
    source.blur(4 * page);
    for (const auto& matcher : {textMatcher("abcd"), textMatcher("AbCd", true)}) {
        const auto found = bytes::findAll(source, *matcher, {}, 100);
        QVERIFY2(found, whyNot(found).constData());
        QCOMPARE(found->count, std::uint64_t{0});
        QCOMPARE(found->coverage.unclear, 2 * page);
        QCOMPARE(source.unclearReads, 0);
    }
}

void SearchTest::eitherCase_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("ASCII") << "hello"
                           << "HeLLo" << true;
    QTest::newRow("other letters") << "\u00e4rger"
                                   << "\u00c4RGER" << true;
    QTest::newRow("Greek") << "\u03b1\u03b2\u03b3"
                           << "\u0391\u0392\u0393" << true;
    QTest::newRow("Cyrillic") << "\u0416\u0423\u041a"
                              << "\u0436\u0443\u043a" << true;
    QTest::newRow("capitals of another length") << "\u2c65x"
                                                << "\u023aX" << true; // three bytes and two
    QTest::newRow("no letters") << "12 34"
                                << "12 34" << true;
    QTest::newRow("beyond the first plane")
        << QString::fromUcs4(U"\U00010428") << QString::fromUcs4(U"\U00010400") << true;
    QTest::newRow("another letter") << "hello"
                                    << "hallo" << false;
}

void SearchTest::eitherCase() {
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(bool, found);
    FakeSource source(3 * page);
    source.put(page - 1, text.toStdString());
    const auto matcher = matcherOf(TextPattern{pattern.toStdString(), true});
    QVERIFY(matcher);
    const auto all = bytes::findAll(source, *matcher, {}, 10);
    QVERIFY2(all, whyNot(all).constData());
    QCOMPARE(all->count, std::uint64_t{found ? 1U : 0U});
    if (!found) return;
    QVERIFY(all->matches[0] == (Match{page - 1, static_cast<std::uint32_t>(text.toUtf8().size())}));
    if (pattern != text) QCOMPARE(allOf(source, *matcherOf(TextPattern{pattern.toStdString()})), QList<quint64>());
}

void SearchTest::numbers() {
    FakeSource source(4 * page);
    source.put(101, std::string_view("\x55\xbc", 2));          // -17323, not aligned
    source.put(200, std::string_view("\x54\xbc", 2));          // -17324
    source.put(page - 1, std::string_view("\x12\x34\x56", 3)); // big-endian 0x123456 over a border
    const auto find = [&](const NumberFormat& format, const char* value, const char* tolerance, bool aligned) {
        const auto matcher = matcherOf(NumberPattern{*NumberRange::parse(format, value, tolerance), aligned});
        return allOf(source, *matcher);
    };
    const NumberFormat two{NumberKind::Signed, 2, std::endian::little};
    QCOMPARE(find(two, "-17323", "", false), QList<quint64>{101});
    QCOMPARE(find(two, "-17323", "", true), QList<quint64>());
    QCOMPARE(find(two, "-17323", "1", false), (QList<quint64>{101, 200}));
    QCOMPARE(find(two, "-17323", "1", true), QList<quint64>{200});
    QCOMPARE(find({NumberKind::Unsigned, 3, std::endian::big}, "0x123456", "", false), QList<quint64>{page - 1});
    QCOMPARE(find({NumberKind::Unsigned, 3, std::endian::big}, "0x123450", "9", false), QList<quint64>{page - 1});
    const float real = 16.667F;
    source.put(404, {reinterpret_cast<const char*>(&real), sizeof real});
    QCOMPARE(find({NumberKind::Float, 4, std::endian::little}, "16.667", "", true), QList<quint64>{404});
    QCOMPARE(find({NumberKind::Float, 4, std::endian::little}, "16.7", "0.05", true), QList<quint64>{404});
}

void SearchTest::nextAndPrevious() {
    FakeSource source(tebibyte);
    const QList<quint64> places{7, page - 2, 2 * page - 2, quint64{1} << 32, tebibyte - 4};
    for (const quint64 place : places)
        source.put(place, "here");
    const auto matcher = textMatcher("here");
    QCOMPARE(allOf(source, *matcher), places);
    QList<quint64> upward;
    for (auto found = bytes::findFirst(source, *matcher, {}); found && found->match;
         found = bytes::findFirst(source, *matcher, {found->match->offset + 1}))
        upward += found->match->offset;
    QCOMPARE(upward, places);
    QList<quint64> downward;
    for (auto found = bytes::findLast(source, *matcher, {}); found && found->match;
         found = bytes::findLast(source, *matcher, {0, found->match->offset}))
        downward.prepend(found->match->offset);
    QCOMPARE(downward, places);
    QCOMPARE(allOf(source, *matcher, {8, tebibyte - 4}), places.mid(1, 3));
}

void SearchTest::commonBytes() {
    // The byte that it looks for first is nearly everywhere, and so the slow way has to find it too
    FakeSource source(64 * page);
    source.put(0, std::string(64 * page, 'z'));
    source.put(30 * page + 17, "zzyzz");
    QCOMPARE(allOf(source, *textMatcher("zzyzz")), QList<quint64>{30 * page + 17});
    QCOMPARE(allOf(source, *textMatcher("ZZYZZ", true)), QList<quint64>{30 * page + 17});
}

void SearchTest::findsAsAPlainLoopDoes() {
    // A few letters at random, on some pages of many: patterns lie across all sorts of borders
    quint32 seed = 4711;
    const auto next = [&](quint32 most) {
        seed = seed * 1664525U + 1013904223U;
        return (seed >> 8U) % most;
    };
    FakeSource source(300 * page - 77);
    for (int number = 0; number < 120; ++number) {
        const std::uint64_t offset = std::uint64_t{next(299)} * page;
        for (std::uint64_t place = 0; place < page; place += 1 + next(5)) {
            if (offset + place < source.size()) source.put(offset + place, next(2) == 0 ? "a" : "b");
        }
    }
    for (const QByteArray& pattern :
         {QByteArray("a"), QByteArray("ab"), QByteArray("a\0b", 3), QByteArray("\0\0\0\0a", 5),
          QByteArray("b\0\0\0\0", 5), QByteArray("abab"), QByteArray("\0a", 2)}) {
        const auto expected = plainly(source, pattern);
        const auto matcher = matcherOf(TextPattern{pattern.toStdString()});
        const auto found = bytes::findAll(source, *matcher, {}, 10'000'000);
        QVERIFY2(found, whyNot(found).constData());
        QCOMPARE(placesOf(*found), expected);
        QVERIFY(!expected.isEmpty());
        const auto last = bytes::findLast(source, *matcher, {});
        QVERIFY(last && last->match);
        QCOMPARE(last->match->offset, expected.last());
    }
}

void SearchTest::readsOnlyWhatWasTouched() {
    FakeSource source(tebibyte);
    source.put(tebibyte / 2, "needle");
    source.touch(17 * page);
    const auto found = bytes::findAll(source, *textMatcher("needle"), {}, 10);
    QVERIFY2(found, whyNot(found).constData());
    QCOMPARE(found->count, std::uint64_t{1});
    QVERIFY2(source.bytesRead <= 2 * page + 64,
             QByteArray::number(static_cast<qulonglong>(source.bytesRead)).constData());
    QVERIFY(source.runsAsked < 200);
    QCOMPARE(source.touchedPages(), std::size_t{2});
    QCOMPARE(found->coverage.read, 2 * page);
    QCOMPARE(found->coverage.untouched, tebibyte - 2 * page);
}

void SearchTest::growsShorterMeanwhile() {
    FakeSource source(8 * page);
    source.put(0, std::string(8 * page, 'x'));
    source.put(10, "needle");
    source.put(7 * page, "needle");
    source.shrinkTo(page + 3);
    for (const auto& matcher : {textMatcher("needle"), textMatcher("NEEDLE", true)}) {
        const auto found = bytes::findAll(source, *matcher, {}, 10);
        QVERIFY2(found, whyNot(found).constData());
        QCOMPARE(placesOf(*found), QList<quint64>{10});
        QCOMPARE(found->coverage.vanished, 7 * page - 3);
        QVERIFY(bytes::findLast(source, *matcher, {})->match);
    }
    source.shrinkTo(0);
    QVERIFY(!bytes::findFirst(source, *textMatcher("x"), {})->match);
}

void SearchTest::keepsOnlySoMany() {
    FakeSource source(1000 * page);
    source.put(0, std::string(1000 * page, 'x'));
    const auto found = bytes::findAll(source, *textMatcher("x"), {}, 3);
    QVERIFY2(found, whyNot(found).constData());
    QCOMPARE(placesOf(*found), (QList<quint64>{0, 1, 2}));
    QCOMPARE(found->count, 1000 * page);
}

void SearchTest::tellsHowFarAndEnds() {
    FakeSource source(2000 * page);
    source.put(0, std::string(2000 * page, 'x'));
    Cancellation cancellation;
    LongWork work;
    std::uint64_t last = 0;
    bool ascends = true;
    work.progress = [&](std::uint64_t done, std::uint64_t all) {
        ascends = ascends && done >= last && done <= all && all == 2000 * page;
        last = done;
    };
    work.cancellation = &cancellation;
    QVERIFY(bytes::findAll(source, *textMatcher("y"), {}, 10, work));
    QVERIFY(ascends);
    QCOMPARE(last, 2000 * page);

    const std::uint64_t whole = source.bytesRead;
    work.progress = [&](std::uint64_t, std::uint64_t) { cancellation.cancel(); };
    const auto ended = bytes::findAll(source, *textMatcher("y"), {}, 10, work);
    QVERIFY(!ended);
    QVERIFY(ended.error().kind == ErrorKind::Interrupted);
    QCOMPARE(ended.error().number, ECANCELED);
    QVERIFY(source.bytesRead - whole < whole / 2);
}

void SearchTest::refusesPatterns() {
    for (const Pattern& empty : {Pattern(TextPattern{}), Pattern(BytePattern{}), Pattern(TextPattern{"", true})}) {
        const auto made = Matcher::make(empty);
        QVERIFY(!made);
        QVERIFY(made.error().kind == ErrorKind::Invalid);
    }
    QVERIFY(Matcher::make(TextPattern{std::string(bytes::mostPatternBytes, 'a')}));
    for (const bool eitherCase : {false, true}) {
        const auto made = Matcher::make(TextPattern{std::string(bytes::mostPatternBytes + 1, 'a'), eitherCase});
        QVERIFY(!made);
        QVERIFY(made.error().kind == ErrorKind::OutOfRange);
    }
    // No UTF-8 is looked for as it stands
    FakeSource source(100);
    source.put(5, "\xff\xc3");
    QCOMPARE(allOf(source, *textMatcher("\xff\xc3", true)), QList<quint64>{5});
}

void SearchTest::hexAsPeopleWriteIt_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("with blanks") << QByteArray("66 72 0f") << QByteArray("fr\x0f");
    QTest::newRow("without") << QByteArray("66720F") << QByteArray("fr\x0f");
    QTest::newRow("as C has it") << QByteArray("0x66, 0x72,0X0f") << QByteArray("fr\x0f");
    QTest::newRow("nothing") << QByteArray(" ") << QByteArray("");
    QTest::newRow("half a byte") << QByteArray("6 6") << QByteArray();
    QTest::newRow("an odd count") << QByteArray("667") << QByteArray();
    QTest::newRow("no digit") << QByteArray("6g") << QByteArray();
}

void SearchTest::hexAsPeopleWriteIt() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bytes);
    const auto read = bytes::bytesFromHex(text.toStdString());
    QCOMPARE(read.has_value(), !bytes.isNull());
    if (!read) return;
    QCOMPARE(QByteArray(reinterpret_cast<const char*>(read->data()), static_cast<qsizetype>(read->size())), bytes);
}

IPCLENS_TEST_MAIN(SearchTest)

#include "search_test.moc"
