// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/value_delegate.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QSpinBox>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int largestValue = 32767; // SEMVMX
constexpr double bigger = 1.3;

/// Set once an editor has its first value: what the set does meanwhile must not overwrite what is being typed.
constexpr const char* filledProperty = "filled";

} // namespace

QWidget* ValueDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                                     const QModelIndex& index) const {
    auto* editor = new QSpinBox(parent);
    editor->setRange(0, largestValue);
    editor->setFrame(true);
    editor->setAccessibleName(tr("New value of semaphore %1").arg(index.row()));
    editor->setToolTip(tr("0 to %1; Enter sets it, Escape leaves it as it is").arg(largestValue));
    return editor;
}

void ValueDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    auto* spinBox = qobject_cast<QSpinBox*>(editor);
    if (spinBox == nullptr || spinBox->property(filledProperty).toBool()) return;
    spinBox->setValue(index.data(Qt::EditRole).toInt());
    spinBox->selectAll();
    spinBox->setProperty(filledProperty, true);
}

void ValueDelegate::setModelData(QWidget* editor, QAbstractItemModel* /*model*/, const QModelIndex& index) const {
    auto* spinBox = qobject_cast<QSpinBox*>(editor);
    if (spinBox == nullptr) return;
    spinBox->interpretText();
    emit entered(index.row(), spinBox->value());
}

void ValueDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                         const QModelIndex& /*index*/) const {
    QRect place = option.rect;
    place.setWidth(std::max(place.width(), editor->sizeHint().width() + 12));
    editor->setGeometry(place.adjusted(2, 2, -2, -3));
}

bool ValueDelegate::eventFilter(QObject* object, QEvent* event) {
    auto* editor = qobject_cast<QWidget*>(object);
    if (editor == nullptr) return false;
    bool leaves = false;
    if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason) return false;
        leaves = true;
    } else if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        leaves = key == Qt::Key_Tab || key == Qt::Key_Backtab;
    }
    if (!leaves) return CellDelegate::eventFilter(object, event);
    emit closeEditor(editor, RevertModelCache);
    return event->type() == QEvent::KeyPress;
}

void ValueDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    CellDelegate::initStyleOption(option, index);
    QFont big = monospaceFont();
    if (big.pointSizeF() > 0) {
        big.setPointSizeF(big.pointSizeF() * bigger);
    } else {
        big.setPixelSize(static_cast<int>(big.pixelSize() * bigger));
    }
    option->font = big;
    option->fontMetrics = QFontMetrics(big);
}

} // namespace ipclens::ui
