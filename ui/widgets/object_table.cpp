// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/object_table.h"

#include "ui/delegates/object_delegate.h"
#include "ui/models/object_table_model.h"
#include "ui/widgets/column_widths.h"
#include "ui/widgets/flat_header.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

/// How long scrolling may go on before its newest rows are asked for.
constexpr auto scrollThrottle = 40ms;

int section(Column column) {
    return static_cast<int>(column);
}

} // namespace

ObjectTable::ObjectTable(ObjectTableModel& model, QWidget* parent)
    : QTableView(parent)
    , model_(model)
    , delegate_(new ObjectDelegate(model, this)) {
    chosen_.fill(true);
    for (const Column column : columnsHiddenAtFirst)
        chosen_.at(static_cast<std::size_t>(column)) = false;
    setObjectName(QStringLiteral("objectTable"));
    setAccessibleName(tr("Objects"));
    setFrameShape(QFrame::NoFrame);
    auto* header = new FlatHeader(this);
    setHorizontalHeader(header);
    setModel(&model);
    setItemDelegate(delegate_);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);

    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    header->setShortRole(ObjectTableModel::ShortTitleRole);
    header->setSectionsClickable(true);
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(section(Column::Kind), Qt::AscendingOrder);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setStretchLastSection(true);
    applyFonts();

    connect(header, &QHeaderView::sortIndicatorChanged, this, [this] { emit sortOrderChanged(sortOrder()); });
    connect(header, &FlatHeader::dragged, this, [this](int dragged) {
        // The last column takes what is left by itself
        if (!fitting_ && dragged != lastVisibleSection()) widthsChosen_ = true;
    });
    connect(this, &QAbstractItemView::doubleClicked, this, &ObjectTable::opened);

    visibleRows_.setSingleShot(true);
    visibleRows_.setInterval(scrollThrottle);
    connect(&visibleRows_, &QTimer::timeout, this, &ObjectTable::tellVisibleRows);
    const auto later = [this] {
        if (!visibleRows_.isActive()) visibleRows_.start();
    };
    connect(&model, &QAbstractItemModel::rowsInserted, this, later);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&model, &QAbstractItemModel::layoutChanged, this, later);
}

std::vector<ColumnPlace> ObjectTable::columnPlaces() const {
    const QHeaderView* header = horizontalHeader();
    std::vector<ColumnPlace> places;
    for (int place = 0; place < header->count(); ++place) {
        const int logical = header->logicalIndex(place);
        const auto column = static_cast<Column>(logical);
        const bool shown = isColumnVisible(column);
        places.push_back({column, widthsChosen_ && shown ? header->sectionSize(logical) : 0, shown});
    }
    return places;
}

void ObjectTable::setColumnPlaces(const std::vector<ColumnPlace>& places) {
    QHeaderView* header = horizontalHeader();
    fitting_ = true;
    int visual = 0;
    for (const ColumnPlace& place : places) {
        const int logical = section(place.column);
        header->moveSection(header->visualIndex(logical), visual++);
        chosen_.at(static_cast<std::size_t>(logical)) = place.visible;
        header->setSectionHidden(logical, !place.visible);
        if (place.width == 0) continue;
        widthsChosen_ = true;
        header->resizeSection(logical, std::max(place.width, header->minimumSectionSize()));
    }
    fitting_ = false;
    fitColumns();
}

void ObjectTable::setColumnVisible(Column column, bool visible) {
    fitting_ = true;
    chosen_.at(static_cast<std::size_t>(column)) = visible;
    horizontalHeader()->setSectionHidden(section(column), !visible);
    if (visible && horizontalHeader()->sectionSize(section(column)) < horizontalHeader()->minimumSectionSize())
        horizontalHeader()->resizeSection(section(column), ObjectDelegate::comfortableWidth(column, font()));
    fitting_ = false;
    fitColumns();
    emit chosenColumnsChanged();
}

bool ObjectTable::isColumnVisible(Column column) const {
    return chosen_.at(static_cast<std::size_t>(column));
}

SortOrder ObjectTable::sortOrder() const {
    const QHeaderView* header = horizontalHeader();
    return {static_cast<Column>(header->sortIndicatorSection()), header->sortIndicatorOrder() == Qt::DescendingOrder};
}

void ObjectTable::setSortOrder(SortOrder order) {
    horizontalHeader()->setSortIndicator(section(order.column),
                                         order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

std::optional<ObjectId> ObjectTable::currentObject() const {
    const QModelIndex current = currentIndex();
    if (!current.isValid() || model_.endedAt(current.row())) return std::nullopt;
    return objectIdOf(model_.viewAt(current.row()));
}

std::vector<ObjectId> ObjectTable::selectedObjects() const {
    std::vector<int> rows;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::vector<ObjectId> objects;
    for (const int row : rows) {
        if (!model_.endedAt(row)) objects.push_back(objectIdOf(model_.viewAt(row)));
    }
    return objects;
}

bool ObjectTable::chooseObject(ObjectId object) {
    const int row = model_.rowOf(object);
    if (row < 0) return false;
    const QModelIndex index = model_.index(row, section(Column::Key));
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollToCurrent();
    return true;
}

void ObjectTable::showFromTop() {
    scrollToTop();
    if (currentIndex().isValid()) scrollToCurrent();
}

void ObjectTable::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid()) {
        emit opened();
        return;
    }
    QTableView::keyPressEvent(event);
}

