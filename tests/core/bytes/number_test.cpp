// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/number.h"
#include "tests/support/test_main.h"

#include <array>
#include <bit>
#include <compare>
#include <cstring>
#include <limits>

using namespace ipclens;
using bytes::NumberFormat;
using bytes::NumberKind;
using bytes::NumberRange;

namespace {

constexpr auto little = std::endian::little;
constexpr auto big = std::endian::big;

template <class Number>
std::uint64_t raw(Number number) {
    std::uint64_t loaded = 0;
    std::memcpy(&loaded, &number, sizeof number);
    return loaded;
}

} // namespace

class NumberTest : public QObject {
    Q_OBJECT

private slots:
    void loadsAllWidths();
    void ordersByValue();
    void saysThemInWords();
    void rangesOfWholeNumbers_data();
    void rangesOfWholeNumbers();
    void rangesOfFloats();
    void refuses_data();
    void refuses();
    void oneNumberIsBytes();
};

void NumberTest::loadsAllWidths() {
    std::array<std::byte, 8> bytes{};
    for (std::size_t place = 0; place < bytes.size(); ++place)
        bytes[place] = static_cast<std::byte>(place + 1);
    const std::uint64_t wanted[] = {0x1,         0x201,         0x30201,         0x4030201,
                                    0x504030201, 0x60504030201, 0x7060504030201, 0x807060504030201};
    const std::uint64_t swapped[] = {0x1,         0x102,         0x10203,         0x1020304,
                                     0x102030405, 0x10203040506, 0x1020304050607, 0x102030405060708};
    for (unsigned width = 1; width <= 8; ++width) {
        QCOMPARE(bytes::loadNumber(bytes.data(), {NumberKind::Unsigned, width, little}), wanted[width - 1]);
        QCOMPARE(bytes::loadNumber(bytes.data(), {NumberKind::Unsigned, width, big}), swapped[width - 1]);
    }
}

void NumberTest::ordersByValue() {
    const NumberFormat three{NumberKind::Signed, 3, little};
    QVERIFY(std::is_lt(bytes::compareNumbers(0xffffff, 0, three))); // -1
    QVERIFY(std::is_gt(bytes::compareNumbers(0x7fffff, 0x800000, three)));
    QVERIFY(std::is_gt(bytes::compareNumbers(0xffffff, 0, {NumberKind::Unsigned, 3, little})));
    const NumberFormat real{NumberKind::Float, 4, little};
    QVERIFY(std::is_lt(bytes::compareNumbers(raw(-2.0F), raw(1.0F), real)));
    QVERIFY(std::is_eq(bytes::compareNumbers(raw(0.0F), raw(-0.0F), real)));
    QVERIFY(bytes::compareNumbers(raw(std::numeric_limits<float>::quiet_NaN()), raw(1.0F), real) ==
            std::partial_ordering::unordered);
}

void NumberTest::saysThemInWords() {
    QCOMPARE(bytes::numberText(0xffffff, {NumberKind::Signed, 3, little}), std::string("-1"));
    QCOMPARE(bytes::numberText(~std::uint64_t{0}, {NumberKind::Signed, 8, little}), std::string("-1"));
    QCOMPARE(bytes::numberText(~std::uint64_t{0}, {NumberKind::Unsigned, 8, little}),
             std::string("18446744073709551615"));
    QCOMPARE(bytes::numberText(raw(16.667F), {NumberKind::Float, 4, little}), std::string("16.667"));
    QCOMPARE(bytes::numberText(raw(-0.5), {NumberKind::Float, 8, little}), std::string("-0.5"));
}

void NumberTest::rangesOfWholeNumbers_data() {
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("isSigned");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("tolerance");
    QTest::addColumn<QList<quint64>>("inside");
    QTest::addColumn<QList<quint64>>("outside");
    using List = QList<quint64>;
    QTest::newRow("one value") << 2 << true << QByteArray("-17323") << QByteArray() << List{0xbc55} << List{0xbc54};
    QTest::newRow("both sides of zero") << 1 << true << QByteArray("0") << QByteArray("2") << List{0xfe, 0xff, 0, 1, 2}
                                        << List{0xfd, 3, 0x80};
    QTest::newRow("ends at the least") << 1 << true << QByteArray("-127") << QByteArray("5") << List{0x80, 0x86}
                                       << List{0x7f, 0x87};
    QTest::newRow("ends at the most") << 1 << false << QByteArray("250") << QByteArray("10") << List{240, 255}
                                      << List{239, 0};
    QTest::newRow("ends at zero") << 4 << false << QByteArray("3") << QByteArray("100") << List{0, 103}
                                  << List{104, 0xffffffff};
    QTest::newRow("everything") << 8 << true << QByteArray("0") << QByteArray("0xffffffffffffffff")
                                << List{0, ~quint64{0}, quint64{1} << 63} << List{};
    QTest::newRow("the most of all") << 8 << false << QByteArray("18446744073709551615") << QByteArray("1")
                                     << List{~quint64{0}, ~quint64{0} - 1} << List{0, ~quint64{0} - 2};
    QTest::newRow("hexadecimal, typographer's minus")
        << 3 << true << QByteArray(" \u22120x10 ") << QByteArray(" 1 ") << List{0xfffff0, 0xffffef} << List{0xfffff2};
}

