// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/address.h"
#include "core/bytes/character.h"
#include "core/bytes/value.h"
#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"

#include <ctime>

using namespace ipclens;
using bytes::ByteOrder;
using bytes::ValueType;
using ipclens::testing::bytesOfHex;
using ipclens::testing::hexOf;

namespace {

constexpr auto little = int(ByteOrder::Little);
constexpr auto big = int(ByteOrder::Big);

} // namespace

class ValueTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void decodes_data();
    void decodes();
    void needsAllBytes();
    void encodes_data();
    void encodes();
    void refuses_data();
    void refuses();
    void comesBackTheSame();
    void timesInTheirZone();
    void escapesWhatIsHostile();
    void looksOfAddresses_data();
    void looksOfAddresses();
};

void ValueTest::initTestCase() {
    qputenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3");
    tzset();
}

void ValueTest::decodes_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("order");
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, ValueType type, int order, const char* hex, const char* text) {
        QTest::newRow(name) << int(type) << order << QByteArray(hex) << QByteArray(text);
    };
    row("int8", ValueType::Int8, little, "80", "-128");
    row("uint8", ValueType::Uint8, little, "80", "128");
    row("int16 le", ValueType::Int16, little, "55bc", "-17323");
    row("int16 be", ValueType::Int16, big, "55bc", "21948");
    row("uint32 le", ValueType::Uint32, little, "55bc0000ff", "48213");
    row("uint32 be", ValueType::Uint32, big, "0000bc55ff", "48213");
    row("int64 least", ValueType::Int64, little, "0000000000000080", "-9223372036854775808");
    row("uint64 most", ValueType::Uint64, big, "ffffffffffffffff", "18446744073709551615");
    row("float", ValueType::Float, little, "0000c03f", "1.5");
    row("float be", ValueType::Float, big, "3dcccccd", "0.1");
    row("double", ValueType::Double, big, "3fb999999999999a", "0.1");
    row("denormal", ValueType::Double, little, "0100000000000000", "5e-324");
    row("infinite", ValueType::Float, big, "ff800000", "-inf");
    row("nan", ValueType::Float, big, "7fc00000", "nan");
    row("minus zero", ValueType::Double, big, "8000000000000000", "-0");
    row("time", ValueType::Time, big, "0000000065537a92", "2023-11-14 14:48:02 +0100");
    row("summer time", ValueType::Time, big, "0000000064a00000", "2023-07-01 12:29:20 +0200");
    row("before 1970", ValueType::Time, big, "ffffffffffffffff", "1970-01-01 00:59:59 +0100");
    row("beyond any year", ValueType::Time, big, "7fffffffffffffff", "9223372036854775807");
    row("ASCII", ValueType::Character, little, "41", "A");
    row("two bytes", ValueType::Character, little, "c3a9", "\u00e9");
    row("four bytes", ValueType::Character, little, "f09f9880", "\U0001f600");
    row("newline", ValueType::Character, little, "0a", "\\n");
    row("escape", ValueType::Character, little, "1b", "\\x1b");
    row("turned direction", ValueType::Character, little, "e280ae", "\\xe2\\x80\\xae");
    row("pointer", ValueType::Pointer, little, "00c0b3a4127f0000", "0x00007f12a4b3c000");
    row("no pointer", ValueType::Pointer, little, "0000000000000000", "0x0000000000000000");
}

void ValueTest::decodes() {
    QFETCH(int, type);
    QFETCH(int, order);
    QFETCH(QByteArray, hex);
    const auto text = bytes::decode(ValueType(type), ByteOrder(order), bytesOfHex(hex.constData()));
    QVERIFY(text);
    QTEST(QByteArray::fromStdString(*text), "text");
}

void ValueTest::needsAllBytes() {
    for (const ValueType type : bytes::allValueTypes) {
        const std::vector<std::byte> few(bytes::sizeOf(type) - 1);
        QVERIFY(!bytes::decode(type, ByteOrder::Little, few));
    }
    for (const char* hex : {"80", "c3", "c328", "c0af", "e08080", "eda080", "f4908080", "ff", "f09f98"})
        QVERIFY2(!bytes::decode(ValueType::Character, ByteOrder::Little, bytesOfHex(hex)), hex);
}

void ValueTest::encodes_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("order");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hex");
    const auto row = [](ValueType type, int order, const char* text, const char* hex) {
        QTest::addRow("%s: %s", bytes::nameOf(type).data(), text)
            << int(type) << order << QByteArray(text) << QByteArray(hex);
    };
    row(ValueType::Int8, little, "-128", "80");
    row(ValueType::Uint8, little, " 0xfF ", "ff");
    row(ValueType::Uint8, little, "+0b101", "05");
    row(ValueType::Int16, little, "-17 323", "55bc");
    row(ValueType::Int16, big, "-17\u202f323", "bc55");
    row(ValueType::Uint32, big, "48'213", "0000bc55");
    row(ValueType::Int64, big, "-9223372036854775808", "8000000000000000");
    row(ValueType::Uint64, big, "18446744073709551615", "ffffffffffffffff");
    row(ValueType::Float, big, "0.1", "3dcccccd");
    row(ValueType::Float, big, "-inf", "ff800000");
    row(ValueType::Double, big, "+1e-3", "3f50624dd2f1a9fc");
    row(ValueType::Time, big, "2023-11-14 14:48:02", "0000000065537a92");
    row(ValueType::Time, big, "2023-11-14T13:48:02Z", "0000000065537a92");
    row(ValueType::Time, big, "2023-11-14 08:48:02 -05:00", "0000000065537a92");
    row(ValueType::Time, big, "1699969682", "0000000065537a92");
    row(ValueType::Character, little, " ", "20");
    row(ValueType::Character, little, "\u00e9", "c3a9");
    row(ValueType::Character, little, "U+1F600", "f09f9880");
    row(ValueType::Character, little, "\\n", "0a");
    row(ValueType::Character, little, "\\x41", "41");
    row(ValueType::Pointer, little, "0x7f12a4b3c000", "00c0b3a4127f0000");
}

