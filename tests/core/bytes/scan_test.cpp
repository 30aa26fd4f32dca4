// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/scan.h"
#include "tests/core/bytes/fake_source.h"
#include "tests/support/test_main.h"

using namespace ipclens;
using bytes::NumberFormat;
using bytes::NumberKind;
using bytes::NumberRange;
using bytes::Scan;
using bytes::ScanOptions;
using bytes::ScanStep;
using bytes::ScanTest;
using testing::FakeSource;
using testing::whyNot;

namespace {

constexpr std::uint64_t page = FakeSource::page;
const NumberFormat four{NumberKind::Signed, 4, std::endian::little};

void putNumber(FakeSource& source, std::uint64_t offset, std::int32_t number) {
    source.put(offset, {reinterpret_cast<const char*>(&number), sizeof number});
}

QList<quint64> placesOf(const Scan& scan) {
    QList<quint64> places;
    for (const Scan::Candidate& candidate : scan.candidates(1000))
        places += candidate.offset;
    return places;
}

ScanStep equalTo(const NumberFormat& format, const char* value, const char* tolerance = "") {
    return {ScanTest::Equal, *NumberRange::parse(format, value, tolerance)};
}

} // namespace

class ScanTestOfCore : public QObject {
    Q_OBJECT

private slots:
    void narrowsDown();
    void beginsWithAValue();
    void eachTest_data();
    void eachTest();
    void overPageBorders();
    void readsOnlyPagesWithCandidates();
    void ofATebibyte();
    void whatIsUnclearHasNoCandidates();
    void remembersSoMuchAndNoMore();
    void growsShorterMeanwhile();
    void endsWhenCancelled();
    void refusesWhatMakesNoSense();
};

void ScanTestOfCore::narrowsDown() {
    FakeSource source(16 * page);
    source.touch(0);
    source.touch(5 * page);
    putNumber(source, 5 * page + 40, 100);
    putNumber(source, 5 * page + 80, 7);
    auto scan = Scan::first(source, {four, true}, {});
    QVERIFY2(scan, whyNot(scan).constData());
    QCOMPARE((*scan)->count(), std::uint64_t{2 * page / 4});
    QCOMPARE((*scan)->coverage().untouched, 14 * page);

    putNumber(source, 5 * page + 40, 99);
    putNumber(source, 5 * page + 80, 8);
    putNumber(source, 9 * page, 1); // touched first after the scan began
    scan = (*scan)->next(source, {ScanTest::Changed, {}});
    QVERIFY2(scan, whyNot(scan).constData());
    QCOMPARE(placesOf(**scan), (QList<quint64>{5 * page + 40, 5 * page + 80}));
    putNumber(source, 5 * page + 40, 98);
    scan = (*scan)->next(source, {ScanTest::Decreased, {}});
    QCOMPARE(placesOf(**scan), QList<quint64>{5 * page + 40});
    QCOMPARE((*scan)->candidates(1)[0].value, std::uint64_t{98});
    scan = (*scan)->next(source, {ScanTest::Unchanged, {}});
    QCOMPARE((*scan)->count(), std::uint64_t{1});
    QCOMPARE((*scan)->steps(), 4);
    scan = (*scan)->next(source, {ScanTest::Increased, {}});
    QCOMPARE((*scan)->count(), std::uint64_t{0});
    scan = (*scan)->next(source, {ScanTest::Unchanged, {}});
    QVERIFY2(scan, whyNot(scan).constData());
}

void ScanTestOfCore::beginsWithAValue() {
    FakeSource source(16 * page);
    putNumber(source, 2 * page + 4, 1000);
    putNumber(source, 2 * page + 9, 1001);
    auto scan = Scan::first(source, {four, true}, equalTo(four, "1000", "1"));
    QVERIFY2(scan, whyNot(scan).constData());
    QCOMPARE(placesOf(**scan), QList<quint64>{2 * page + 4});
    scan = Scan::first(source, {four, false}, equalTo(four, "1000", "1"));
    QCOMPARE(placesOf(**scan), (QList<quint64>{2 * page + 4, 2 * page + 9}));
    putNumber(source, 2 * page + 9, 77);
    scan = (*scan)->next(source, equalTo(four, "77"));
    QCOMPARE(placesOf(**scan), QList<quint64>{2 * page + 9});
}

