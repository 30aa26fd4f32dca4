// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/text_column.h"

#include <QChar>

namespace ipclens::ui {
namespace {

bool isContinuation(unsigned value) {
    return (value & 0xc0U) == 0x80U;
}

/// Stands on its own, in a cell: no control, no mark that joins another character or turns text, no space but the one.
bool isShowable(char32_t character) {
    if (character == U' ') return true;
    switch (QChar::category(character)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned: return false;
    default: return true;
    }
}

TextCell alone(char32_t character) {
    if (!isShowable(character)) return {};
    return {TextCell::Kind::Character, character, 1};
}

/// The character that a sequence beginning here encodes; none where it is broken, overlong, or not known whole.
std::optional<TextCell> sequenceAt(const ByteAt& byteAt, std::uint64_t offset) {
    const auto lead = byteAt(offset);
    if (!lead) return {};
    const auto first = std::to_integer<unsigned>(*lead);
    const int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0) return {};
    char32_t character = length == 1 ? first : first & (0x7fU >> static_cast<unsigned>(length));
    for (int i = 1; i < length; ++i) {
        const auto next = byteAt(offset + static_cast<unsigned>(i));
        if (!next || !isContinuation(std::to_integer<unsigned>(*next))) return {};
        character = character << 6U | (std::to_integer<unsigned>(*next) & 0x3fU);
    }
    const bool overlong = (length == 3 && character < 0x800) || (length == 4 && character < 0x10000);
    const bool surrogate = character >= 0xd800 && character <= 0xdfff;
    if (overlong || surrogate || character > 0x10ffff) return {};
    return TextCell{TextCell::Kind::Character, character, length};
}

TextCell utf8CellOf(const ByteAt& byteAt, std::uint64_t offset) {
    const auto value = std::to_integer<unsigned>(byteAt(offset).value_or(std::byte{0}));
    if (!isContinuation(value)) {
        const auto sequence = sequenceAt(byteAt, offset);
        return sequence && isShowable(sequence->character) ? *sequence : TextCell{};
    }
    for (unsigned back = 1; back < static_cast<unsigned>(longestCharacter) && back <= offset; ++back) {
        const auto before = byteAt(offset - back);
        if (!before) break;
        if (isContinuation(std::to_integer<unsigned>(*before))) continue;
        const auto sequence = sequenceAt(byteAt, offset - back);
        const bool reaches = sequence && static_cast<unsigned>(sequence->bytes) > back;
        if (reaches && isShowable(sequence->character)) return {TextCell::Kind::Continued, 0, 1};
        break;
    }
    return {};
}

} // namespace

TextCell textCellOf(const ByteAt& byteAt, std::uint64_t offset, TextCoding coding) {
    if (coding == TextCoding::Utf8) return utf8CellOf(byteAt, offset);
    const auto value = std::to_integer<unsigned>(byteAt(offset).value_or(std::byte{0}));
    if (coding == TextCoding::Ascii && value >= 0x80) return {};
    return alone(value);
}

} // namespace ipclens::ui