void ValueTest::encodes() {
    QFETCH(int, type);
    QFETCH(int, order);
    QFETCH(QByteArray, text);
    const auto encoded = bytes::encode(ValueType(type), ByteOrder(order), text.toStdString());
    QVERIFY2(encoded, encoded ? "" : encoded.error().message().c_str());
    QTEST(hexOf(*encoded), "hex");
}

void ValueTest::refuses_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("outOfRange");
    const auto row = [](ValueType type, const char* text, bool outOfRange) {
        QTest::addRow("%s: %s", bytes::nameOf(type).data(), text) << int(type) << QByteArray(text) << outOfRange;
    };
    row(ValueType::Int8, "128", true);
    row(ValueType::Int8, "-129", true);
    row(ValueType::Uint8, "-1", true);
    row(ValueType::Uint8, "256", true);
    row(ValueType::Uint64, "18446744073709551616", true);
    row(ValueType::Int64, "9223372036854775808", true);
    row(ValueType::Float, "1e39", true);
    for (const char* text : {"", "-", "0x", "1.5", "12a", "--1", "0b2", "\xff"})
        row(ValueType::Int32, text, false);
    for (const char* text : {"", "1,5", "1e", "abc"})
        row(ValueType::Double, text, false);
    for (const char* text : {"", "AB", "U+D800", "U+110000", "U+", "\\q", "\\x4", "\xff"})
        row(ValueType::Character, text, false);
    for (const char* text :
         {"", "yesterday", "2023-02-30 00:00", "2023-13-01 00:00", "2023-11-14", "2023-11-14 14:48 x"})
        row(ValueType::Time, text, false);
}

void ValueTest::refuses() {
    QFETCH(int, type);
    QFETCH(QByteArray, text);
    const auto encoded = bytes::encode(ValueType(type), ByteOrder::Little, text.toStdString());
    QVERIFY(!encoded);
    QTEST(encoded.error().kind == ErrorKind::OutOfRange, "outOfRange");
    QVERIFY(!encoded.error().reason.empty());
}

void ValueTest::comesBackTheSame() {
    std::uint64_t state = 1;
    for (int i = 0; i < 2000; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        std::vector<std::byte> content(8);
        bytes::storeUnsigned(state, ByteOrder::Little, content);
        for (const ValueType type : bytes::allValueTypes) {
            for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
                const auto text = bytes::decode(type, order, content);
                // Of not-a-number there are many, and a time may be told twice in autumn
                if (!text || text->find("nan") != std::string::npos || type == ValueType::Time) continue;
                const auto encoded = bytes::encode(type, order, *text);
                QVERIFY2(encoded, text->c_str());
                QVERIFY2(std::equal(encoded->begin(), encoded->end(), content.begin()), text->c_str());
            }
        }
    }
}

void ValueTest::timesInTheirZone() {
    // An hour that there are two of comes back by its zone
    for (const std::int64_t seconds : {INT64_C(1698537600), INT64_C(1698541200), INT64_C(1698544800), INT64_C(0),
                                       INT64_C(-1), INT64_C(253402297199)}) {
        const auto back = bytes::parseTime(bytes::formatTime(seconds));
        QVERIFY(back);
        QCOMPARE(*back, seconds);
    }
    QCOMPARE(bytes::formatTime(253402297200), std::string("253402297200"));
}

void ValueTest::escapesWhatIsHostile() {
    std::vector<std::byte> all;
    for (unsigned value = 0; value < 256; ++value)
        all.push_back(static_cast<std::byte>(value));
    std::string text;
    bytes::appendEscaped(text, all);
    for (const char c : text)
        QVERIFY(c >= ' ' && c <= '~');
    const auto back = bytes::unescaped(text);
    QVERIFY(back);
    QCOMPARE(QByteArray::fromStdString(*back), QByteArray(reinterpret_cast<const char*>(all.data()), 256));
    std::string digits;
    bytes::appendEscaped(digits, bytesOfHex("0031"));
    QCOMPARE(digits, std::string("\\x001"));
}

void ValueTest::looksOfAddresses_data() {
    QTest::addColumn<quint64>("address");
    QTest::addColumn<int>("look");
    using Look = bytes::AddressLook;
    QTest::newRow("null") << quint64{0} << int(Look::Null);
    QTest::newRow("small") << quint64{0xffff} << int(Look::Small);
    QTest::newRow("first") << quint64{0x10000} << int(Look::Process);
    QTest::newRow("library") << quint64{0x7f12a4b3c000} << int(Look::Process);
    QTest::newRow("last") << quint64{0x7fffffffffff} << int(Look::Process);
    QTest::newRow("past it") << quint64{0x800000000000} << int(Look::NotCanonical);
    QTest::newRow("before the kernel") << quint64{0xffff7fffffffffff} << int(Look::NotCanonical);
    QTest::newRow("kernel") << quint64{0xffff800000000000} << int(Look::Kernel);
    QTest::newRow("all ones") << ~quint64{0} << int(Look::Kernel);
}

void ValueTest::looksOfAddresses() {
    QFETCH(quint64, address);
    QTEST(int(bytes::lookOf(address)), "look");
}

IPCLENS_TEST_MAIN(ValueTest)

#include "value_test.moc"
