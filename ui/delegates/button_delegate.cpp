// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/button_delegate.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 3;
constexpr int verticalMargin = 4;
constexpr int leastPadding = 4; // of a button beside its words

void repaint(const QStyleOptionViewItem& option, const QModelIndex& index) {
    // The option's widget is const, its viewport is where the cell lies
    if (const auto* view = qobject_cast<const QAbstractItemView*>(option.widget))
        view->viewport()->update(view->visualRect(index));
}

} // namespace

void ButtonDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    paintGround(painter, option, index);
    QStyleOptionButton button;
    const bool last = index.column() == index.model()->columnCount() - 1;
    button.rect =
        option.rect.adjusted(sideMargin, verticalMargin, -sideMargin - (last ? rightMargin : 0), -verticalMargin - 1);
    button.text = fitting(index.data().toString(), index, option.fontMetrics, button.rect.width() - 2 * leastPadding);
    button.palette = option.widget != nullptr ? QApplication::palette("QPushButton") : option.palette;
    const bool enabled = (option.state & QStyle::State_Enabled) != 0;
    button.palette.setCurrentColorGroup(enabled ? QPalette::Active : QPalette::Disabled);
    button.fontMetrics = option.fontMetrics;
    button.direction = option.direction;
    button.state = option.state & (QStyle::State_Enabled | QStyle::State_Active | QStyle::State_HasFocus);
    if ((option.state & QStyle::State_HasFocus) != 0) button.state |= QStyle::State_KeyboardFocusChange;
    button.state |= pressed_ == index ? QStyle::State_Sunken : QStyle::State_Raised;
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    painter->save();
    painter->setFont(option.font);
    style->drawControl(QStyle::CE_PushButton, &button, painter, option.widget);
    painter->restore();
}

QSize ButtonDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(option.font);
    return {metrics.horizontalAdvance(index.data().toString()) + 2 * (sideMargin + 10), metrics.height() + 16};
}

bool ButtonDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                                 const QModelIndex& index) {
    const QPersistentModelIndex before = pressed_;
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick)
        pressed_ = (index.flags() & Qt::ItemIsEnabled) != 0 ? QPersistentModelIndex(index) : QPersistentModelIndex();
    if (event->type() == QEvent::MouseButtonRelease) pressed_ = QPersistentModelIndex();
    if (before != pressed_) {
        repaint(option, index);
        repaint(option, before);
    }
    return CellDelegate::editorEvent(event, model, option, index);
}

} // namespace ipclens::ui
