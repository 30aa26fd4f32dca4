// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/struct_overlay.h"
#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"

#include <ctime>

using namespace ipclens;
using bytes::FieldState;
using ipclens::testing::bytesOf;

namespace {

bytes::StructDeclaration parse(const char* text) {
    const auto declaration = bytes::StructDeclaration::parse(text);
    if (!declaration) qFatal("%s", declaration.error().message().c_str());
    return *declaration;
}

/// "number=1 points={…} points[0].x=2 …", those that are known.
QByteArray valuesOf(const bytes::StructOverlay& overlay) {
    QByteArray all;
    for (std::size_t i = 0; i < overlay.fields.size(); ++i) {
        const bytes::StructField& field = overlay.fields[i];
        if (field.text.empty()) continue;
        if (!all.isEmpty()) all += ' ';
        all += QByteArray::fromStdString(bytes::pathOf(overlay, i) + '=' + field.text);
    }
    return all;
}

#define BYTES(TEXT) bytesOf(std::string_view(TEXT, sizeof(TEXT) - 1))

} // namespace

class StructOverlayTest : public QObject {
    Q_OBJECT

private slots:
    void tellsValues_data();
    void tellsValues();
    void stops_data();
    void stops();
    void knowsWhatIsNotRead();
    void asksForWhatALengthNeeds();
    void staysBounded_data();
    void staysBounded();
    void previews_data();
    void previews();
    void encodes_data();
    void encodes();
    void fillsAWholeStruct();
};

void StructOverlayTest::tellsValues_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("values");
    const auto row = [](const char* name, const char* text, std::string_view content, const char* values) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(content.data(), qsizetype(content.size()))
                            << QByteArray(values);
    };
    using namespace std::literals;
    row("frame", "struct frame { char tag[8]; le uint32_t number; le double interval_ms; le uint16_t width, height; };",
        "frame\0\0\0\x55\xbc\0\0\0\0\0\0\x42\x60\xe5\xd0\x22\xab\x30\x40\x80\x07\x38\x04\0\0\0\0"sv,
        "tag=\"frame\" number=48213 interval_ms=16.6685 width=1920 height=1080");
    row("orders", "be struct a { uint16_t b; le uint16_t c; struct { uint16_t d; } e; __le16 f; };",
        "\1\2\1\2\1\2\1\2"sv, "b=258 c=513 e.d=258 f=513");
    row("text", "struct a { char b[4], c[4]; };", "a\"\\\x1b\0\0\0\0"sv, "b=\"a\\\"\\\\\\x1b\" c=\"\"");
    row("raw bytes", "struct a { uint8_t b[3]; unsigned char c; };", "\x00\xff\x10\x20"sv, "b=00 ff 10 c=32");
    row("letters", "struct a { char b, c, d; };", "A\x01\xff"sv, "b=65 'A' c=1 d=-1");
    row("bool", "struct a { bool b, c, d; };", "\0\1\2"sv, "b=false c=true d=true (2)");
    row("enum", "struct a { enum : uint8_t { red, blue = 2 } b, c, d; };", "\0\1\2"sv, "b=red (0) c=1 d=blue (2)");
    row("pointers", "le struct a { void *b, *c; };", "\0\0\0\0\0\0\0\0\x10\x20\0\0\0\0\0\0"sv, "b=NULL c=0x2010");
    row("bits of be", "be struct a { uint8_t version : 4, words : 4, tos; uint16_t flags : 3, offset : 13; };",
        "\x45\x00\x40\x01"sv, "version=4 words=5 tos=0 flags=2 offset=1");
    row("bits of le", "le struct a { uint8_t low : 4, high : 4; int8_t sign : 3; };", "\x45\x06"sv,
        "low=5 high=4 sign=-2");
    row("array", "le struct a { uint16_t b[3]; };", "\1\0\2\0\3\0"sv, "b={1, 2, 3} b[0]=1 b[1]=2 b[2]=3");
    row("two dimensions", "struct a { int8_t b[2][2]; };", "\1\2\3\4"sv,
        "b={{1, 2}, {3, 4}} b[0]={1, 2} b[0][0]=1 b[0][1]=2 b[1]={3, 4} b[1][0]=3 b[1][1]=4");
    row("length", "struct a { uint8_t n; struct { int8_t x, y; } p[n]; int8_t end; };", "\2\1\2\3\4\5"sv,
        "n=2 p[0].x=1 p[0].y=2 p[1].x=3 p[1].y=4 end=5");
    row("no elements", "struct a { uint8_t n; int8_t b[n]; int8_t end; };", "\0\7"sv, "n=0 b={} end=7");
    row("calculated length", "struct a { struct { uint8_t n; } h; char b[h.n * 2 - 1]; int8_t end; };", "\2abc\5"sv,
        "h.n=2 b=\"abc\" end=5");
    row("length in bits", "le struct a { uint8_t x : 6, n : 2; char b[n]; int8_t c; };", "\x81zz\4"sv,
        "x=1 n=2 b=\"zz\" c=4");
    row("length outside", "struct a { uint8_t n; struct { int8_t k; char c[n]; } b[2]; };", "\2\1ab\2cd"sv,
        "n=2 b[0].k=1 b[0].c=\"ab\" b[1].k=2 b[1].c=\"cd\"");
    row("length in each", "struct a { struct { uint8_t n; char c[n]; } b[3]; int8_t end; };", "\1a\0\3bcd\11"sv,
        "b[0].n=1 b[0].c=\"a\" b[1].n=0 b[1].c=\"\" b[2].n=3 b[2].c=\"bcd\" end=9");
    row("aligned behind a length", "le struct a { uint8_t n; char b[n]; uint32_t c; };", "\2ab\0\1\0\0\0"sv,
        "n=2 b=\"ab\" c=1");
    row("all that follows", "struct a { int8_t b; char c[]; };", "\1hello"sv, "b=1 c=\"hello\"");
    row("union", "le union a { uint16_t b; uint8_t c[2]; };", "\1\2"sv, "b=513 c=01 02");
    row("anonymous", "struct a { int8_t b; union { int8_t c; uint8_t d; }; };", "\1\xff"sv, "b=1 c=-1 d=255");
}

