// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/settings.h"

#include <QTableView>
#include <QTimer>

#include <array>
#include <optional>
#include <vector>

namespace ipclens::ui {

class ObjectDelegate;
class ObjectTableModel;

/// The list of all objects. Tells which rows are seen; keeps the person's choice through every refresh, and chooses no
/// other row by itself when the chosen one goes.
class ObjectTable : public QTableView {
    Q_OBJECT

public:
    explicit ObjectTable(ObjectTableModel& model, QWidget* parent = nullptr);

    /// Columns as they stand now, for the settings.
    [[nodiscard]] std::vector<ColumnPlace> columnPlaces() const;
    /// Empty: columns as they come.
    void setColumnPlaces(const std::vector<ColumnPlace>& places);
    void setColumnVisible(Column column, bool visible);
    /// Whether the person wants to see it; a narrow window may leave out more.
    [[nodiscard]] bool isColumnVisible(Column column) const;

    [[nodiscard]] SortOrder sortOrder() const;
    void setSortOrder(SortOrder order);

    /// The current row's object; none where there is no current row, or its object is gone.
    [[nodiscard]] std::optional<ObjectId> currentObject() const;
    /// All chosen rows' objects, from above; those that are gone left out.
    [[nodiscard]] std::vector<ObjectId> selectedObjects() const;
    /// Makes the object's row the current one, and scrolls to it; false where it is not listed.
    bool chooseObject(ObjectId object);
    /// Scrolls to the first rows; where there is a current one, only so far up that it is in sight.
    void showFromTop();

signals:
    /// Another row was made the current one, by the person or chooseObject().
    void currentObjectChanged();
    void selectionSizeChanged();
    void sortOrderChanged(ipclens::ui::SortOrder order);
    /// The visible rows are other ones; told a moment after it happened, once for many.
    void visibleRowsChanged();
    /// The person wants to see other columns.
    void chosenColumnsChanged();
    /// Enter or a double click on the current row.
    void opened();
    /// A letter was typed here: it belongs to the filter.
    void typed(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void keyboardSearch(const QString& text) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void applyFonts();
    void scrollToCurrent();
    void fitToRows();
    void fitColumns();
    void bringColumnsBack();
    [[nodiscard]] int lastVisibleSection() const;
    void tellVisibleRows();

    ObjectTableModel& model_;
    ObjectDelegate* delegate_;
    QTimer visibleRows_;
    std::array<bool, columnCount> chosen_; ///< columns that the person wants to see
    bool modelMovesCurrent_ = false;
    bool widthsChosen_ = false; ///< by a drag of the person, now or before: columns fit themselves no more
    bool namesOnly_ = false;    ///< all rows are POSIX objects
    bool fitting_ = false;
};

} // namespace ipclens::ui
