// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/delegates/cell_delegate.h"

#include <QTableView>

#include <vector>

namespace ipclens::ui {

/// The table of a view: whole rows, no grid, columns as wide as they need with one that takes what is left. In a narrow
/// window those step aside that say least.
class CalmTable : public QTableView {
    Q_OBJECT

public:
    struct Column {
        int characters = 0; ///< wide; 0: this one takes what is left
        bool monospace = false;
        bool muted = false;
        int stepsAside = 0; ///< 0: never; the highest number goes first
    };

    /// `model` lives at least as long. As many columns as it has.
    CalmTable(QAbstractItemModel& model, std::vector<Column> columns, QWidget* parent = nullptr);

    /// The delegate of a column, for tones.
    [[nodiscard]] CellDelegate& cells(int column);
    /// Paints this column by another delegate, which becomes the table's.
    void setCells(int column, CellDelegate* delegate);
    /// What the column that takes the rest has at least before others step aside, in characters.
    void setLeastRest(int characters);

signals:
    /// Enter, or a double click.
    void opened(const QModelIndex& index);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void layOutColumns();
    [[nodiscard]] int widthOf(const Column& column) const;

    std::vector<Column> columns_;
    std::vector<CellDelegate*> cells_;
    int leastRest_ = 24;
};

} // namespace ipclens::ui
