// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The same declarations, by this compiler and by ours: sizes, alignments, offsets and the bits of bit fields.

#include "core/bytes/struct_overlay.h"
#include "tests/support/test_main.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <map>
#include <semaphore.h>

#include <pthread.h>
#include <sys/time.h>
#include <sys/types.h>

using namespace ipclens;

namespace {

// NOLINTBEGIN: what people write in C
#pragma GCC diagnostic ignored "-Wpacked-bitfield-compat"
#pragma GCC diagnostic ignored "-Wpedantic"
#define DECLARED(NAME, ...)                                                                                            \
    __VA_ARGS__;                                                                                                       \
    const char* const NAME##Text = #__VA_ARGS__ ";";

DECLARED(
    plain, struct plain {
        char tag[8];
        uint32_t number;
        double interval_ms;
        uint16_t width, height;
    })
DECLARED(
    gaps, struct gaps {
        char a;
        short b;
        char c;
        int d;
        char e;
        long f;
        char g;
        long double h;
        char i;
    })
DECLARED(
    names, struct names {
        unsigned char a;
        signed char b;
        unsigned short int c;
        unsigned d;
        long long e;
        unsigned long long f;
        long int g;
        float h;
        bool i;
        time_t j;
        size_t k;
        int8_t l;
        uint64_t m;
        wchar_t n;
        void* o;
        const char *p, **q;
        pid_t r;
        pthread_mutex_t s;
        sem_t t;
        struct timespec u;
        struct timeval v;
        int64_t w;
    })
DECLARED(
    inner, struct inner {
        char a;
        double b;
    })
DECLARED(
    outer, struct outer {
        char a;
        struct inner b;
        char c;
        struct inner d[3];
        struct {
            char x;
            int y;
        } e;
        int f[2][3];
        union {
            char g;
            double h;
        };
        struct {
            short i;
            char j;
        };
    })
DECLARED(
    packed, struct __attribute__((packed)) packed {
        char a;
        uint32_t b;
        double c;
        struct {
            char d;
            int e;
        } f;
        uint16_t g;
    })
DECLARED(
    packedAfter, struct packedAfter {
        char a;
        uint32_t b;
        short c;
    } __attribute__((packed)))
DECLARED(
    aligned, struct aligned {
        char a;
        alignas(64) uint64_t b;
        char c;
        uint16_t d __attribute__((aligned(8)));
    })
DECLARED(
    alignedAll, struct alignas(32) alignedAll {
        char a;
        int b;
    })
DECLARED(
    number, union number {
        uint8_t a;
        float b;
        double c;
        char d[13];
    })
DECLARED(
    enums, struct enums {
        enum color { red, green = 5, blue } a;
        enum small : uint8_t { no, yes } b;
        enum wide { first = 0x1ffffffff } c;
        enum negative { minus = -1, plus } d;
    })

#pragma pack(push, 2)
DECLARED(
    packTwo, struct packTwo {
        char a;
        uint32_t b;
        double c;
        char d;
        struct inner e;
        uint32_t f : 30;
        uint32_t g : 30;
    })
#pragma pack(pop)

DECLARED(
    bits, struct bits {
        uint8_t a : 3, b : 7;
        uint16_t c : 9;
        uint32_t d : 20;
        uint32_t e : 13;
        int f : 5;
        uint64_t g : 40;
        uint64_t h : 30;
        bool i : 1;
        char j;
        uint32_t k : 4;
    uint32_t:
        0;
        uint8_t l : 2;
    uint16_t:
        3;
        uint8_t m : 4;
    })
DECLARED(
    bitsPacked, struct __attribute__((packed)) bitsPacked {
        uint8_t a : 3, b : 7;
        uint16_t c : 9;
        uint32_t d : 20;
        char e;
        uint64_t f : 63;
        uint32_t g : 3;
    uint32_t:
        0;
        uint8_t h : 5;
    })
DECLARED(
    bitsAfterBytes, struct bitsAfterBytes {
        char a, b, c;
        uint32_t d : 8;
        uint32_t e : 1;
        uint16_t f : 15;
    })
DECLARED(
    bitsOnlyPadding, struct bitsOnlyPadding {
        char a;
    uint64_t:
        5;
        char b;
    })
DECLARED(
    bitsInUnion, union bitsInUnion {
        uint32_t a : 5;
        uint16_t b : 11;
    })
#pragma pack(push, 1)
DECLARED(
    bitsPackOne, struct bitsPackOne {
        uint8_t a : 5, b : 6;
        uint32_t c : 30;
        uint16_t d : 9;
        char e;
    })
#pragma pack(pop)
// NOLINTEND

struct Place {
    const char* path;
    std::size_t offset;
    std::size_t size;
};

struct Case {
    const char* name;
    std::string text;
    std::size_t size;
    std::size_t alignment;
    std::vector<Place> places;
};

#define AT(TYPE, FIELD)                                                                                                \
    Place {                                                                                                            \
        #FIELD, offsetof(TYPE, FIELD), sizeof(TYPE::FIELD)                                                             \
    }
#define SIZES(TYPE) sizeof(TYPE), alignof(TYPE)

const std::string innerDeclared = std::string(innerText) + "\n";

std::vector<Case> cases() {
    return {
        {"plain",
         plainText,
         SIZES(plain),
         {AT(plain, tag), AT(plain, number), AT(plain, interval_ms), AT(plain, width), AT(plain, height)}},
        {"gaps", gapsText, SIZES(gaps), {AT(gaps, b), AT(gaps, c), AT(gaps, d), AT(gaps, f), AT(gaps, h), AT(gaps, i)}},
        {"names",
         namesText,
         SIZES(names),
         {AT(names, c), AT(names, d), AT(names, e), AT(names, g), AT(names, i), AT(names, j), AT(names, n),
          AT(names, o), AT(names, q), AT(names, r), AT(names, s), AT(names, t), AT(names, u), AT(names, v),
          AT(names, w)}},
        {"outer",
         innerDeclared + outerText,
         SIZES(outer),
         {AT(outer, b), AT(outer, c), AT(outer, d), AT(outer, e), AT(outer, f), AT(outer, e.y)}},
        {"packed", packedText, SIZES(packed), {AT(packed, b), AT(packed, c), AT(packed, f), AT(packed, g)}},
        {"packed, said after", packedAfterText, SIZES(packedAfter), {AT(packedAfter, b), AT(packedAfter, c)}},
        {"packed, our word",
         "packed struct p { char a; uint32_t b; short c; };",
         SIZES(packedAfter),
         {AT(packedAfter, b), AT(packedAfter, c)}},
        {"aligned", alignedText, SIZES(aligned), {AT(aligned, b), AT(aligned, c), AT(aligned, d)}},
        {"aligned as a whole", alignedAllText, SIZES(alignedAll), {AT(alignedAll, b)}},
        {"union", numberText, SIZES(number), {AT(number, a), AT(number, c), AT(number, d)}},
        {"enums", enumsText, SIZES(enums), {AT(enums, a), AT(enums, b), AT(enums, c), AT(enums, d)}},
        {"pragma pack",
         innerDeclared + "#pragma pack(push, 2)\n" + packTwoText + "\n#pragma pack(pop)\n",
         SIZES(packTwo),
         {AT(packTwo, b), AT(packTwo, c), AT(packTwo, d), AT(packTwo, e)}},
        {"bits", bitsText, SIZES(bits), {AT(bits, j)}},
        {"packed bits", bitsPackedText, SIZES(bitsPacked), {AT(bitsPacked, e)}},
        {"bits after bytes", bitsAfterBytesText, SIZES(bitsAfterBytes), {AT(bitsAfterBytes, c)}},
        {"padding", bitsOnlyPaddingText, SIZES(bitsOnlyPadding), {AT(bitsOnlyPadding, b)}},
        {"bits in a union", bitsInUnionText, SIZES(bitsInUnion), {}},
        {"bits in pack(1)",
         std::string("#pragma pack(1)\n") + bitsPackOneText,
         SIZES(bitsPackOne),
         {AT(bitsPackOne, e)}},
    };
}

template <class Struct>
std::vector<std::byte> bytesOf(const Struct& value) {
    std::vector<std::byte> content(sizeof(value));
    std::memcpy(content.data(), &value, sizeof(value));
    return content;
}

std::map<std::string, std::string> valuesOf(const std::string& text, const std::vector<std::byte>& content) {
    const auto declaration = bytes::StructDeclaration::parse(text);
    std::map<std::string, std::string> values;
    if (!declaration) return values;
    const auto overlay = bytes::layOver(*declaration, content, content.size());
    for (std::size_t i = 0; i < overlay.fields.size(); ++i)
        values[bytes::pathOf(overlay, i)] = overlay.fields[i].text;
    return values;
}

} // namespace

