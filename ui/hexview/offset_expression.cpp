// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/offset_expression.h"

#include <algorithm>
#include <cmath>
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

/// "12.5": with a thousandth's accuracy, reckoned in whole numbers, so that it holds for any size.
std::optional<std::uint64_t> share(const QString& percent, std::uint64_t size) {
    bool good = false;
    const double typed = percent.toDouble(&good);
    if (!good || !(typed >= 0) || typed > 100 || size == 0) return {};
    constexpr std::uint64_t whole = 100'000;
    const auto parts = static_cast<std::uint64_t>(std::llround(typed * 1000));
    const std::uint64_t place = size / whole * parts + size % whole * parts / whole;
    return std::min(place, size - 1);
}

} // namespace

std::optional<std::uint64_t> offsetFromText(const QString& text, std::uint64_t cursor, std::uint64_t size) {
    QString word = text.toLower();
    word.remove(QLatin1Char(' ')).remove(QLatin1Char('_'));
    if (word.endsWith(QLatin1Char('%'))) return share(word.chopped(1), size);
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
