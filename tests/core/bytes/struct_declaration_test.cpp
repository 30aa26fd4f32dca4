// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/struct_overlay.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>

using namespace ipclens;

namespace {

std::string repeated(const char* text, int count) {
    return QByteArray(text).repeated(count).toStdString();
}

} // namespace

class StructDeclarationTest : public QObject {
    Q_OBJECT

private slots:
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void understands_data();
    void understands();
    void sharesNoLargeCopies();
    void takesTheSeeds();
};

void StructDeclarationTest::saysWhatIsWrong_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const std::string& text, const char* message) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(message);
    };
    row("nothing", "", "1:1: no struct is declared here");
    row("only a comment", "// struct a { int b; };\n", "2:1: no struct is declared here");
    row("unknown type", "struct a {\n    uint23_t b;\n};", "2:5: there is no type ‘uint23_t’");
    row("no name", "struct a { int; };", "1:12: this field has no name");
    row("no semicolon", "struct a {\n int b\n int c;\n};", "3:2: ‘;’ is missing here, after a field");
    row("no end", "struct a { int b;", "1:10: this struct has no closing ‘}’");
    row("a variable", "struct a { int b; } c;", "1:21: a ‘;’ is missing before this: only types are declared here");
    row("a field outside", "int a;", "1:1: a field stands in a struct: struct name { … };");
    row("empty", "struct a { };", "1:10: a struct has at least one field");
    row("twice", "struct a { int b; char b; };", "1:24: ‘b’ is declared twice");
    row("twice, within", "struct a { int b; struct { char b; }; };", "1:19: ‘b’ is declared twice");
    row("struct twice", "struct a { int b; }; struct a { int c; };", "1:29: ‘struct a’ is declared twice");
    row("not declared", "struct a { struct b c; };", "1:21: ‘struct b’ is not declared before");
    row("holds itself", "struct a { struct a b; };", "1:21: ‘struct a’ can’t hold itself, only a pointer to itself");
    row("array of itself", "struct a { int x; struct a b[2]; };",
        "1:29: ‘struct a’ can’t hold itself, only a pointer to itself");
    row("declared within itself", "struct a { struct a { int b; } c; };", "1:19: ‘struct a’ is declared within itself");
    row("no field before", "struct a { char b[n]; uint8_t n; };", "1:19: there is no earlier field ‘n’");
    row("length is a text", "struct a { char n[2]; char b[n]; };", "1:30: ‘n’ is no whole number");
    row("no such inner field", "struct a { struct { int x; } n; char b[n.y]; };", "1:42: there is no field ‘y’ in it");
    row("negative length", "struct a { char b[2 - 3]; };", "1:19: an array can’t have -1 elements");
    row("divided by nothing", "struct a { char b[2 / 0]; };", "1:19: this can’t be calculated");
    row("too large", "struct a { int b[1 << 30][1 << 30]; };", "1:17: this array is larger than any memory");
    row("too large together", "struct a { char b[1 << 46], c[1 << 46], d; };",
        "1:10: this struct is larger than any memory");
    row("number too large", "struct a { char b[99999999999999999999]; };", "1:19: this number is too large");
    row("wide bit field", "struct a { uint8_t b : 9; };", "1:24: ‘uint8_t’ has 8 bits");
    row("bits of a float", "struct a { float b : 3; };", "1:18: a bit field is of a whole number, bool or an enum");
    row("named no bits", "struct a { int b : 0; };", "1:20: a bit field of no bits has no name");
    row("bits of two orders", "struct a { be uint8_t b : 4; le uint8_t c : 4; };",
        "1:10: bit fields side by side need the same byte order");
    row("after all that follows", "struct a { char b[]; int c; };",
        "1:26: ‘b’ takes all bytes that follow: nothing can stand after it");
    row("function pointer", "struct a { int (*b)(void); };",
        "1:16: pointers to functions are not understood: write void *name");
    row("void", "struct a { void b; };", "1:12: void has no bytes");
    row("words", "struct a { unsigned double b; };", "1:12: these words together are no type");
    row("alignment", "struct a { alignas(3) int b; };", "1:19: an alignment is 1, 2, 4 … 65536");
    row("attribute", "struct a { int b __attribute__((deprecated)); };",
        "1:33: of all attributes only packed and aligned(N) are understood");
    row("directive", "#if X\n", "1:2: only #define, #pragma pack and #include are understood");
    row("pack", "#pragma pack(3)\n", "1:14: pack takes 1, 2, 4, 8 or 16");
    row("pop", "#pragma pack(pop)\n", "1:14: nothing was pushed before this pop");
    row("comment", "struct a { /* int b; };", "1:12: this comment has no end");
    row("sign", "struct a { int b?; };", "1:17: ‘?’ has no meaning here");
    row("hostile sign", "struct a { int b\x1b; };", "1:17: ‘\\x1b’ has no meaning here");
    row("half a character", "struct a { int b\xc3; };", "1:17: ‘\\xc3’ has no meaning here");
    row("column counts characters", "struct a { /* \u00e9\U0001f600 */ foo b; };", "1:21: there is no type ‘foo’");
    row("enum beyond its type", "enum a : uint8_t { b = 256 };", "1:1: a value of this enum is beyond ‘uint8_t’");
    row("empty enum", "struct a { enum b { } c; };", "1:23: an enum has at least one value");
    row("a field as a value", "struct a { int b; enum { c = b } d; };", "1:30: a value of an enum can’t be a field");
    row("deep", repeated("struct {", 200), "1:264: more than 32 structs in one another");
    row("deep expression", "struct a { char b[" + repeated("(", 200), "1:52: this is nested too deep");
    row("long expression", "struct a { char b[1" + repeated("+1", 200), "1:82: this is too long to be calculated");
    row("many fields", "struct a {" + repeated("int:1;", 5000), "1:24590: more than 4096 fields");
    row("long name", "struct " + repeated("a", 65), "1:8: a name has at most 64 characters");
    row("long text", repeated(" ", 65537), "1:65537: a declaration has at most 64 KiB of text");
}

