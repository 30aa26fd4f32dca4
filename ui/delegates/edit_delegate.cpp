// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/delegates/edit_delegate.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPersistentModelIndex>

#include <utility>

namespace ipclens::ui {
namespace {

constexpr const char* begunProperty = "ipclensBegun";
constexpr const char* faultProperty = "ipclensFault";

bool isWrong(const QObject* editor) {
    return !editor->property(faultProperty).toString().isEmpty();
}

} // namespace

EditDelegate::EditDelegate(FaultOf faultOf, QObject* parent)
    : CellDelegate(parent)
    , faultOf_(std::move(faultOf)) {}

QWidget* EditDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& /*option*/,
                                    const QModelIndex& index) const {
    auto* line = new QLineEdit(parent);
    line->setFont(monospaceFont());
    line->setFrame(false);
    line->setAutoFillBackground(true);
    const QPersistentModelIndex cell(index);
    connect(line, &QLineEdit::textEdited, this, [this, line, cell](const QString& text) {
        const QString fault = cell.isValid() ? faultOf_(cell, text) : QString();
        line->setProperty(faultProperty, fault);
        QPalette colors = line->parentWidget()->palette();
        if (!fault.isEmpty()) colors.setColor(QPalette::Text, toneColor(Tone::DangerText, colors));
        line->setPalette(colors);
        emit faultChanged(fault);
    });
    return line;
}

void EditDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    // What changes in the object while a person types is not typed over
    if (editor->property(begunProperty).toBool()) return;
    editor->setProperty(begunProperty, true);
    auto* line = qobject_cast<QLineEdit*>(editor);
    line->setText(index.data(Qt::EditRole).toString());
    line->selectAll();
}

void EditDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    const auto* line = qobject_cast<QLineEdit*>(editor);
    if (!isWrong(line) && line->isModified()) model->setData(index, line->text());
}

void EditDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex& /*index*/) const {
    editor->setGeometry(option.rect.adjusted(2, 0, 0, -1));
}

void EditDelegate::destroyEditor(QWidget* editor, const QModelIndex& index) const {
    CellDelegate::destroyEditor(editor, index);
    emit faultChanged({});
}

void EditDelegate::discard(QWidget& editor) {
    editor.setProperty(faultProperty, QStringLiteral("discarded"));
}

bool EditDelegate::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::KeyPress && isWrong(object)) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab) return true;
    }
    return CellDelegate::eventFilter(object, event);
}

} // namespace ipclens::ui
