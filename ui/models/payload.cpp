// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/payload.h"

#include "core/bytes/struct_overlay.h"
#include "ui/models/json_text.h"

#include <QChar>

#include <algorithm>

namespace ipclens::ui::payload {
namespace {

/// From so many bytes a line on, it has a gap in its middle.
constexpr std::size_t gapFrom = 8;

struct Decoded {
    char32_t character = 0;
    std::size_t length = 0; ///< 0: no character begins here
    bool cut = false;       ///< what there is could go on as one
};

unsigned at(Bytes bytes, std::size_t index) {
    return std::to_integer<unsigned>(bytes[index]);
}

/// The UTF-8 sequence at the front (RFC 3629: no overlong form, no surrogate, nothing past U+10FFFF).
Decoded decode(Bytes bytes) {
    const unsigned lead = at(bytes, 0);
    if (lead < 0x80) return {.character = lead, .length = 1};
    std::size_t length = 0;
    if (lead >= 0xc2 && lead <= 0xdf) length = 2;
    if (lead >= 0xe0 && lead <= 0xef) length = 3;
    if (lead >= 0xf0 && lead <= 0xf4) length = 4;
    if (length == 0) return {};

    char32_t character = lead & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (i == bytes.size()) return {.cut = true};
        const unsigned next = at(bytes, i);
        unsigned lowest = 0x80;
        unsigned highest = 0xbf;
        if (i == 1 && lead == 0xe0) lowest = 0xa0;
        if (i == 1 && lead == 0xed) highest = 0x9f;
        if (i == 1 && lead == 0xf0) lowest = 0x90;
        if (i == 1 && lead == 0xf4) highest = 0x8f;
        if (next < lowest || next > highest) return {};
        character = (character << 6U) | (next & 0x3fU);
    }
    return {.character = character, .length = length};
}

bool isControl(char32_t character) {
    return character < 0x20 || (character >= 0x7f && character <= 0x9f);
}

/// Marks that end a line or turn the direction of what follows, and so could make a line lie.
bool misleads(char32_t character) {
    return character == 0x61c || character == 0x200e || character == 0x200f ||
           (character >= 0x2028 && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069) ||
           character == 0xfeff;
}

QString hexDigits(unsigned value, int width) {
    return QStringLiteral("%1").arg(value, width, 16, QLatin1Char('0'));
}

void appendEscaped(QString& out, char32_t character) {
    switch (character) {
    case U'\n': out += QLatin1String("\\n"); return;
    case U'\r': out += QLatin1String("\\r"); return;
    case U'\t': out += QLatin1String("\\t"); return;
    default: break;
    }
    if (character < 0x80) {
        out += QLatin1String("\\x") + hexDigits(static_cast<unsigned>(character), 2);
    } else {
        out += QLatin1String("\\u") + hexDigits(static_cast<unsigned>(character), 4);
    }
}

/// Appends the character or byte at the front; gives how many bytes that were.
std::size_t appendNext(QString& out, Bytes bytes, bool keepLines) {
    const Decoded next = decode(bytes);
    if (next.length == 0) {
        out += QLatin1String("\\x") + hexDigits(at(bytes, 0), 2);
        return 1;
    }
    const bool line = keepLines && (next.character == U'\n' || next.character == U'\t');
    if (!line && (isControl(next.character) || misleads(next.character))) {
        appendEscaped(out, next.character);
    } else {
        out += QString::fromUcs4(&next.character, 1);
    }
    return next.length;
}

bool isText(Bytes bytes, bool whole) {
    for (std::size_t i = 0; i < bytes.size();) {
        const Decoded next = decode(bytes.subspan(i));
        if (next.cut) return !whole;
        if (next.length == 0) return false;
        const bool lineEnd = next.character == U'\n' || next.character == U'\r' || next.character == U'\t';
        if (isControl(next.character) && !lineEnd) return false;
        i += next.length;
    }
    return true;
}

/// Without the NUL that ends a C string.
Bytes withoutTerminator(Bytes bytes) {
    if (bytes.size() > 1 && bytes.back() == std::byte{0}) return bytes.first(bytes.size() - 1);
    return bytes;
}

std::string_view charactersOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

int hexDigitOf(QChar character) {
    const char16_t c = character.unicode();
    if (c >= u'0' && c <= u'9') return c - u'0';
    if (c >= u'a' && c <= u'f') return c - u'a' + 10;
    if (c >= u'A' && c <= u'F') return c - u'A' + 10;
    return -1;
}

bool separatesBytes(QChar character) {
    return character.isSpace() || character == QLatin1Char(',') || character == QLatin1Char(':');
}

QString shownCharacter(QStringView typed, qsizetype index) {
    const QChar character = typed[index];
    if (character.isHighSurrogate() && index + 1 < typed.size()) return typed.mid(index, 2).toString();
    return character.isPrint() ? QString(character) : QStringLiteral("U+") + hexDigits(character.unicode(), 4);
}

} // namespace

Form formOf(Bytes bytes, bool whole) {
    if (bytes.empty()) return Form::Empty;
    const Bytes text = whole ? withoutTerminator(bytes) : bytes;
    if (!isText(text, whole)) return Form::Binary;
    return json::looksLikeDocument(charactersOf(text), whole) ? Form::Json : Form::Text;
}

