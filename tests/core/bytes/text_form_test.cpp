// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/bytes/text_form.h"

#include <QObject>
#include <QTest>

#include <string_view>
#include <vector>

using ipclens::bytes::TextForm;
using ipclens::bytes::toText;

namespace {

std::span<const std::byte> bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text));
}

constexpr std::string_view nasty{"a\"\\\0\x1b[2J\n\xff", 10};

} // namespace

class TextFormTest : public QObject {
    Q_OBJECT

private slots:
    void hexAndText();
    void cArray();
    void pythonBytes();
    void base64_data();
    void base64();
    void isAlwaysPrintable();
    void staysInItsBounds();
};

void TextFormTest::hexAndText() {
    QCOMPARE(toText(bytesOf("fr\n"), TextForm::Hex), std::string("66 72 0a"));
    QCOMPARE(toText(bytesOf("fr\n"), TextForm::Text), std::string("fr."));
    QCOMPARE(toText(bytesOf("fr\n"), TextForm::Dump, 0x1a60),
             std::string("00001a60  66 72 0a                                          fr.\n"));
    for (const TextForm form : {TextForm::Hex, TextForm::Text, TextForm::Dump, TextForm::Base64})
        QCOMPARE(toText({}, form), std::string());
}

void TextFormTest::cArray() {
    QCOMPARE(toText(bytesOf("fr\n"), TextForm::CArray),
             std::string("const unsigned char bytes[3] = {\n    0x66, 0x72, 0x0a,\n};\n"));
    const std::string two = toText(std::vector<std::byte>(13), TextForm::CArray);
    QCOMPARE(two, std::string("const unsigned char bytes[13] = {\n"
                              "    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,\n"
                              "    0x00,\n};\n"));
}

void TextFormTest::pythonBytes() {
    QCOMPARE(toText(bytesOf(nasty), TextForm::PythonBytes), std::string("b\"a\\\"\\\\\\x00\\x1b[2J\\x0a\\xff\""));
    QCOMPARE(toText({}, TextForm::PythonBytes), std::string("b\"\""));
    const std::string text(30, 'x');
    QCOMPARE(toText(bytesOf(text), TextForm::PythonBytes),
             "(\n    b\"" + std::string(24, 'x') + "\"\n    b\"" + std::string(6, 'x') + "\"\n)\n");
}

void TextFormTest::base64_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("text");
    // RFC 4648, section 10
    QTest::newRow("1") << QByteArray("f") << QByteArray("Zg==");
    QTest::newRow("2") << QByteArray("fo") << QByteArray("Zm8=");
    QTest::newRow("3") << QByteArray("foo") << QByteArray("Zm9v");
    QTest::newRow("6") << QByteArray("foobar") << QByteArray("Zm9vYmFy");
    QByteArray all;
    for (int i = 0; i < 256; ++i)
        all += static_cast<char>(i);
    QTest::newRow("all") << all << all.toBase64();
}

void TextFormTest::base64() {
    QFETCH(QByteArray, bytes);
    const auto text =
        toText(std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))), TextForm::Base64);
    QTEST(QByteArray::fromStdString(text), "text");
}

void TextFormTest::isAlwaysPrintable() {
    std::vector<std::byte> all;
    for (int i = 0; i < 256; ++i)
        all.push_back(static_cast<std::byte>(i));
    for (const TextForm form :
         {TextForm::Hex, TextForm::Text, TextForm::Dump, TextForm::CArray, TextForm::PythonBytes, TextForm::Base64}) {
        for (const char character : toText(all, form))
            QVERIFY(character == '\n' || (character >= ' ' && character <= '~'));
    }
}

void TextFormTest::staysInItsBounds() {
    const std::vector<std::byte> bytes(100'000, std::byte{0xff});
    for (const TextForm form :
         {TextForm::Hex, TextForm::Text, TextForm::Dump, TextForm::CArray, TextForm::PythonBytes, TextForm::Base64})
        QVERIFY(toText(bytes, form).size() <= bytes.size() * 7 + 100);
}

QTEST_GUILESS_MAIN(TextFormTest)

#include "text_form_test.moc"