void ScanTestOfCore::eachTest_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<int>("holds"); // bits: changed, unchanged, increased, decreased
    const auto number = [](auto value) { return QByteArray(reinterpret_cast<const char*>(&value), sizeof value); };
    constexpr int isSigned = static_cast<int>(NumberKind::Signed);
    constexpr int real = static_cast<int>(NumberKind::Float);
    QTest::newRow("up") << isSigned << number(-1) << number(1) << 5;
    QTest::newRow("down") << isSigned << number(1) << number(-1) << 9;
    QTest::newRow("the same") << isSigned << number(1) << number(1) << 2;
    QTest::newRow("a byte") << isSigned << QByteArray("\x7f") << QByteArray("\x80") << 9;
    QTest::newRow("unsigned") << static_cast<int>(NumberKind::Unsigned) << number(1) << number(-1) << 5;
    QTest::newRow("eight bytes") << isSigned << number(qint64{-5}) << number(qint64{1} << 40) << 5;
    QTest::newRow("float") << real << number(-1.5F) << number(-1.25F) << 5;
    QTest::newRow("double") << real << number(1e300) << number(-1e300) << 9;
    QTest::newRow("no number") << real << number(1.0) << number(qQNaN()) << 1;
}

void ScanTestOfCore::eachTest() {
    QFETCH(int, kind);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, now);
    QFETCH(int, holds);
    const NumberFormat format{static_cast<NumberKind>(kind), static_cast<unsigned>(before.size()), std::endian::little};
    FakeSource source(page);
    source.put(64, before.toStdString());
    const auto scan = Scan::first(source, {format, true}, {});
    QVERIFY2(scan, whyNot(scan).constData());
    source.put(64, now.toStdString());
    int got = 0;
    int bit = 1;
    for (const ScanTest test : {ScanTest::Changed, ScanTest::Unchanged, ScanTest::Increased, ScanTest::Decreased}) {
        const auto next = (*scan)->next(source, {test, {}});
        QVERIFY2(next, whyNot(next).constData());
        if (placesOf(**next).contains(64)) got |= bit;
        bit *= 2;
    }
    QCOMPARE(got, holds);
}

void ScanTestOfCore::overPageBorders() {
    FakeSource source(4 * page - 2);
    putNumber(source, page - 2, 42);
    putNumber(source, 4 * page - 6, 42);                       // the last four bytes
    source.put(3 * page - 3, std::string_view("\x2a\0\0", 3)); // its last byte is in a page that is not touched
    QCOMPARE(source.touchedPages(), std::size_t{4});
    FakeSource sparse(4 * page);
    sparse.put(page - 2, std::string_view("\x2a\0", 2)); // the other two are zeros that nobody touched
    const auto dense = Scan::first(source, {four, false}, equalTo(four, "42"));
    QVERIFY2(dense, whyNot(dense).constData());
    QCOMPARE(placesOf(**dense), (QList<quint64>{page - 2, 3 * page - 3, 4 * page - 6}));
    const auto scan = Scan::first(sparse, {four, false}, equalTo(four, "42"));
    QCOMPARE(placesOf(**scan), QList<quint64>{page - 2});
    QCOMPARE((*(*scan)->next(sparse, {ScanTest::Unchanged, {}}))->count(), std::uint64_t{1});
}

void ScanTestOfCore::readsOnlyPagesWithCandidates() {
    FakeSource source(1000 * page);
    source.put(0, std::string(1000 * page, '\1'));
    putNumber(source, 700 * page + 8, 5);
    const auto scan = Scan::first(source, {four, true}, equalTo(four, "5"));
    QVERIFY2(scan, whyNot(scan).constData());
    QVERIFY((*scan)->memory() < 1000);
    source.bytesRead = 0;
    QVERIFY((*scan)->next(source, {ScanTest::Unchanged, {}}));
    QVERIFY(source.bytesRead < page);
}

void ScanTestOfCore::ofATebibyte() {
    FakeSource source(std::uint64_t{1} << 40);
    for (const std::uint64_t place : {std::uint64_t{0}, (std::uint64_t{1} << 31) - 4, std::uint64_t{1} << 31,
                                      std::uint64_t{1} << 35, (std::uint64_t{1} << 40) - 4})
        putNumber(source, place, 31415);
    const auto scan = Scan::first(source, {four, true}, equalTo(four, "31415"));
    QVERIFY2(scan, whyNot(scan).constData());
    QCOMPARE((*scan)->count(), std::uint64_t{5});
    QVERIFY(source.bytesRead <= 6 * page);
    QVERIFY(source.runsAsked < 500);
}