void StructOverlayTest::tellsValues() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, content);
    const auto declaration = parse(text.constData());
    const auto overlay = bytes::layOver(declaration, bytesOf(content.toStdString()), std::uint64_t(content.size()));
    QCOMPARE(QByteArray::fromStdString(overlay.stopped), QByteArray());
    QTEST(valuesOf(overlay), "values");
    QCOMPARE(overlay.extent, std::uint64_t(content.size()));
}

void StructOverlayTest::stops_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("stopped");
    const auto row = [](const char* name, const char* text, const char* content, const char* stopped) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(content) << QByteArray(stopped);
    };
    row("negative length", "struct a { int8_t n; char b[n]; int c; };", "\xfd", "b: its length is -3");
    row("length past the end", "struct a { char x[4]; uint8_t n; char b[n]; };", "\1\1",
        "b: its length lies past the end");
    row("divided by nothing", "struct a { uint8_t n; char b[8 / (n - 1)]; };", "\1",
        "b: its length can\u2019t be calculated");
    row("endless", "struct a { uint64_t n; struct { int x, y; } b[n]; };", "\xff\xff\xff\xff\xff\xff\xff\x7f",
        "b: 9223372036854775807 elements would be larger than any memory");
}

void StructOverlayTest::stops() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, content);
    const auto overlay =
        bytes::layOver(parse(text.constData()), bytesOf(content.toStdString()), std::uint64_t(content.size()));
    QTEST(QByteArray::fromStdString(overlay.stopped), "stopped");
}

void StructOverlayTest::knowsWhatIsNotRead() {
    const auto declaration = parse("le struct a { uint32_t b, c, d; };");
    const auto overlay = bytes::layOver(declaration, BYTES("\1\0\0\0\2\0"), 10);
    QCOMPARE(overlay.fields.size(), std::size_t{3});
    QCOMPARE(overlay.fields[0].text, std::string("1"));
    QVERIFY(overlay.fields[0].state == FieldState::Known);
    QVERIFY(overlay.fields[1].state == FieldState::Unread);
    QVERIFY(overlay.fields[2].state == FieldState::Outside);
    QVERIFY(overlay.fields[1].text.empty() && overlay.fields[2].text.empty());
    QCOMPARE(overlay.extent, std::uint64_t{12});
}