void StructDeclarationTest::saysWhatIsWrong() {
    QFETCH(QByteArray, text);
    const auto declaration = bytes::StructDeclaration::parse(text.toStdString());
    QVERIFY(!declaration);
    QTEST(QByteArray::fromStdString(declaration.error().message()), "message");
    QVERIFY(declaration.error().offset <= static_cast<std::size_t>(text.size()));
}

void StructDeclarationTest::understands_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("size"); // -1: as the bytes say
    const auto row = [](const char* name, const char* text, const char* root, int size) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(root) << size;
    };
    row("the last one", "struct a { int b; }; struct c { struct a d[2]; char e; };", "struct c", 12);
    row("typedef of none", "typedef struct { int b; } point_t, *point_p;", "point_t", 4);
    row("typedef of one", "typedef struct p { int b; } point_t; struct q { point_t a; p b; struct p c; };", "struct q",
        12);
    row("typedefs", "typedef unsigned char u8; typedef u8 mac_t[6]; struct a { mac_t from, to; };", "struct a", 12);
    row("a type of its own", "struct timespec { char x; }; struct a { struct timespec t; };", "struct a", 1);
    row("guards", "#ifndef_x", "", -2);
    row("constants", "#include <stdint.h>\n#define N 4\n#define M (N * 2) // all\nstruct a { char b[N + M - 1]; };",
        "struct a", 11);
    row("enumerators", "enum { few = 3, more }; struct a { char b[more]; };", "struct a", 4);
    row("sizeof", "struct a { int b; char c[sizeof(double) - sizeof(struct timeval) / 4]; };", "struct a", 8);
    row("qualifiers", "struct a { const volatile uint32_t b; _Atomic int c; char *const d; };", "struct a", 16);
    row("hex and characters", "struct a { char b['\\n' + 0x10 + 0b11 + 010UL]; };", "struct a", 37);
    row("our words as names", "struct a { uint8_t be, le, packed; };", "struct a", 3);
    row("orders", "be struct a { uint16_t b; le uint16_t c; __be32 d; };", "struct a", 8);
    row("length in a field", "struct a { uint8_t n; char b[n]; };", "struct a", -1);
    row("length outside", "struct a { uint8_t n; struct { struct { char c[n]; } b; } d; };", "struct a", -1);
    row("pointer to what nobody knows", "struct a { struct b *c; foo_t *d; };", "struct a", 16);
    row("precedence", "struct a { char b[2 + 3 * 4 - 1 << 1 | 1 & 3 ^ 2]; };", "struct a", 27);
    row("unary", "struct a { char b[-(-3) + ~-5]; };", "struct a", 7);
}

void StructDeclarationTest::understands() {
    QFETCH(QByteArray, text);
    QFETCH(int, size);
    const auto declaration = bytes::StructDeclaration::parse(text.toStdString());
    if (size == -2) {
        QVERIFY(!declaration);
        return;
    }
    QVERIFY2(declaration, declaration ? "" : declaration.error().message().c_str());
    QTEST(QByteArray::fromStdString(std::string(declaration->name())), "name");
    QCOMPARE(declaration->size().has_value(), size >= 0);
    if (size >= 0) QCOMPARE(*declaration->size(), static_cast<std::uint64_t>(size));
}

/// A short text that names a large struct often costs no more than one of it.
void StructDeclarationTest::sharesNoLargeCopies() {
    std::string text = "struct big {" + repeated("char:1;", 4000) + "};";
    for (int i = 0; i < 2000; ++i)
        text += "typedef big t" + std::to_string(i) + ';';
    const auto declaration = bytes::StructDeclaration::parse(text);
    QVERIFY2(declaration, declaration ? "" : declaration.error().message().c_str());
    QCOMPARE(*declaration->size(), std::uint64_t{500});
}

/// What the fuzzer begins with: each is a declaration, a NUL, and bytes.
void StructDeclarationTest::takesTheSeeds() {
    const QDir folder(QFINDTESTDATA("data/structs"));
    QVERIFY(folder.entryList(QDir::Files).size() >= 6);
    for (const QString& name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        const qsizetype end = all.indexOf('\0');
        const auto declaration = bytes::StructDeclaration::parse(all.left(end).toStdString());
        QVERIFY2(declaration, qPrintable(name));
        const auto content = std::as_bytes(std::span(all.constData(), static_cast<std::size_t>(all.size())));
        const auto overlay =
            bytes::layOver(*declaration, content.subspan(static_cast<std::size_t>(end) + 1), 1U << 30U);
        QVERIFY(!overlay.fields.empty());
    }
}

IPCLENS_TEST_MAIN(StructDeclarationTest)

#include "struct_declaration_test.moc"
