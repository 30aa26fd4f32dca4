// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/offset_expression.h"

#include <limits>

namespace ipclens::ui {
namespace {

constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

/// Takes K, M or G off the end.
int takeUnitShift(QString& digits) {
    const auto place = static_cast<int>(QStringLiteral("kmg").indexOf(digits.right(1)));
    if (digits.isEmpty() || place < 0) return 0;
    digits.chop(1);
    return (place + 1) * 10;
}

bool looksHexadecimal(const QString& digits) {
    for (const QChar c : digits) {
        if (c >= QLatin1Char('a') && c <= QLatin1Char('f')) return true;
    }
    return false;
}

std::optional<std::uint64_t> number(QString digits) {
    const int shift = takeUnitShift(digits);
    const bool prefixed = digits.startsWith(QLatin1String("0x"));
    if (prefixed) digits.remove(0, 2);
    // A sign, which toULongLong would take, has had its place
    if (digits.isEmpty() || !digits.front().isLetterOrNumber()) return {};
    bool good = false;
    const std::uint64_t value = digits.toULongLong(&good, prefixed || looksHexadecimal(digits) ? 16 : 10);
    if (!good || value > (most >> shift)) return {};
    return value << shift;
}

} // namespace

std::optional<std::uint64_t> offsetFromText(const QString& text, std::uint64_t cursor) {
    QString word = text.toLower();
    word.remove(QLatin1Char(' ')).remove(QLatin1Char('_'));
    const bool forward = word.startsWith(QLatin1Char('+'));
    const bool back = word.startsWith(QLatin1Char('-')) || word.startsWith(QChar(0x2212));
    if (forward || back) word.remove(0, 1);
    const auto value = number(word);
    if (!value) return {};
    if (forward) return *value > most - cursor ? std::nullopt : std::optional(cursor + *value);
    if (back) return *value > cursor ? std::nullopt : std::optional(cursor - *value);
    return value;
}

} // namespace ipclens::ui