void StructOverlayTest::asksForWhatALengthNeeds() {
    const auto declaration = parse("le struct a { char head[100]; uint16_t n; char b[n]; };");
    std::vector<std::byte> content(4096);
    content[100] = std::byte{0xe8};
    content[101] = std::byte{0x03};
    const auto blind = bytes::layOver(declaration, {}, content.size());
    QCOMPARE(blind.extent, std::uint64_t{102});
    QCOMPARE(blind.stopped, std::string("b: its length is not read yet"));
    const auto seeing = bytes::layOver(declaration, std::span(content).first(102), content.size());
    QCOMPARE(seeing.extent, std::uint64_t{1102});
    QVERIFY(seeing.stopped.empty());
}

void StructOverlayTest::staysBounded_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("1 GiB of text") << QByteArray("struct a { char b[1 << 30]; int c; };");
    QTest::newRow("1 Gi of numbers") << QByteArray("struct a { int b[1 << 30]; int c; };");
    QTest::newRow("structs") << QByteArray(
        "struct a { struct { int x; struct { char z[5]; } y[1000]; } b[1 << 20]; };");
    QTest::newRow("2^32 of a length") << QByteArray("le struct a { uint32_t n; double b[n]; };");
    QTest::newRow("2^32 of what has a length")
        << QByteArray("le struct a { uint32_t n; struct { uint8_t k; char c[k]; } b[n]; };");
    QTest::newRow("of nothing") << QByteArray("le struct a { uint32_t n; struct { char c[0]; } b[n]; };");
    QTest::newRow("lengths in lengths") << QByteArray(
        "le struct a { uint32_t n; struct { struct { struct { char c[n & 1]; } b[n]; } b[n]; } b[n]; };");
    QByteArray many = "struct a0 { char c; };";
    for (int i = 1; i < 14; ++i)
        many += QByteArray("struct a%1 { struct a%2 b[8]; };")
                    .replace("%1", QByteArray::number(i))
                    .replace("%2", QByteArray::number(i - 1));
    QTest::newRow("eight times eight times") << many;
    QByteArray deep = "struct a { uint8_t n;" + QByteArray("struct {").repeated(12) + "char c[n];";
    for (int i = 0; i < 12; ++i)
        deep += QByteArray("} b") + QByteArray::number(i) + "[2];";
    QTest::newRow("two times two times") << deep + "};";
}

void StructOverlayTest::staysBounded() {
    QFETCH(QByteArray, text);
    const auto declaration = parse(text.constData());
    const std::vector<std::byte> content(4096, std::byte{0xff});
    const std::clock_t begin = std::clock();
    const auto overlay = bytes::layOver(declaration, content, std::uint64_t{1} << 40U);
    // Of this process's own time, and far from what it takes also under a sanitizer
    QVERIFY(std::clock() - begin < 5 * CLOCKS_PER_SEC);
    QVERIFY(overlay.fields.size() <= bytes::OverlayBounds().fields);
    std::size_t total = 0;
    for (const auto& field : overlay.fields)
        total += field.text.size() + field.type.size() + field.name.size();
    QVERIFY(total < std::size_t{4} * 1024 * 1024);
}

void StructOverlayTest::previews_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("preview"); // empty: none
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* name, const char* text, std::string_view content, const char* preview, bool fits) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(content.data(), qsizetype(content.size()))
                            << QByteArray(preview) << fits;
    };
    using namespace std::literals;
    const char* const job = "le struct job { uint32_t id; uint8_t prio; uint16_t n; char what[n]; };";
    row("all of it", job, "\x4d\0\0\0\3\0\2\0hi\0\0"sv, "struct job { id=77, prio=3, n=2, what=\"hi\" }", true);
    row("more than it", job, "\x4d\0\0\0\3\0\2\0hi\0\0!"sv, "struct job { id=77, prio=3, n=2, what=\"hi\" }", false);
    row("too short", job, "\x4d\0\0\0\3\0\2\0h"sv, "", false);
    row("nothing", job, ""sv, "", false);
    row("in one another", "struct a { struct { int8_t x, y; } p[2]; int8_t q[3]; };", "\1\2\3\4\5\6\7"sv,
        "struct a { p={{x=1, y=2}, {x=3, y=4}}, q={5, 6, 7} }", true);
    row("anonymous", "struct a { int8_t b; struct { int8_t c; }; };", "\1\2"sv, "struct a { b=1, {c=2} }", true);
    row("without a name", "typedef struct { int8_t b; } point_t;", "\1"sv, "point_t { b=1 }", true);
    row("cut", "struct a { char one[40], two[40], three[40], four[40]; };",
        std::string_view(QByteArray(160, 'x').constData(), 160),
        "struct a { one=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\", "
        "two=\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\", \u2026}",
        true);
}

