// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/calm_table.h"

#include "ui/theme.h"
#include "ui/widgets/flat_header.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <numeric>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int cellMargins = 18;

} // namespace

CalmTable::CalmTable(QAbstractItemModel& model, std::vector<Column> columns, QWidget* parent)
    : QTableView(parent)
    , columns_(std::move(columns)) {
    setModel(&model);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setTextElideMode(Qt::ElideRight);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    setHorizontalHeader(new FlatHeader(this));
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        auto* delegate = new CellDelegate(this);
        delegate->setMonospace(columns_[column].monospace);
        if (columns_[column].muted)
            delegate->setTextTone([](const QModelIndex&) { return std::optional(Tone::MutedText); });
        cells_.push_back(delegate);
        setItemDelegateForColumn(static_cast<int>(column), delegate);
        if (columns_[column].characters == 0)
            horizontalHeader()->setSectionResizeMode(static_cast<int>(column), QHeaderView::Stretch);
    }
    connect(this, &QAbstractItemView::doubleClicked, this, &CalmTable::opened);
    layOutColumns();
}

CellDelegate& CalmTable::cells(int column) {
    return *cells_.at(static_cast<std::size_t>(column));
}

void CalmTable::setCells(int column, CellDelegate* delegate) {
    CellDelegate*& place = cells_.at(static_cast<std::size_t>(column));
    delegate->setParent(this);
    setItemDelegateForColumn(column, delegate);
    delete std::exchange(place, delegate);
}

void CalmTable::setLeastRest(int characters) {
    leastRest_ = characters;
    layOutColumns();
}

void CalmTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    layOutColumns();
}

void CalmTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) layOutColumns();
}

void CalmTable::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid()) {
        emit opened(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void CalmTable::layOutColumns() {
    verticalHeader()->setDefaultSectionSize(QFontMetrics(monospaceFont()).height() + 13);
    int room = viewport()->width() - fontMetrics().averageCharWidth() * leastRest_;
    for (const Column& column : columns_)
        room -= widthOf(column);
    std::vector<std::size_t> order(columns_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [this](std::size_t one, std::size_t other) {
        return columns_[one].stepsAside > columns_[other].stepsAside;
    });
    for (const std::size_t place : order) {
        const Column& column = columns_[place];
        const bool aside = room < 0 && column.stepsAside > 0;
        if (aside) room += widthOf(column);
        setColumnHidden(static_cast<int>(place), aside);
        if (column.characters > 0) setColumnWidth(static_cast<int>(place), widthOf(column));
    }
}

int CalmTable::widthOf(const Column& column) const {
    if (column.characters == 0) return 0;
    const QFontMetrics metrics = column.monospace ? QFontMetrics(monospaceFont()) : fontMetrics();
    const int one = column.monospace ? metrics.horizontalAdvance(QLatin1Char('0')) : metrics.averageCharWidth();
    return column.characters * one + cellMargins;
}

} // namespace ipclens::ui
