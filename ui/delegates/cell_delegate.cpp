// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/cell_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace ipclens::ui {
namespace {

constexpr int sidePadding = 6;
constexpr int textMargin = 3; // of the style, beside the text

} // namespace

void CellDelegate::setGlow(int role, int steps, Tone ground) {
    glowRole_ = role;
    glowSteps_ = steps;
    glowGround_ = ground;
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    paintGround(painter, option, index);
    QStyleOptionViewItem text = option;
    initStyleOption(&text, index);
    text.backgroundBrush = Qt::NoBrush;
    text.rect.adjust(sidePadding, 0, -sidePadding, 0);
    text.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus | QStyle::State_MouseOver);
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &text, painter, option.widget);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QSize hint = QStyledItemDelegate::sizeHint(option, index);
    return rowHeight_ > 0 ? QSize(hint.width(), rowHeight_) : hint;
}

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (monospace_) option->font = monospaceFont();
    if (monospace_) option->fontMetrics = QFontMetrics(option->font);
    if (option->rect.width() > 0)
        option->text =
            fitting(option->text, index, option->fontMetrics, option->rect.width() - 2 * (sidePadding + textMargin));
    if (!toneOf_ || (option->state & QStyle::State_Enabled) == 0) return;
    if (const auto tone = toneOf_(index)) option->palette.setColor(QPalette::Text, toneColor(*tone, option->palette));
}

QString CellDelegate::fitting(const QString& words, const QModelIndex& index, const QFontMetrics& metrics,
                              int room) const {
    if (shortRole_ < 0 || metrics.horizontalAdvance(words) <= room) return words;
    const QString few = index.data(shortRole_).toString();
    return few.isEmpty() ? words : few;
}

void CellDelegate::paintGround(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const auto group = (option.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
    QColor ground = option.palette.color(group, selected ? QPalette::Highlight : QPalette::Base);
    const int glow = glowRole_ >= 0 ? index.data(glowRole_).toInt() : 0;
    if (glow > 0)
        ground = blend(toneColor(glowGround_, option.palette), ground, static_cast<double>(glow) / glowSteps_);
    if (selected || glow > 0) painter->fillRect(option.rect, ground);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      toneColor(Tone::Separator, option.palette));
}

} // namespace ipclens::ui
