// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/message_list.h"

#include "ui/delegates/cell_delegate.h"
#include "ui/models/message_model.h"
#include "ui/panels/visible_rows.h"
#include "ui/widgets/flat_header.h"

#include <QEvent>
#include <QHeaderView>
#include <QScrollBar>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int margin = 12;

} // namespace

MessageList::MessageList(MessageModel& model, QWidget* parent)
    : QTableView(parent)
    , model_(model) {
    setObjectName(QStringLiteral("messages"));
    setAccessibleName(tr("Messages of the queue"));
    setModel(&model_);
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
    horizontalHeader()->moveSection(MessageModel::IndexColumn, 0);
    horizontalHeader()->setSectionResizeMode(MessageModel::PayloadColumn, QHeaderView::Stretch);
    const auto muted = [](const QModelIndex&) { return std::optional(Tone::MutedText); };
    for (int column = 0; column < MessageModel::ColumnCount; ++column) {
        auto* delegate = new CellDelegate(this);
        delegate->setMonospace(column != MessageModel::FormColumn);
        if (column == MessageModel::FormColumn || column == MessageModel::IndexColumn) delegate->setTextTone(muted);
        setItemDelegateForColumn(column, delegate);
    }
    layOutColumns();

    moved_.setSingleShot(true);
    moved_.setInterval(0);
    connect(&moved_, &QTimer::timeout, this, &MessageList::visibleMessagesChanged);
    const auto later = qOverload<>(&QTimer::start);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, &moved_, later);
    connect(&model_, &QAbstractItemModel::modelReset, &moved_, later);
    connect(&model_, &QAbstractItemModel::rowsInserted, &moved_, later);
    connect(&model_, &QAbstractItemModel::rowsRemoved, this, &MessageList::afterRemoval);
}

std::optional<RowRange> MessageList::visibleMessages() const {
    return visibleRows(*this, margin);
}

std::optional<int> MessageList::chosen() const {
    if (!currentIndex().isValid() || !selectionModel()->isRowSelected(currentIndex().row())) return std::nullopt;
    return currentIndex().row();
}

void MessageList::unchoose() {
    selectionModel()->clear();
}

QSize MessageList::minimumSizeHint() const {
    const int rows = verticalHeader()->defaultSectionSize() * 3 / 2;
    return {QTableView::minimumSizeHint().width(), horizontalHeader()->sizeHint().height() + rows};
}

void MessageList::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    layOutColumns();
    moved_.start();
}

void MessageList::showEvent(QShowEvent* event) {
    QTableView::showEvent(event);
    moved_.start();
}

void MessageList::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) layOutColumns();
}

void MessageList::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTableView::currentChanged(current, previous);
    // Told once the selection has followed
    if (!takesChosen_) QMetaObject::invokeMethod(this, &MessageList::chosenChanged, Qt::QueuedConnection);
}

void MessageList::rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) {
    const int current = currentIndex().row();
    takesChosen_ = current >= first && current <= last;
    QTableView::rowsAboutToBeRemoved(parent, first, last);
}

void MessageList::layOutColumns() {
    const QFontMetrics metrics(monospaceFont());
    const int digit = metrics.horizontalAdvance(QLatin1Char('0'));
    verticalHeader()->setDefaultSectionSize(metrics.height() + 13);
    setColumnWidth(MessageModel::IndexColumn, 7 * digit);
    setColumnWidth(MessageModel::TypeColumn, 9 * digit);
    setColumnWidth(MessageModel::SizeColumn, 10 * digit);
    setColumnWidth(MessageModel::FormColumn, 11 * digit);
    setColumnHidden(MessageModel::FormColumn, viewport()->width() < 60 * digit);
}

void MessageList::afterRemoval() {
    moved_.start();
    if (takesChosen_) {
        selectionModel()->clear();
        takesChosen_ = false;
        emit chosenTaken();
    } else if (chosen()) {
        emit chosenChanged();
    }
}

} // namespace ipclens::ui
