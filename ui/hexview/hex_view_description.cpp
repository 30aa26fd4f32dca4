// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What a HexView says of its cursor, for those who don't see it.

#include "ui/hexview/hex_view.h"

namespace ipclens::ui {

void HexView::describeCursor() {
    QString text = describeByte(cursor_);
    if (selection().length > 1) text += tr(", %1 bytes selected").arg(selection().length);
    setAccessibleDescription(text);
}

QString HexView::describeByte(std::uint64_t offset) const {
    const auto hex = [](std::byte value) {
        return QStringLiteral("%1").arg(std::to_integer<unsigned>(value), 2, 16, QLatin1Char('0'));
    };
    QString text = tr("offset 0x%1").arg(offset, 0, 16);
    const auto value = cache_.at(offset);
    if (const auto edited = edits_.at(offset)) {
        text += tr(", byte %1 typed over %2 and not written yet").arg(hex(*edited), value ? hex(*value) : tr("one"));
    } else if (value) {
        text += tr(", byte %1").arg(hex(*value));
    }
    const auto then = compared_ ? compared_->at(offset) : std::nullopt;
    if (then && value && *then != *value) text += tr(", was %1").arg(hex(*then));
    for (const HexMark& mark : marks_) {
        if (mark.offset == offset) text += QStringLiteral(", ") + mark.name;
    }
    return text;
}

} // namespace ipclens::ui
