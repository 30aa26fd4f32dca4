// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/waits_delegate.h"

#include <QPainter>
#include <QStringList>

namespace ipclens::ui {
namespace {

constexpr int sidePadding = 9; // as the text of other cells
constexpr int who = 0;
constexpr int undo = 2;
constexpr int partCount = 4;

} // namespace

WaitsDelegate::WaitsDelegate(int partsRole, QObject* parent)
    : CellDelegate(parent)
    , partsRole_(partsRole) {}

void WaitsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QStringList parts = index.data(partsRole_).toStringList();
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const auto fontOf = [&cell](int part) {
        QFont font = cell.font;
        font.setBold(part == undo);
        return font;
    };
    int width = 0;
    for (int part = 0; part < parts.size(); ++part)
        width += QFontMetrics(fontOf(part)).horizontalAdvance(parts.at(part));
    QRect area = option.rect.adjusted(sidePadding, 0, -sidePadding, 0);
    if (parts.size() != partCount || width > area.width()) return CellDelegate::paint(painter, option, index);
    paintGround(painter, option, index);
    painter->save();
    const bool enabled = (option.state & QStyle::State_Enabled) != 0;
    const auto group = enabled ? QPalette::Active : QPalette::Disabled;
    for (int part = 0; part < partCount; ++part) {
        const QPalette& palette = part == who ? cell.palette : option.palette;
        painter->setPen(palette.color(group, QPalette::Text));
        painter->setFont(fontOf(part));
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, parts.at(part));
        area.setLeft(area.left() + painter->fontMetrics().horizontalAdvance(parts.at(part)));
    }
    painter->restore();
}

} // namespace ipclens::ui