// A search by typing would walk over all rows in here; the filter does it better
void ObjectTable::keyboardSearch(const QString& text) {
    if (!text.isEmpty() && text.front().isPrint() && !text.front().isSpace()) emit typed(text);
}

QModelIndex ObjectTable::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) {
    const int column = currentIndex().isValid() ? currentIndex().column() : section(Column::Key);
    switch (action) {
    // Asked when the keyboard comes here with no row chosen: that chooses none
    case MoveNext: return currentIndex();
    case MoveHome: return model_.index(0, column);
    case MoveEnd: return model_.index(model_.rowCount() - 1, column);
    case MoveLeft:
    case MoveRight: {
        // Rows are chosen whole: sideways there is only scrolling
        QScrollBar* bar = horizontalScrollBar();
        bar->triggerAction(action == MoveLeft ? QScrollBar::SliderSingleStepSub : QScrollBar::SliderSingleStepAdd);
        return currentIndex();
    }
    default: return QTableView::moveCursor(action, modifiers);
    }
}

void ObjectTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    if (!modelMovesCurrent_ && current.isValid()) emit currentObjectChanged();
}

void ObjectTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    emit selectionSizeChanged();
}

// The base class would choose the next row; but what the person looks at changes by the person alone
void ObjectTable::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) {
    const int current = currentIndex().row();
    if (current >= first && current <= last) {
        modelMovesCurrent_ = true;
        selectionModel()->clearCurrentIndex();
        modelMovesCurrent_ = false;
    }
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void ObjectTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
    if (!visibleRows_.isActive()) visibleRows_.start();
}

void ObjectTable::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    if (dy != 0 && !visibleRows_.isActive()) visibleRows_.start();
}

void ObjectTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) applyFonts();
}

// A click into the empty part chooses nothing, and loses nothing
void ObjectTable::mousePressEvent(QMouseEvent* event) {
    if (!indexAt(event->pos()).isValid()) {
        event->accept();
        return;
    }
    QTableView::mousePressEvent(event);
}

void ObjectTable::applyFonts() {
    delegate_->updateFonts();
    const int height = ObjectDelegate::rowHeight(font());
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    verticalScrollBar()->setSingleStep(height);
    fitColumns();
}

/// Up and down alone: which columns are seen is not touched.
void ObjectTable::scrollToCurrent() {
    // Rows that just came are not counted in the scroll bar before
    executeDelayedItemsLayout();
    const int across = horizontalScrollBar()->value();
    scrollTo(currentIndex());
    horizontalScrollBar()->setValue(across);
}

/// Where other objects are listed now some columns may have nothing to say, or something again.
void ObjectTable::fitToRows() {
    if (model_.rowCount() == 0) return; // no reason for columns to move
    const bool namesOnly = !model_.lists(Api::SysV);
    if (std::exchange(namesOnly_, namesOnly) != namesOnly) fitColumns();
}

/// See columnWidths(); widths that the person chose stay.
void ObjectTable::fitColumns() {
    if (fitting_) return;
    if (widthsChosen_) return bringColumnsBack();
    fitting_ = true;
    const ColumnWidths widths = columnWidths(chosen_, namesOnly_, viewport()->width(), font());
    for (const Column column : allColumns) {
        const int width = widths.at(static_cast<std::size_t>(column));
        horizontalHeader()->setSectionHidden(section(column), width == 0);
        if (width > 0) horizontalHeader()->resizeSection(section(column), width);
    }
    fitting_ = false;
}

/// Where widths were chosen none is changed; but a column that had stepped aside before is there again as soon as the
/// last one can spare its width, and one that is needed now in any case.
void ObjectTable::bringColumnsBack() {
    fitting_ = true;
    QHeaderView* header = horizontalHeader();
    const int last = lastVisibleSection();
    int spare = viewport()->width() - header->length() + header->sectionSize(last) -
                ObjectDelegate::leastWidth(static_cast<Column>(last), font());
    const auto bringBack = [&](Column column, bool needed) {
        const int width = ObjectDelegate::leastWidth(column, font());
        if (!isColumnVisible(column) || !header->isSectionHidden(section(column))) return;
        if (!needed && width > spare) return;
        header->setSectionHidden(section(column), false);
        header->resizeSection(section(column), width);
        spare -= width;
    };
    for (const Column column : systemVColumns)
        bringBack(column, !namesOnly_);
    for (auto column = yieldingColumns.rbegin(); column != yieldingColumns.rend(); ++column)
        bringBack(*column, false);
    fitting_ = false;
}

int ObjectTable::lastVisibleSection() const {
    const QHeaderView* header = horizontalHeader();
    int place = header->count() - 1;
    while (place > 0 && header->isSectionHidden(header->logicalIndex(place)))
        --place;
    return header->logicalIndex(place);
}

void ObjectTable::tellVisibleRows() {
    const int first = rowAt(0);
    int last = rowAt(viewport()->height() - 1);
    if (first >= 0 && last < 0) last = model_.rowCount() - 1;
    model_.setVisibleRows(first < 0 ? 0 : first, first < 0 ? -1 : last);
    fitToRows();
    emit visibleRowsChanged();
}

} // namespace ipclens::ui
