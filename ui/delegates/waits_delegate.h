// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/delegates/cell_delegate.h"

namespace ipclens::ui {

/// Who waits, in four parts: who, in the cell's tone, and then plainly what for, with undo in bold. Where that is wider
/// than the cell, its short words as a whole.
class WaitsDelegate : public CellDelegate {
    Q_OBJECT

public:
    /// `partsRole` gives a list of four; another list: the cell is painted as any.
    WaitsDelegate(int partsRole, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int partsRole_;
};

} // namespace ipclens::ui