void ScanTestOfCore::whatIsUnclearHasNoCandidates() {
    FakeSource source(8 * page);
    source.touch(page);
    source.touch(2 * page);
    source.blur(2 * page);
    const auto scan = Scan::first(source, {four, true}, {});
    QVERIFY2(scan, whyNot(scan).constData());
    QCOMPARE((*scan)->count(), page / 4);
    QCOMPARE((*scan)->coverage().unclear, page);
    const auto unaligned = Scan::first(source, {four, false}, {});
    QCOMPARE((*unaligned)->count(), page - 3);
    QCOMPARE(source.unclearReads, 0);
}

void ScanTestOfCore::remembersSoMuchAndNoMore() {
    FakeSource source(1000 * page);
    source.put(0, std::string(1000 * page, '\1'));
    ScanOptions options{four, true, std::uint64_t{2} << 20};
    const auto tooMuch = Scan::first(source, options, {});
    QVERIFY(!tooMuch);
    QVERIFY(tooMuch.error().kind == ErrorKind::Limit);
    QVERIFY(tooMuch.error().message().find("2 MiB") != std::string::npos);
    QCOMPARE(source.bytesRead, std::uint64_t{0}); // that is known before
    options.mostMemory = std::uint64_t{5} << 20;
    const auto scan = Scan::first(source, options, {});
    QVERIFY2(scan, whyNot(scan).constData());
    QVERIFY((*scan)->memory() <= options.mostMemory);
    QCOMPARE((*scan)->count(), 1000 * page / 4);
}

void ScanTestOfCore::growsShorterMeanwhile() {
    FakeSource source(8 * page);
    source.put(0, std::string(8 * page, '\1'));
    const auto scan = Scan::first(source, {four, true}, {});
    QVERIFY2(scan, whyNot(scan).constData());
    source.shrinkTo(page + 6);
    const auto next = (*scan)->next(source, {ScanTest::Unchanged, {}});
    QVERIFY2(next, whyNot(next).constData());
    QCOMPARE((*next)->count(), page / 4 + 1);
    QVERIFY2(Scan::first(source, {four, true}, {}), "a source that is shorter than it says");
}

void ScanTestOfCore::endsWhenCancelled() {
    FakeSource source(1000 * page);
    source.put(0, std::string(1000 * page, '\1'));
    Cancellation cancellation;
    LongWork work{[&](std::uint64_t done, std::uint64_t all) {
                      QVERIFY(done <= all);
                      cancellation.cancel();
                  },
                  &cancellation};
    const auto ended = Scan::first(source, {four, true}, {}, work);
    QVERIFY(!ended);
    QVERIFY(ended.error().kind == ErrorKind::Interrupted);
    const auto scan = Scan::first(source, {four, true}, {});
    const auto endedLater = (*scan)->next(source, {ScanTest::Unchanged, {}}, work);
    QVERIFY(!endedLater);
    QCOMPARE(endedLater.error().number, ECANCELED);
    QCOMPARE((*scan)->count(), 1000 * page / 4);
}

void ScanTestOfCore::refusesWhatMakesNoSense() {
    FakeSource source(page);
    source.touch(0);
    const NumberFormat none{NumberKind::Float, 3, std::endian::little};
    QVERIFY(Scan::first(source, {none, true}, {ScanTest::Any, {}}).error().kind == ErrorKind::Invalid);
    QVERIFY(Scan::first(source, {four, true}, {ScanTest::Changed, {}}).error().kind == ErrorKind::Invalid);
    QVERIFY(Scan::first(source, {four, true}, {ScanTest::Equal, {}}).error().kind == ErrorKind::Invalid);
    const NumberFormat two{NumberKind::Signed, 2, std::endian::little};
    QVERIFY(Scan::first(source, {four, true}, equalTo(two, "1")).error().kind == ErrorKind::Invalid);
}

IPCLENS_TEST_MAIN(ScanTestOfCore)

#include "scan_test.moc"
