// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/delegates/cell_delegate.h"

namespace ipclens::ui {

/// A cell whose value can be typed anew: it says what is wrong while it is typed, takes only what is right, and is not
/// written over by what is read meanwhile.
class EditDelegate : public CellDelegate {
    Q_OBJECT

public:
    /// What is wrong with a text for a cell; empty: nothing.
    using FaultOf = std::function<QString(const QModelIndex&, const QString&)>;

    explicit EditDelegate(FaultOf faultOf, QObject* parent = nullptr);

    /// What was typed in this editor is not taken when it closes.
    static void discard(QWidget& editor);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void destroyEditor(QWidget* editor, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

signals:
    /// While it is typed; empty: nothing is wrong (any more).
    void faultChanged(const QString& fault) const;

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    FaultOf faultOf_;
};

} // namespace ipclens::ui
