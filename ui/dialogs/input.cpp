// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/input.h"

#include "core/posix/name.h"
#include "ui/models/words.h"

#include <QRegularExpression>
#include <QStringList>

#include <limits>

namespace ipclens::ui::input {
namespace {

constexpr std::int64_t largestValue = 32767; // SEMVMX
constexpr double longestSeconds = 366.0 * 24 * 3600;

QString quoted(const QString& typed) {
    return QStringLiteral("“%1”").arg(typed.size() > 24 ? typed.left(23) + QChar(0x2026) : typed);
}

QString between(std::int64_t least, std::int64_t most) {
    if (most == std::numeric_limits<std::int64_t>::max()) return QStringLiteral("%1 or more").arg(least);
    return QStringLiteral("%1 to %2").arg(least).arg(most);
}

/// `\xNN` becomes a byte, `\\` a backslash.
std::string withoutEscapes(const QString& text) {
    static const QRegularExpression escape(QStringLiteral("\\\\(?:\\\\|x([0-9a-fA-F]{2}))"));
    std::string bytes;
    qsizetype end = 0;
    for (auto found = escape.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        bytes += text.mid(end, match.capturedStart() - end).toStdString();
        const QString digits = match.captured(1);
        bytes += digits.isEmpty() ? '\\' : static_cast<char>(digits.toUInt(nullptr, 16));
        end = match.capturedEnd();
    }
    return bytes + text.mid(end).toStdString();
}

} // namespace

QString exampleName(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: break;
    case Kind::SharedMemory: return QStringLiteral("/frame-buffer");
    case Kind::MessageQueue: return QStringLiteral("/render-jobs");
    }
    return QStringLiteral("/render-lock");
}

Parsed<std::string> posixName(Kind kind, const QString& typed) {
    if (typed.isEmpty()) return tl::unexpected(QStringLiteral("a name is needed, such as %1").arg(exampleName(kind)));
    std::string name = withoutEscapes(typed);
    if (name.front() != '/') name.insert(name.begin(), '/');
    if (const auto checked = posix::checkName(kind, name); !checked)
        return tl::unexpected(words::line(checked.error().reason));
    return name;
}

Parsed<std::int64_t> number(const QString& typed, std::int64_t least, std::int64_t most) {
    const QString text = typed.trimmed();
    if (text.isEmpty()) return tl::unexpected(QStringLiteral("a number is needed: ") + between(least, most));
    const bool negative = text.startsWith(QLatin1Char('-'));
    const QString digits = negative ? text.mid(1) : text;
    const bool hex = digits.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    static const QRegularExpression decimalForm(QStringLiteral("^[0-9]+$"));
    static const QRegularExpression hexForm(QStringLiteral("^0[xX][0-9a-fA-F]+$"));
    if (!(hex ? hexForm : decimalForm).match(digits).hasMatch())
        return tl::unexpected(quoted(text) + QStringLiteral(" is no number (decimal, or hex after 0x)"));
    bool fits = false;
    const qlonglong value = ((negative ? QStringLiteral("-") : QString()) + (hex ? digits.mid(2) : digits))
                                .toLongLong(&fits, hex ? 16 : 10);
    if (!fits || value < least || value > most)
        return tl::unexpected(quoted(text) + QStringLiteral(" is out of range: ") + between(least, most));
    return value;
}

Parsed<Key> key(const QString& typed) {
    if (typed.trimmed().isEmpty()) return tl::unexpected(QStringLiteral("a key is needed, such as 0x51a00001 or 42"));
    const auto value =
        number(typed, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::uint32_t>::max());
    if (!value) return tl::unexpected(value.error());
    if (*value == 0) return tl::unexpected(QStringLiteral("0 is IPC_PRIVATE and names no object: choose “Private”"));
    return Key{static_cast<std::uint32_t>(*value)};
}

Parsed<std::uint64_t> size(const QString& typed) {
    static const QRegularExpression form(QStringLiteral("^(0x[0-9a-f]+|[0-9]+)\\s*(?:(k|m|g)(?:i?b)?|(b|bytes?))?$"),
                                         QRegularExpression::CaseInsensitiveOption);
    const QString text = typed.trimmed();
    if (text.isEmpty()) return tl::unexpected(QStringLiteral("a size is needed, such as 4096, 64K or 1G"));
    const auto match = form.match(text);
    if (!match.hasMatch())
        return tl::unexpected(quoted(text) + QStringLiteral(" is no size: bytes, or with K, M or G"));

    const QString digits = match.captured(1);
    const bool hex = digits.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    bool fits = false;
    const qulonglong count = hex ? digits.mid(2).toULongLong(&fits, 16) : digits.toULongLong(&fits, 10);
    const QString unit = match.captured(2).toLower();
    unsigned shift = 0;
    if (unit == QLatin1String("k")) shift = 10;
    if (unit == QLatin1String("m")) shift = 20;
    if (unit == QLatin1String("g")) shift = 30;
    if (!fits || count > std::numeric_limits<std::uint64_t>::max() >> shift)
        return tl::unexpected(quoted(text) + QStringLiteral(" is more than 64 bits can say"));
    return static_cast<std::uint64_t>(count) << shift;
}

Parsed<mode_t> mode(const QString& typed) {
    static const QRegularExpression form(QStringLiteral("^0*[0-7]{1,3}$"));
    const QString text = typed.trimmed();
    if (!form.match(text).hasMatch())
        return tl::unexpected(QStringLiteral("a mode is three octal digits, 000 to 777, such as 660"));
    return static_cast<mode_t>(text.toUInt(nullptr, 8));
}

Parsed<std::vector<std::uint16_t>> values(const QString& typed) {
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    std::vector<std::uint16_t> result;
    const QStringList words = typed.split(separators, Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const auto value = number(word, 0, largestValue);
        if (!value) return tl::unexpected(value.error());
        result.push_back(static_cast<std::uint16_t>(*value));
    }
    if (result.empty()) return tl::unexpected(QStringLiteral("a value is needed: 0 to 32767"));
    return result;
}

Parsed<std::optional<std::chrono::nanoseconds>> duration(const QString& typed) {
    static const QRegularExpression form(QStringLiteral("^([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)\\s*(ms|s|m|min)?$"));
    const QString text = typed.trimmed();
    if (text.isEmpty()) return std::nullopt;
    const auto match = form.match(text);
    if (!match.hasMatch())
        return tl::unexpected(quoted(text) + QStringLiteral(" is no time: give seconds, or a number with ms, s or m"));
    const QString unit = match.captured(2);
    double seconds = match.captured(1).toDouble();
    if (unit == QLatin1String("ms")) seconds /= 1000;
    if (unit.startsWith(QLatin1Char('m')) && unit != QLatin1String("ms")) seconds *= 60;
    if (seconds > longestSeconds) return tl::unexpected(quoted(text) + QStringLiteral(" is longer than a year"));
    return std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
}

Parsed<long> messageType(const QString& typed) {
    return number(typed, 1, std::numeric_limits<long>::max()).map([](std::int64_t value) {
        return static_cast<long>(value);
    });
}

} // namespace ipclens::ui::input
