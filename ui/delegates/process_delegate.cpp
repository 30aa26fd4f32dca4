// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/process_delegate.h"

#include "core/objects/object.h"

#include <QPainter>
#include <QStringList>

namespace ipclens::ui {
namespace {

constexpr int sidePadding = 9; // as the text of other cells
constexpr int dotSize = 9;
constexpr int dotRoom = dotSize + 5;

} // namespace

ProcessDelegate::ProcessDelegate(int kindRole, int partsRole, QObject* parent)
    : CellDelegate(parent)
    , kindRole_(kindRole)
    , partsRole_(partsRole) {}

void ProcessDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QStringList parts = index.data(partsRole_).toStringList();
    if (parts.size() == 3) return paintParts(painter, option, index, parts);
    const QVariant kind = index.data(kindRole_);
    if (!kind.isValid()) return CellDelegate::paint(painter, option, index);
    QStyleOptionViewItem text = option;
    text.rect.setLeft(option.rect.left() + dotRoom);
    CellDelegate::paint(painter, text, index);
    QStyleOptionViewItem ground = option;
    ground.rect.setWidth(dotRoom);
    paintGround(painter, ground, index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(kindColor(static_cast<Kind>(kind.toInt()), option.palette));
    painter->drawEllipse(
        QRectF(option.rect.left() + sidePadding, option.rect.center().y() - dotSize / 2.0, dotSize, dotSize));
    painter->restore();
}

void ProcessDelegate::paintParts(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                                 const QStringList& parts) const {
    paintGround(painter, option, index);
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    painter->save();
    const bool enabled = (option.state & QStyle::State_Enabled) != 0;
    painter->setPen(cell.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::Text));
    QRect area = option.rect.adjusted(sidePadding, 0, -sidePadding, 0);
    for (int part = 0; part < parts.size() && area.width() > 0; ++part) {
        QFont font = cell.font;
        font.setBold(part == 1);
        const QFontMetrics metrics(font);
        const QString fitting = metrics.elidedText(parts.at(part), Qt::ElideRight, area.width());
        painter->setFont(font);
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, fitting);
        area.setLeft(area.left() + metrics.horizontalAdvance(parts.at(part)));
    }
    painter->restore();
}

} // namespace ipclens::ui
