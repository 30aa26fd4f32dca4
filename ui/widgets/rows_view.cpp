// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/rows_view.h"

#include "ui/delegates/cell_delegate.h"
#include "ui/theme.h"
#include "ui/widgets/flat_header.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int cellPadding = 20;
constexpr int rowPadding = 12;

} // namespace

RowsView::RowsView(QAbstractItemModel& model, CellDelegate& delegate, QWidget* parent)
    : QTreeView(parent)
    , delegate_(delegate)
    , header_(new FlatHeader(this)) {
    setFrameShape(QFrame::NoFrame);
    setHeader(header_);
    setModel(&model);
    setItemDelegate(&delegate);
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setTabKeyNavigation(false);
    header_->setSectionsMovable(false);
    header_->setStretchLastSection(true);
    connect(header_, &FlatHeader::dragged, this, [this] {
        if (!fitting_) dragged_ = true;
    });
    connect(this, &QAbstractItemView::doubleClicked, this, &RowsView::opened);
    applyFonts();
}

void RowsView::setColumns(std::vector<RowsColumn> columns) {
    columns_ = std::move(columns);
    empty_.assign(columns_.size(), false);
    fitColumns();
}

void RowsView::setColumnEmpty(int column, bool empty) {
    const auto place = static_cast<std::size_t>(column);
    if (empty_.at(place) == empty) return;
    empty_[place] = empty;
    dragged_ ? setColumnHidden(column, empty) : fitColumns();
}

void RowsView::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid()) {
        emit opened(currentIndex());
        return;
    }
    QTreeView::keyPressEvent(event);
}

// A search by typing would walk over all rows
void RowsView::keyboardSearch(const QString& /*text*/) {}

// The base class would choose the next row; but what the person looks at changes by the person alone
void RowsView::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) {
    QModelIndex current = currentIndex();
    while (current.isValid() && current.parent() != parent)
        current = current.parent();
    if (current.isValid() && current.row() >= first && current.row() <= last) selectionModel()->clear();
    QTreeView::rowsAboutToBeRemoved(parent, first, last);
}

// The ground and the line of the cells go on below the branches
void RowsView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const {
    if (selectionModel()->isSelected(index)) {
        const auto group = isActiveWindow() && hasFocus() ? QPalette::Active : QPalette::Inactive;
        painter->fillRect(rect, palette().color(group, QPalette::Highlight));
    }
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), toneColor(Tone::Separator, palette()));
    QTreeView::drawBranches(painter, rect, index);
}

void RowsView::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

void RowsView::changeEvent(QEvent* event) {
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) applyFonts();
}

void RowsView::applyFonts() {
    const int height = fontMetrics().height() + rowPadding;
    delegate_.setRowHeight(height);
    verticalScrollBar()->setSingleStep(height);
    scheduleDelayedItemsLayout();
    fitColumns();
}

int RowsView::widthOf(int column, const QString& sample) const {
    const QString title = model()->headerData(column, Qt::Horizontal).toString();
    return std::max(fontMetrics().horizontalAdvance(sample) + cellPadding, header_->widthFor(title) + cellPadding / 2);
}

/// What has nothing to say, and then what yields, steps aside; the others have what is comfortable, or all give way
/// alike down to their least.
void RowsView::fitColumns() {
    if (fitting_ || dragged_ || columns_.empty()) return;
    const int count = static_cast<int>(columns_.size());
    std::vector<int> least(columns_.size());
    std::vector<int> wide(columns_.size());
    std::vector<bool> shown(columns_.size());
    for (int column = 0; column < count; ++column) {
        const auto place = static_cast<std::size_t>(column);
        least[place] = widthOf(column, columns_[place].least);
        wide[place] = std::max(least[place], widthOf(column, columns_[place].comfortable));
        shown[place] = !empty_[place];
    }
    const auto sum = [&](const std::vector<int>& widths) {
        int all = 0;
        for (std::size_t place = 0; place < widths.size(); ++place)
            all += shown[place] ? widths[place] : 0;
        return all;
    };
    const int room = viewport()->width();
    for (int turn = 1; turn <= count && sum(least) > room; ++turn) {
        for (std::size_t place = 0; place < shown.size(); ++place)
            if (columns_[place].yields == turn) shown[place] = false;
    }
    const int allLeast = sum(least);
    const int allWide = sum(wide);
    int shares = 0;
    for (std::size_t place = 0; place < shown.size(); ++place)
        shares += shown[place] ? columns_[place].share : 0;
    fitting_ = true;
    for (int column = 0; column < count; ++column) {
        const auto place = static_cast<std::size_t>(column);
        setColumnHidden(column, !shown[place]);
        if (!shown[place]) continue;
        int width = wide[place];
        if (allWide > room) {
            const int give = std::max(0, room - allLeast);
            const int wanted = std::max(1, allWide - allLeast);
            width = least[place] + (wide[place] - least[place]) * give / wanted;
        } else if (shares > 0) {
            width += (room - allWide) * columns_[place].share / shares;
        }
        header_->resizeSection(column, width);
    }
    fitting_ = false;
}

} // namespace ipclens::ui