class StructLayoutTest : public QObject {
    Q_OBJECT

private slots:
    void asTheCompilerDoes_data();
    void asTheCompilerDoes();
    void bitsAsTheCompilerDoes();
};

void StructLayoutTest::asTheCompilerDoes_data() {
    QTest::addColumn<int>("number");
    int number = 0;
    for (const Case& each : cases())
        QTest::newRow(each.name) << number++;
}

void StructLayoutTest::asTheCompilerDoes() {
    QFETCH(int, number);
    const Case wanted = cases()[static_cast<std::size_t>(number)];
    const auto declaration = bytes::StructDeclaration::parse(wanted.text);
    QVERIFY2(declaration, declaration ? "" : declaration.error().message().c_str());
    QCOMPARE(declaration->size(), std::optional<std::uint64_t>(wanted.size));
    QCOMPARE(declaration->alignment(), std::uint64_t{wanted.alignment});
    const std::vector<std::byte> content(wanted.size);
    const auto overlay = bytes::layOver(*declaration, content, content.size());
    QCOMPARE(overlay.extent, std::uint64_t{wanted.size});
    for (const Place& place : wanted.places) {
        std::size_t found = 0;
        while (found < overlay.fields.size() && bytes::pathOf(overlay, found) != place.path)
            ++found;
        QVERIFY2(found < overlay.fields.size(), place.path);
        QVERIFY2(overlay.fields[found].offset == place.offset, place.path);
        QVERIFY2(overlay.fields[found].size == place.size, place.path);
    }
}

