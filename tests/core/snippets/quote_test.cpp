// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/quote.h"

#include <QTest>

using namespace ipclens::snippets;
using namespace std::string_view_literals;

class QuoteTest : public QObject {
    Q_OBJECT

private slots:
    void cLiterals();
    void pythonLiterals();
    void shellWords();
};

void QuoteTest::cLiterals() {
    QCOMPARE(cLiteral(bytesOf("say \"hi\"\\"), 4), std::string(R"("say \"hi\"\\")"));
    QCOMPARE(cLiteral(bytesOf("what?\?/"), 4), std::string(R"("what\?\?/")"));
    QCOMPARE(cLiteral(bytesOf("\0011f\0\xff"sv), 4), std::string(R"("\0011f\000\377")"));
    QCOMPARE(cLiteral(bytesOf("a\nb"), 2), std::string("\"a\\n\"\n  \"b\""));
    QCOMPARE(cLiteral({}, 4), std::string(R"("")"));
}

void QuoteTest::pythonLiterals() {
    QCOMPARE(pythonBytes(bytesOf("it's \"x\"\\\0\xc3\xa9"sv), 0), std::string(R"(b"it's \"x\"\\\x00\xc3\xa9")"));
    QCOMPARE(pythonBytes(bytesOf("a\nb"), 0), std::string("(\n    b\"a\\n\"\n    b\"b\"\n)"));
    QCOMPARE(pythonWord("plain 'word'"), std::string(R"("plain 'word'")"));
    QCOMPARE(pythonWord("\xff"), std::string(R"(b"\xff")"));
}

void QuoteTest::shellWords() {
    QCOMPARE(shellWord("msg:0x0000beef"), std::string("msg:0x0000beef"));
    QCOMPARE(shellWord(""), std::string("''"));
    QCOMPARE(shellWord("$(rm -rf /) `x` \"!\""), std::string("'$(rm -rf /) `x` \"!\"'"));
    QCOMPARE(shellWord("it's"), std::string(R"('it'\''s')"));
    QCOMPARE(shellWord("a\n'\\1"), std::string(R"($'a\012\047\1341')"));
    QCOMPARE(shellPrintf(bytesOf("100%\0'7\\"sv)), std::string(R"('100%%\000\0477\134')"));
}

QTEST_GUILESS_MAIN(QuoteTest)

#include "quote_test.moc"