void StructOverlayTest::previews() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, preview);
    const auto bytes = bytesOf(content.toStdString());
    const auto got = bytes::previewOf(parse(text.constData()), bytes, bytes.size(), 120);
    QCOMPARE(got.has_value(), !preview.isEmpty());
    if (!got) return;
    QCOMPARE(QByteArray::fromStdString(got->text), preview);
    QTEST(got->fits, "fits");
}

void StructOverlayTest::encodes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("hex"); // empty: refused
    const auto row = [](const char* name, const char* text, const char* typed, const char* hex) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(typed) << QByteArray(hex);
    };
    row("number", "struct a { be uint32_t b; };", "48 213", "0000bc55");
    row("number, too large", "struct a { uint16_t b; };", "65536", "");
    row("double", "struct a { be double b; };", "0.1", "3fb999999999999a");
    row("bool", "struct a { bool b; };", "true", "01");
    row("enum by name", "struct a { enum : uint8_t { red, blue = 7 } b; };", "blue", "07");
    row("enum as shown", "struct a { enum : uint8_t { red, blue = 7 } b; };", "blue (7)", "07");
    row("enum by number", "struct a { enum : uint8_t { red, blue = 7 } b; };", "9", "09");
    row("enum, unknown", "struct a { enum : uint8_t { red, blue = 7 } b; };", "green", "");
    row("letter", "struct a { char b; };", "'A'", "41");
    row("letter as shown", "struct a { char b; };", "65 'A'", "41");
    row("pointer", "struct a { le void *b; };", "0x10", "1000000000000000");
    row("null", "struct a { void *b; };", "NULL", "0000000000000000");
    row("text", "struct a { char b[4]; };", "\"hi\"", "68690000");
    row("text without quotes", "struct a { char b[4]; };", "h\\n", "680a0000");
    row("text, too long", "struct a { char b[4]; };", "hello", "");
    row("hex", "struct a { uint8_t b[3]; };", "00 ff 10", "00ff10");
    row("hex, too short", "struct a { uint8_t b[3]; };", "00 ff", "");
    row("bits", "struct a { uint8_t b : 3; };", "1", "");
    row("a struct", "struct a { struct { int c; } b; };", "1", "");
    row("a mutex", "struct a { pthread_mutex_t b; };", "1", "");
}

void StructOverlayTest::encodes() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, typed);
    const auto declaration = parse(text.constData());
    const std::vector<std::byte> zeros(64);
    const auto overlay = bytes::layOver(declaration, zeros, zeros.size());
    const auto encoded = bytes::encodeField(declaration, overlay.fields.front(), typed.toStdString());
    QByteArray hex;
    if (encoded) hex = QByteArray(reinterpret_cast<const char*>(encoded->data()), qsizetype(encoded->size())).toHex();
    QTEST(hex, "hex");
    if (!encoded) QVERIFY(!encoded.error().reason.empty());
}

void StructOverlayTest::fillsAWholeStruct() {
    const auto declaration =
        parse("le struct job { uint32_t id; char who[6]; enum : uint16_t { low, high } prio; double d; };");
    std::vector<std::byte> content(*declaration.size());
    for (const auto& [name, typed] : {std::pair{"id", "77"}, {"who", "anna"}, {"prio", "high"}, {"d", "0.5"}}) {
        for (const auto& field : bytes::layOver(declaration, content, content.size()).fields) {
            if (field.name != name) continue;
            const auto encoded = bytes::encodeField(declaration, field, typed);
            QVERIFY(encoded && encoded->size() == field.size);
            std::copy(encoded->begin(), encoded->end(), content.begin() + static_cast<std::ptrdiff_t>(field.offset));
        }
    }
    QCOMPARE(bytes::previewOf(declaration, content, content.size())->text,
             std::string("struct job { id=77, who=\"anna\", prio=high (1), d=0.5 }"));
}

IPCLENS_TEST_MAIN(StructOverlayTest)

#include "struct_overlay_test.moc"