void NumberTest::rangesOfWholeNumbers() {
    QFETCH(int, width);
    QFETCH(bool, isSigned);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, tolerance);
    QFETCH(QList<quint64>, inside);
    QFETCH(QList<quint64>, outside);
    const auto range =
        NumberRange::parse({isSigned ? NumberKind::Signed : NumberKind::Unsigned, static_cast<unsigned>(width), little},
                           value.toStdString(), tolerance.toStdString());
    QVERIFY2(range, range ? "" : range.error().message().c_str());
    for (const quint64 one : inside)
        QVERIFY2(range->holds(one), QByteArray::number(one, 16).constData());
    for (const quint64 one : outside)
        QVERIFY2(!range->holds(one), QByteArray::number(one, 16).constData());
}

void NumberTest::rangesOfFloats() {
    const NumberFormat four{NumberKind::Float, 4, little};
    const NumberFormat eight{NumberKind::Float, 8, little};
    QVERIFY(NumberRange::parse(four, "16.667")->holds(raw(16.667F))); // which is no double's 16.667
    QVERIFY(!NumberRange::parse(four, "16.667")->holds(raw(16.668F)));
    QVERIFY(NumberRange::parse(four, "16.6", "0.1")->holds(raw(16.667F)));
    QVERIFY(NumberRange::parse(eight, "0")->holds(raw(-0.0)));
    QVERIFY(NumberRange::parse(eight, "-1e3", "0.5")->holds(raw(-1000.5)));
    QVERIFY(!NumberRange::parse(eight, "-1e3", "0.5")->holds(raw(-1000.6)));
    QVERIFY(NumberRange::parse(eight, "inf", "1")->holds(raw(std::numeric_limits<double>::infinity())));
    QVERIFY(!NumberRange::parse(eight, "1", "inf")->holds(raw(std::numeric_limits<double>::quiet_NaN())));
}

void NumberTest::refuses_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("width");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("tolerance");
    QTest::addColumn<int>("error");
    const auto row = [](const char* name, NumberKind kind, int width, const char* value, const char* tolerance,
                        ErrorKind error) {
        QTest::newRow(name) << static_cast<int>(kind) << width << QByteArray(value) << QByteArray(tolerance)
                            << static_cast<int>(error);
    };
    row("nothing", NumberKind::Signed, 4, " ", "", ErrorKind::Invalid);
    row("a word", NumberKind::Signed, 4, "four", "", ErrorKind::Invalid);
    row("a tail", NumberKind::Signed, 4, "4x", "", ErrorKind::Invalid);
    row("two signs", NumberKind::Signed, 4, "--4", "", ErrorKind::Invalid);
    row("a fraction", NumberKind::Signed, 4, "4.5", "", ErrorKind::Invalid);
    row("too large", NumberKind::Signed, 1, "128", "", ErrorKind::OutOfRange);
    row("too small", NumberKind::Signed, 1, "-129", "", ErrorKind::OutOfRange);
    row("below zero", NumberKind::Unsigned, 8, "-1", "", ErrorKind::OutOfRange);
    row("more than eight bytes", NumberKind::Unsigned, 8, "18446744073709551616", "", ErrorKind::OutOfRange);
    row("no width", NumberKind::Signed, 0, "1", "", ErrorKind::Invalid);
    row("too wide", NumberKind::Signed, 9, "1", "", ErrorKind::Invalid);
    row("a tolerance below zero", NumberKind::Signed, 4, "1", "-1", ErrorKind::Invalid);
    row("no tolerance", NumberKind::Signed, 4, "1", "x", ErrorKind::Invalid);
    row("a float of two bytes", NumberKind::Float, 2, "1", "", ErrorKind::Invalid);
    row("not a number", NumberKind::Float, 8, "nan", "", ErrorKind::Invalid);
    row("too large a float", NumberKind::Float, 4, "1e39", "", ErrorKind::OutOfRange);
    row("too large a double", NumberKind::Float, 8, "1e999", "", ErrorKind::OutOfRange);
    row("a float's tolerance below zero", NumberKind::Float, 8, "1", "-0.1", ErrorKind::Invalid);
}

void NumberTest::refuses() {
    QFETCH(int, kind);
    QFETCH(int, width);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, tolerance);
    QFETCH(int, error);
    const auto range = NumberRange::parse({static_cast<NumberKind>(kind), static_cast<unsigned>(width), little},
                                          value.toStdString(), tolerance.toStdString());
    QVERIFY(!range);
    QCOMPARE(static_cast<int>(range.error().kind), error);
}

void NumberTest::oneNumberIsBytes() {
    const auto bytes = NumberRange::parse({NumberKind::Signed, 3, big}, "-2")->onlyBytes();
    QVERIFY(bytes);
    QVERIFY(*bytes == (std::vector<std::byte>{std::byte{0xff}, std::byte{0xff}, std::byte{0xfe}}));
    QVERIFY(!NumberRange::parse({NumberKind::Signed, 3, big}, "-2", "1")->onlyBytes());
    QVERIFY(!NumberRange::parse({NumberKind::Float, 4, big}, "0")->onlyBytes());
    const auto real = NumberRange::parse({NumberKind::Float, 4, big}, "1")->onlyBytes();
    QVERIFY(real);
    QVERIFY((*real)[0] == std::byte{0x3f});
}

IPCLENS_TEST_MAIN(NumberTest)

#include "number_test.moc"
