// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/byte_text.h"
#include "tests/support/test_main.h"
#include "ui/models/payload.h"

#include <QObject>
#include <QTest>

#include <string>
#include <string_view>

using namespace ipclens::ui::payload;
using ipclens::testing::bytesOf;

namespace {

QByteArray raw(const char* text, qsizetype size) {
    return {text, size};
}

std::vector<std::byte> bytesOfArray(const QByteArray& text) {
    return bytesOf(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
}

} // namespace

class PayloadTest : public QObject {
    Q_OBJECT

private slots:
    void tellsFormsApart_data();
    void tellsFormsApart();
    void takesEveryBeginningOfJsonAsJson();
    void previews_data();
    void previews();
    void cutsLongPreviews();
    void keepsLinesInText();
    void indentsWithoutChangingWhatWasSent();
    void survivesDeepNesting();
    void dumps();
    void parsesHex_data();
    void parsesHex();
    void refusesHex_data();
    void refusesHex();
    void comesBackFromItsOwnHex();
    void readsTheChosenStructFirst();
};

void PayloadTest::tellsFormsApart_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<int>("form");
    const auto row = [](const char* name, const QByteArray& bytes, bool whole, Form form) {
        QTest::newRow(name) << bytes << whole << static_cast<int>(form);
    };
    row("empty", {}, true, Form::Empty);
    row("text", "hello\tworld\n", true, Form::Text);
    row("a C string", raw("hello\0", 6), true, Form::Text);
    row("two NULs", raw("PING\0\0", 6), true, Form::Binary);
    row("one NUL", raw("\0", 1), true, Form::Binary);
    row("umlauts",
        "Stra\xc3\x9f"
        "e",
        true, Form::Text);
    row("half a character at the end", "Stra\xc3", true, Form::Binary);
    row("half a character where more follows", "Stra\xc3", false, Form::Text);
    row("overlong slash", "\xc0\xaf", true, Form::Binary);
    row("a surrogate", "\xed\xa0\x80", true, Form::Binary);
    row("past U+10FFFF", "\xf4\x90\x80\x80", true, Form::Binary);
    row("escape sequence", "\x1b[2J", true, Form::Binary);
    row("C1",
        "\xc2\x9b"
        "2J",
        true, Form::Binary);
    row("object", R"({"order": 1042})", true, Form::Json);
    row("array", " [1, 2]\n", true, Form::Json);
    row("object of C", raw("{}\0", 3), true, Form::Json);
    row("a number is text", "42", true, Form::Text);
    row("no JSON", "{order}", true, Form::Text);
    row("two objects", "{}{}", true, Form::Text);
    row("a beginning, where it is all", R"({"order": )", true, Form::Text);
    row("wrong in the beginning", R"({"order" 1, )", false, Form::Text);
}

void PayloadTest::tellsFormsApart() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, whole);
    QFETCH(int, form);
    QCOMPARE(static_cast<int>(formOf(bytesOfArray(bytes), whole)), form);
}

void PayloadTest::takesEveryBeginningOfJsonAsJson() {
    const std::string json = R"({"a": [true, null, -1.5e3], "b\n": "x\u00e9)"
                             "\xc3\xa9"
                             R"(", "c": {"d": []}})";
    for (std::size_t length = 1; length < json.size(); ++length)
        QVERIFY2(formOf(bytesOf(std::string_view(json).substr(0, length)), false) == Form::Json,
                 json.substr(0, length).c_str());
}

void PayloadTest::previews_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QString>("line");
    QTest::newRow("plain") << QByteArray("plain") << true << "plain";
    QTest::newRow("more follows") << QByteArray("plain") << false << QString::fromUtf8("plain…");
    QTest::newRow("lines") << QByteArray("a\r\n\tb") << true << R"(a\r\n\tb)";
    QTest::newRow("controls") << raw("\x1b[0m\0\x7f", 6) << true << R"(\x1b[0m\x00\x7f)";
    QTest::newRow("C1") << QByteArray("\xc2\x9b") << true << R"(\u009b)";
    QTest::newRow("no UTF-8") << QByteArray("a\xff\xc3") << true << R"(a\xff\xc3)";
    QTest::newRow("turned direction") << QByteArray("a\xe2\x80\xae") << true << R"(a\u202e)";
    QTest::newRow("line separator") << QByteArray("a\xe2\x80\xa8") << true << R"(a\u2028)";
    QTest::newRow("markup is text") << QByteArray("<b>&amp;") << true << "<b>&amp;";
}

void PayloadTest::previews() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, whole);
    QFETCH(QString, line);
    QCOMPARE(preview(bytesOfArray(bytes), whole), line);
}

void PayloadTest::cutsLongPreviews() {
    QCOMPARE(preview(bytesOf(std::string(300, 'x')), true, 10), QString(10, QLatin1Char('x')) + QChar(0x2026));
    QCOMPARE(preview(bytesOf(std::string(10, 'x')), true, 10), QString(10, QLatin1Char('x')));
}

void PayloadTest::keepsLinesInText() {
    QCOMPARE(asText(bytesOf("a\n\tb\x1b")), QStringLiteral("a\n\tb\\x1b"));
}

