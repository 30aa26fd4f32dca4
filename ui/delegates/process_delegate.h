// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/delegates/cell_delegate.h"

namespace ipclens::ui {

/// A cell of the tables of processes: the dot of a kind before an object, and the middle of three parts in bold.
class ProcessDelegate : public CellDelegate {
    Q_OBJECT

public:
    /// `kindRole` gives a Kind as int where there is a dot, `partsRole` a list of three parts where there are some.
    ProcessDelegate(int kindRole, int partsRole, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintParts(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                    const QStringList& parts) const;

    int kindRole_;
    int partsRole_;
};

} // namespace ipclens::ui