QString formWord(Form form) {
    switch (form) {
    case Form::Empty: return QStringLiteral("empty");
    case Form::Text: return QStringLiteral("text");
    case Form::Json: return QStringLiteral("JSON");
    case Form::Struct: return QStringLiteral("struct");
    case Form::Binary: break;
    }
    return QStringLiteral("bytes");
}

QString preview(Bytes bytes, bool whole, int maxLength) {
    QString line;
    std::size_t used = 0;
    while (used < bytes.size() && line.size() < maxLength)
        used += appendNext(line, bytes.subspan(used), false);
    if (!whole || used < bytes.size()) line += QChar(0x2026);
    return line;
}

Reading read(Bytes bytes, std::uint64_t size, const bytes::StructDeclaration* chosen) {
    if (chosen != nullptr && size > 0) {
        const auto laid = bytes::previewOf(*chosen, bytes, size);
        if (laid && laid->fits) {
            // That it is a struct is said beside it
            const bool named = laid->text.starts_with("struct ") && !laid->text.starts_with("struct {");
            return {Form::Struct, QString::fromStdString(named ? laid->text.substr(7) : laid->text)};
        }
    }
    const bool whole = bytes.size() == size;
    return {formOf(bytes, whole), preview(bytes, whole)};
}

QString asText(Bytes bytes) {
    QString text;
    text.reserve(static_cast<qsizetype>(bytes.size()));
    for (std::size_t i = 0; i < bytes.size();)
        i += appendNext(text, bytes.subspan(i), true);
    return text;
}

std::optional<QString> prettyJson(Bytes bytes) {
    const Bytes text = withoutTerminator(bytes);
    if (!json::looksLikeDocument(charactersOf(text), true)) return std::nullopt;
    const std::string lines = json::indented(charactersOf(text));
    return asText(std::as_bytes(std::span(lines)));
}

std::size_t hexDumpWidth(std::size_t columns) {
    return 8 + 2 + columns * 3 + (columns >= gapFrom ? 1 : 0) + 1 + columns;
}

QString hexDump(Bytes bytes, std::size_t columns) {
    QString dump;
    const std::size_t lines = bytes.size() / columns + 1;
    dump.reserve(static_cast<qsizetype>(lines) * static_cast<qsizetype>(hexDumpWidth(columns) + 1));
    for (std::size_t begin = 0; begin < bytes.size(); begin += columns) {
        const Bytes line = bytes.subspan(begin, std::min(columns, bytes.size() - begin));
        dump += QStringLiteral("%1").arg(begin, 8, 16, QLatin1Char('0')) + QLatin1String("  ");
        QString text;
        for (std::size_t i = 0; i < columns; ++i) {
            if (columns >= gapFrom && i == columns / 2) dump += QLatin1Char(' ');
            if (i >= line.size()) {
                dump += QLatin1String("   ");
                continue;
            }
            const unsigned value = at(line, i);
            dump += hexDigits(value, 2) + QLatin1Char(' ');
            text += value >= 0x20 && value < 0x7f ? QChar(static_cast<char16_t>(value)) : QChar(0xb7);
        }
        dump += QLatin1Char(' ') + text + QLatin1Char('\n');
    }
    dump.chop(1);
    return dump;
}

QString toHex(Bytes bytes) {
    const auto raw =
        QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size()));
    return QString::fromLatin1(raw.toHex(' '));
}

tl::expected<std::vector<std::byte>, QString> parseHex(QStringView typed) {
    std::vector<std::byte> bytes;
    for (qsizetype i = 0; i < typed.size();) {
        if (separatesBytes(typed[i])) {
            ++i;
            continue;
        }
        const bool wordBegins = i == 0 || separatesBytes(typed[i - 1]);
        if (wordBegins && typed.mid(i, 2).compare(QLatin1String("0x"), Qt::CaseInsensitive) == 0) i += 2;
        const int high = i < typed.size() ? hexDigitOf(typed[i]) : -1;
        if (i == typed.size()) return tl::unexpected(QStringLiteral("two digits must follow the last 0x"));
        if (high < 0)
            return tl::unexpected(
                QStringLiteral("“%1” at place %2 is no hex digit").arg(shownCharacter(typed, i)).arg(i + 1));
        const int low = i + 1 < typed.size() ? hexDigitOf(typed[i + 1]) : -1;
        if (low < 0 && i + 1 < typed.size() && !separatesBytes(typed[i + 1])) {
            return tl::unexpected(
                QStringLiteral("“%1” at place %2 is no hex digit").arg(shownCharacter(typed, i + 1)).arg(i + 2));
        }
        if (low < 0)
            return tl::unexpected(
                QStringLiteral("a byte has two digits: “%1” at place %2 has one").arg(typed[i]).arg(i + 1));
        bytes.push_back(static_cast<std::byte>(high * 16 + low));
        i += 2;
    }
    return bytes;
}

std::vector<std::byte> bytesOfText(const QString& text) {
    const QByteArray utf8 = text.toUtf8();
    const auto* data = reinterpret_cast<const std::byte*>(utf8.constData());
    return {data, data + utf8.size()};
}

} // namespace ipclens::ui::payload