void PayloadTest::indentsWithoutChangingWhatWasSent() {
    // The order, a number that no double holds, an escaped quote and brackets in strings
    const std::string sent =
        "{\"z\":12345678901234567890.10,\"a\":[1,{}, [ ]],\"s\":\"\\\"{[,:\" , \"e\":{\"f\":null}}";
    const QString lines =
        QStringLiteral("{\n  \"z\": 12345678901234567890.10,\n  \"a\": [\n    1,\n    {},\n    []\n  ],\n"
                       "  \"s\": \"\\\"{[,:\",\n  \"e\": {\n    \"f\": null\n  }\n}");
    QCOMPARE(prettyJson(bytesOf(sent)), lines);
    QCOMPARE(prettyJson(bytesOf("[]")), QStringLiteral("[]"));
    QVERIFY(!prettyJson(bytesOf("plain")));
    QVERIFY(!prettyJson(bytesOf("[1,")));
}

void PayloadTest::survivesDeepNesting() {
    const std::string deep = std::string(20000, '[') + std::string(20000, ']');
    const auto pretty = prettyJson(bytesOf(deep));
    QVERIFY(pretty.has_value());
    QVERIFY(pretty->size() < 100 * 40000);
}

void PayloadTest::dumps() {
    QCOMPARE(hexDump(bytesOf(std::string_view("frame\0\x7f\xffU0123456x", 17))),
             QString::fromUtf8("00000000  66 72 61 6d 65 00 7f ff  55 30 31 32 33 34 35 36  frame···U0123456\n"
                               "00000010  78                                                x"));
    QCOMPARE(hexDump({}), QString());
    QCOMPARE(hexDump(bytesOf("frame"), 4), QStringLiteral("00000000  66 72 61 6d  fram\n00000004  65           e"));
    for (const std::size_t columns : {4U, 8U, 16U})
        QCOMPARE(static_cast<std::size_t>(hexDump(bytesOf(std::string(columns, 'x')), columns).size()),
                 hexDumpWidth(columns));
}

void PayloadTest::parsesHex_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray two = raw("\x01\xff", 2);
    QTest::newRow("nothing") << "" << QByteArray();
    QTest::newRow("spaces") << " 01 ff\n" << two;
    QTest::newRow("joined") << "01FF" << two;
    QTest::newRow("prefixes") << "0x01, 0Xff" << two;
    QTest::newRow("a prefix of several") << "0x01ff" << two;
    QTest::newRow("colons") << "01:ff" << two;
}

void PayloadTest::parsesHex() {
    QFETCH(QString, typed);
    QFETCH(QByteArray, bytes);
    const auto parsed = parseHex(typed);
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error()));
    QVERIFY(*parsed == bytesOfArray(bytes));
}

void PayloadTest::refusesHex_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("why");
    QTest::newRow("letter") << "01 0g" << QString::fromUtf8("“g” at place 5 is no hex digit");
    QTest::newRow("first letter") << "zz" << QString::fromUtf8("“z” at place 1 is no hex digit");
    QTest::newRow("half a byte") << "01 f" << QString::fromUtf8("a byte has two digits: “f” at place 4 has one");
    QTest::newRow("half a byte between") << "1 22"
                                         << QString::fromUtf8("a byte has two digits: “1” at place 1 has one");
    QTest::newRow("prefix alone") << "01 0x"
                                  << "two digits must follow the last 0x";
    QTest::newRow("prefix within") << "010x02" << QString::fromUtf8("“x” at place 4 is no hex digit");
}

void PayloadTest::refusesHex() {
    QFETCH(QString, typed);
    QFETCH(QString, why);
    const auto parsed = parseHex(typed);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error(), why);
}

void PayloadTest::comesBackFromItsOwnHex() {
    std::vector<std::byte> all;
    for (int value = 0; value < 256; ++value)
        all.push_back(static_cast<std::byte>(value));
    QVERIFY(parseHex(toHex(all)) == all);
}

void PayloadTest::readsTheChosenStructFirst() {
    const auto chosen = ipclens::bytes::StructDeclaration::parse("struct pair { char a[4]; char b[3]; };");
    QVERIFY(chosen);
    const auto formOfText = [&](std::string_view text, bool withStruct) {
        return read(bytesOf(text), text.size(), withStruct ? &*chosen : nullptr).form;
    };
    // What is JSON as well, and text as well
    QVERIFY(formOfText("{\"a\":1}", false) == Form::Json);
    QVERIFY(formOfText("[1,2,3]", true) == Form::Struct);
    QVERIFY(formOfText("letters", true) == Form::Struct);
    QCOMPARE(read(bytesOf("letters"), 7, &*chosen).preview, QString("pair { a=\"lett\", b=\"ers\" }"));
    // Where it takes all bytes and no more; then as ever
    QVERIFY(formOfText("{\"a\":12}", true) == Form::Json);
    QVERIFY(formOfText("letter", true) == Form::Text);
    QVERIFY(formOfText("\xff\xfe\xfd", true) == Form::Binary);
    QVERIFY(formOfText("", true) == Form::Empty);
    // Of a long message the beginning is known, and the size
    const auto large = ipclens::bytes::StructDeclaration::parse("struct large { char a[4]; char rest[996]; };");
    const auto reading = read(bytesOf("name.."), 1000, &*large);
    QVERIFY(reading.form == Form::Struct);
    QVERIFY2(reading.preview.startsWith("large { a=\"name\""), qPrintable(reading.preview));
    QVERIFY(read(bytesOf("name.."), 999, &*large).form == Form::Text);
}

IPCLENS_TEST_MAIN(PayloadTest)
#include "payload_test.moc"
