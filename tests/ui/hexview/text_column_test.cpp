// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/hexview/text_column.h"

#include <QTest>

#include <string>

using ipclens::ui::TextCell;
using ipclens::ui::textCellOf;
using ipclens::ui::TextCoding;

namespace {

/// What stands in the cells of these bytes: characters, "." for a dot, "_" where one before goes on.
QString shown(const QByteArray& bytes, TextCoding coding) {
    const auto byteAt = [&bytes](std::uint64_t offset) {
        const auto place = static_cast<qsizetype>(offset);
        return place < bytes.size() ? std::optional(static_cast<std::byte>(bytes[place])) : std::nullopt;
    };
    QString text;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const TextCell cell = textCellOf(byteAt, static_cast<std::uint64_t>(i), coding);
        switch (cell.kind) {
        case TextCell::Kind::Character: text += QString::fromUcs4(&cell.character, 1); break;
        case TextCell::Kind::Continued: text += '_'; break;
        case TextCell::Kind::Dot: text += '.'; break;
        }
    }
    return text;
}

} // namespace

class TextColumnTest : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void beginsAnywhere();
};

void TextColumnTest::reads_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("ascii");
    QTest::addColumn<QString>("utf8");
    QTest::addColumn<QString>("latin1");
    const auto row = [](const char* name, const QByteArray& bytes, const QString& ascii, const QString& utf8,
                        const QString& latin1) { QTest::newRow(name) << bytes << ascii << utf8 << latin1; };
    row("plain", "a Z~", "a Z~", "a Z~", "a Z~");
    row("controls", QByteArray("\0\x1b\n\x7f", 4), "....", "....", "....");
    row("two bytes", "\xc3\xa9", "..", QString(QChar(0xe9)) + "_", QString::fromLatin1("\xc3\xa9"));
    row("three", "\xe2\x82\xac!", "...!", QString(QChar(0x20ac)) + "__!", QString::fromLatin1("\xe2.\xac!"));
    row("four", "\xf0\x9d\x84\x9e", "....", QString::fromUtf8("\xf0\x9d\x84\x9e") + "___",
        QString::fromLatin1("\xf0..."));
    row("broken", "\xc3(\xa9", ".(.", ".(.", QString::fromLatin1("\xc3(\xa9"));
    row("cut off", "a\xe2\x82", "a..", "a..", QString::fromLatin1("a\xe2."));
    row("overlong", "\xc0\xaf\xe0\x80\xaf", ".....", ".....", QString::fromLatin1("\xc0\xaf\xe0.\xaf"));
    row("half a pair", "\xed\xa0\x80", "...", "...", QString::fromLatin1("\xed.."));
    row("past the last", "\xf4\x90\x80\x80", "....", "....", QString::fromLatin1("\xf4..."));
    row("turns text", "\xe2\x80\xae", "...", "...", QString::fromLatin1("\xe2.\xae"));
    row("joins the one before", "e\xcc\x81", "e..", "e..", QString::fromLatin1("e\xcc."));
    row("spaces that look like another", "\xc2\xa0", "..", "..", QString::fromLatin1("\xc2."));
}

void TextColumnTest::reads() {
    QFETCH(QByteArray, bytes);
    QTEST(shown(bytes, TextCoding::Ascii), "ascii");
    QTEST(shown(bytes, TextCoding::Utf8), "utf8");
    QTEST(shown(bytes, TextCoding::Latin1), "latin1");
}

void TextColumnTest::beginsAnywhere() {
    // The beginning of the character is not known: what follows is no character
    const QByteArray bytes("\xe2\x82\xac");
    const auto fromSecond = [&bytes](std::uint64_t offset) {
        return offset == 0 || offset > 2 ? std::nullopt
                                         : std::optional(static_cast<std::byte>(bytes[static_cast<qsizetype>(offset)]));
    };
    QCOMPARE(textCellOf(fromSecond, 1, TextCoding::Utf8), TextCell{});
    QCOMPARE(textCellOf(fromSecond, 2, TextCoding::Utf8), TextCell{});
}

QTEST_GUILESS_MAIN(TextColumnTest)

#include "text_column_test.moc"