void StructLayoutTest::bitsAsTheCompilerDoes() {
    if (bytes::hostOrder != bytes::ByteOrder::Little) QSKIP("bit fields of the compiler are big endian here");
    {
        bits value{};
        value.a = 5, value.b = 93, value.c = 300, value.d = 0xabcde, value.e = 0x1555, value.f = -7;
        value.g = 0xfedcba9876, value.h = 0x2aaaaaaa, value.i = true, value.j = 'x', value.k = 9, value.l = 2,
        value.m = 11;
        auto got = valuesOf(bitsText, bytesOf(value));
        QVERIFY2(got["a"] == "5", got["a"].c_str());
        QVERIFY2(got["b"] == "93", got["b"].c_str());
        QVERIFY2(got["c"] == "300", got["c"].c_str());
        QVERIFY2(got["d"] == std::to_string(0xabcde), got["d"].c_str());
        QVERIFY2(got["e"] == std::to_string(0x1555), got["e"].c_str());
        QVERIFY2(got["f"] == "-7", got["f"].c_str());
        QVERIFY2(got["g"] == std::to_string(0xfedcba9876), got["g"].c_str());
        QVERIFY2(got["h"] == std::to_string(0x2aaaaaaa), got["h"].c_str());
        QVERIFY2(got["i"] == "true", got["i"].c_str());
        QVERIFY2(got["k"] == "9", got["k"].c_str());
        QVERIFY2(got["l"] == "2", got["l"].c_str());
        QVERIFY2(got["m"] == "11", got["m"].c_str());
    }
    {
        bitsPacked value{};
        value.a = 2, value.b = 101, value.c = 511, value.d = 0x98765, value.f = 0x5123456789abcdef, value.g = 6,
        value.h = 21;
        auto got = valuesOf(bitsPackedText, bytesOf(value));
        QVERIFY2(got["a"] == "2", got["a"].c_str());
        QVERIFY2(got["b"] == "101", got["b"].c_str());
        QVERIFY2(got["c"] == "511", got["c"].c_str());
        QVERIFY2(got["d"] == std::to_string(0x98765), got["d"].c_str());
        QVERIFY2(got["f"] == std::to_string(0x5123456789abcdef), got["f"].c_str());
        QVERIFY2(got["g"] == "6", got["g"].c_str());
        QVERIFY2(got["h"] == "21", got["h"].c_str());
    }
    {
        bitsPackOne value{};
        value.a = 17, value.b = 42, value.c = 0x2bcdef01, value.d = 333;
        auto got = valuesOf(std::string("#pragma pack(1)\n") + bitsPackOneText, bytesOf(value));
        QVERIFY2(got["a"] == "17", got["a"].c_str());
        QVERIFY2(got["b"] == "42", got["b"].c_str());
        QVERIFY2(got["c"] == std::to_string(0x2bcdef01), got["c"].c_str());
        QVERIFY2(got["d"] == "333", got["d"].c_str());
    }
    {
        packTwo value{};
        value.f = 0x2bcdef01, value.g = 0x3edcba98;
        auto got = valuesOf(innerDeclared + "#pragma pack(2)\n" + packTwoText, bytesOf(value));
        QVERIFY2(got["f"] == std::to_string(0x2bcdef01), got["f"].c_str());
        QVERIFY2(got["g"] == std::to_string(0x3edcba98), got["g"].c_str());
    }
}

IPCLENS_TEST_MAIN(StructLayoutTest)

#include "struct_layout_test.moc"
