// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/process_rows_view.h"

#include "ui/delegates/cell_delegate.h"
#include "ui/views/page_heading.h"
#include "ui/views/process_menu.h"
#include "ui/widgets/empty_state.h"

#include <QHeaderView>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace ipclens::ui {

ProcessRowsView::ProcessRowsView(Session& session, const QString& title, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , heading_(new PageHeading(title, this))
    , pages_(new QStackedWidget(this))
    , nobody_(new EmptyState({}, {}, pages_)) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(heading_);
    layout->addWidget(pages_, 1);
}

void ProcessRowsView::makeTable(QAbstractItemModel& model, CellDelegate& delegate, std::vector<RowsColumn> columns) {
    table_ = new RowsView(model, delegate, pages_);
    table_->setColumns(std::move(columns));
    pages_->addWidget(table_);
    pages_->addWidget(nobody_);
    setFocusProxy(table_);
    connect(table_, &RowsView::opened, this, &ProcessRowsView::activate);
    connect(table_, &QWidget::customContextMenuRequested, this, &ProcessRowsView::showMenu);
}

void ProcessRowsView::sortFirst(int column, Qt::SortOrder order) {
    table_->header()->setSectionsClickable(true);
    table_->header()->setSortIndicator(column, order);
    table_->setSortingEnabled(true);
}

void ProcessRowsView::beginLooking(std::optional<ObjectId> object, const QString& news) {
    object_ = object;
    heading_->say(news);
    showNobody(false);
}

void ProcessRowsView::showNobody(bool nobody) {
    QWidget* page = nobody ? static_cast<QWidget*>(nobody_) : table_;
    if (pages_->currentWidget() != page) pages_->setCurrentWidget(page);
}

void ProcessRowsView::showMenu(const QPoint& position) {
    const QModelIndex index = table_->indexAt(position);
    if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled)) return;
    const Subject subject = subjectOf(index);
    auto* menu = new ProcessMenu(session_, subject.process, subject.object, this);
    menu->addCopy(index);
    connect(menu, &ProcessMenu::objectActivated, this, &ProcessRowsView::objectActivated);
    connect(menu, &ProcessMenu::signalAsked, this, &ProcessRowsView::signalAsked);
    menu->popup(table_->viewport()->mapToGlobal(position));
}

} // namespace ipclens::ui
