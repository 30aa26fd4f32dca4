// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/delegates/cell_delegate.h"

#include <QPersistentModelIndex>

namespace ipclens::ui {

/// A cell that is a button of the platform's style. The view says when it was clicked; here it is only painted, with
/// its pointer, pressed and disabled looks.
class ButtonDelegate : public CellDelegate {
    Q_OBJECT

public:
    /// Room that the last column of a table has beside its button.
    static constexpr int rightMargin = 8;
    /// Beside the words of the narrowest button that has them all, on both sides together.
    static constexpr int leastMargins = 14;

    using CellDelegate::CellDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    QPersistentModelIndex pressed_;
};

} // namespace ipclens::ui
