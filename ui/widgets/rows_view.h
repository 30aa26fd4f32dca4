// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTreeView>

#include <vector>

namespace ipclens::ui {

class CellDelegate;
class FlatHeader;

/// How wide a column is: between two sample texts, and how much of what is left over it takes.
struct RowsColumn {
    QString least;
    QString comfortable;
    int share = 0;  ///< 0: none of what is left over
    int yields = 0; ///< 1 …: steps aside first, … where there is no room even for the least; 0: never
};

/// Rows of processes, with or without children. Columns fit the room until the person drags one; when the current row
/// goes no other is chosen in its place.
class RowsView : public QTreeView {
    Q_OBJECT

public:
    RowsView(QAbstractItemModel& model, CellDelegate& delegate, QWidget* parent);

    void setColumns(std::vector<RowsColumn> columns);
    /// Has nothing to say for now.
    void setColumnEmpty(int column, bool empty);

signals:
    /// Enter or a double click on a row.
    void opened(const QModelIndex& index);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyboardSearch(const QString& text) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyFonts();
    void fitColumns();
    [[nodiscard]] int widthOf(int column, const QString& sample) const;

    CellDelegate& delegate_;
    FlatHeader* header_;
    std::vector<RowsColumn> columns_;
    std::vector<bool> empty_;
    bool dragged_ = false;
    bool fitting_ = false;
};

} // namespace ipclens::ui
