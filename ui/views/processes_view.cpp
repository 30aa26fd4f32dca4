// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/processes_view.h"

#include "ui/delegates/process_delegate.h"
#include "ui/models/process_model.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/views/page_heading.h"
#include "ui/views/process_menu.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/rows_view.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace ipclens::ui {
namespace {

/// So many processes begin with their objects in sight; more would hide one another.
constexpr int fewProcesses = 12;
constexpr int mostOpened = 24; // of those that come later
constexpr int filterCharacters = 26;

} // namespace

ProcessesView::ProcessesView(Session& session, const QString& title, QWidget* parent)
    : QWidget(parent)
    , session_(session)
    , model_(new ProcessModel(this))
    , heading_(new PageHeading(title, this))
    , pages_(new QStackedWidget(this))
    , nobody_(new EmptyState({}, {}, pages_)) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    buildTable();
    if (!title.isEmpty()) buildFilter();
    nobody_->setObjectName(QStringLiteral("noProcesses"));
    pages_->addWidget(table_);
    pages_->addWidget(nobody_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(heading_);
    layout->addWidget(pages_, 1);
    setFocusProxy(table_);
    setObject({});
}

void ProcessesView::buildTable() {
    auto* delegate = new ProcessDelegate(ProcessModel::KindRole, ProcessModel::PartsRole, this);
    delegate->setTextTone([](const QModelIndex& index) -> std::optional<Tone> {
        switch (index.column()) {
        case ProcessModel::NameColumn: return std::nullopt;
        case ProcessModel::WhatColumn:
            return index.data(ProcessModel::WaitsRole).toBool() ? std::optional(Tone::WarningText) : std::nullopt;
        default: return Tone::MutedText;
        }
    });
    table_ = new RowsView(*model_, *delegate, pages_);
    table_->setObjectName(QStringLiteral("processes"));
    table_->setAccessibleName(tr("Processes and their objects"));
    // The first has room for an object's indent and dot too
    table_->setColumns({{QStringLiteral("0x51a00001 0x51a00"), QStringLiteral("/render-lock-of-two-views"), 1, 0},
                        {QStringLiteral("waits: semop [0] \u22121 undo"),
                         QStringLiteral("waits: semop [0] \u22121, last operated on [1]"), 3, 0},
                        {QStringLiteral("4711000"), QStringLiteral("4711000"), 0, 0},
                        {QStringLiteral("www-data"), QStringLiteral("www-data"), 0, 4},
                        {QStringLiteral("2026-11-21"), QStringLiteral("2026-11-21"), 0, 3},
                        {QStringLiteral("/usr/bin/philoso"), QStringLiteral("/usr/bin/philosopher --all"), 3, 2},
                        {QStringLiteral("docker 3f2a"), QStringLiteral("docker 3f2a91c0b7de"), 1, 1}});
    table_->setColumnEmpty(ProcessModel::ContainerColumn, true);
    table_->header()->setSectionsClickable(true);
    table_->header()->setSortIndicator(ProcessModel::NameColumn, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    connect(table_, &RowsView::opened, this, &ProcessesView::activate);
    // Who comes later stands like the others, until a person has it otherwise
    connect(table_, &QTreeView::collapsed, this, [this] { opensNew_ = false; });
    connect(model_, &QAbstractItemModel::rowsInserted, this, &ProcessesView::openNew);
    connect(table_, &QWidget::customContextMenuRequested, this, &ProcessesView::showMenu);
}

void ProcessesView::buildFilter() {
    filter_ = new QLineEdit(heading_);
    filter_->setObjectName(QStringLiteral("processFilter"));
    filter_->setPlaceholderText(tr("Filter: name or pid"));
    filter_->setAccessibleName(tr("Filter processes by name or pid"));
    filter_->setClearButtonEnabled(true);
    filter_->setFixedWidth(filter_->fontMetrics().averageCharWidth() * filterCharacters);
    heading_->addWidget(filter_);
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        model_->setFilter(text);
        showPage();
    });
}

void ProcessesView::setObject(std::optional<ObjectId> object) {
    object_ = object;
    looked_ = false;
    model_->setObject(object);
    table_->setRootIsDecorated(!object);
    heading_->say(tr("Looking through all processes\u2026"));
    pages_->setCurrentWidget(table_);
}

void ProcessesView::setEnded() {
    model_->setEnded();
}

void ProcessesView::apply(const std::shared_ptr<const ProcessView>& view) {
    if (!view->uses) return;
    looked_ = true;
    model_->apply(view, session_.last());
    table_->setColumnEmpty(ProcessModel::ContainerColumn, !model_->hasContainers());
    if (!std::exchange(opened_, true)) {
        opensNew_ = model_->rowCount() <= fewProcesses;
        if (opensNew_) table_->expandAll();
    }
    showCount(*view);
    showPage();
}

void ProcessesView::showCount(const ProcessView& view) {
    const auto processes = [](std::size_t count) { return words::counted(count, tr("process"), tr("processes")); };
    // Of one object those who are shown, with whom waited a moment ago
    QString text = object_ ? tr("%1 involved").arg(processes(static_cast<std::size_t>(model_->rowCount())))
                           : tr("%1 with IPC objects").arg(processes(model_->processCount()));
    if (view.uses->notReadable > 0)
        text += QStringLiteral(" \u00b7 ") + tr("%1 could not be looked into").arg(processes(view.uses->notReadable));
    heading_->say(text);
}

void ProcessesView::showPage() {
    const bool none = looked_ && model_->rowCount() == 0;
    if (none && filter_ != nullptr && !filter_->text().isEmpty()) {
        nobody_->setTitle(tr("No process matches the filter"));
        nobody_->setExplanation(tr("There are others that it leaves out."));
    } else if (none) {
        nobody_->setTitle(object_ ? tr("No process is seen to use it") : tr("No process is seen to use an IPC object"));
        nobody_->setExplanation(tr("Semaphore sets and System V queues leave no trace in a process that does not wait "
                                   "for them just now."));
    }
    QWidget* page = none ? static_cast<QWidget*>(nobody_) : table_;
    if (pages_->currentWidget() != page) pages_->setCurrentWidget(page);
}

void ProcessesView::openNew(const QModelIndex& parent, int first, int last) {
    if (!opensNew_ || parent.isValid() || model_->rowCount() > mostOpened) return;
    for (int row = first; row <= last; ++row)
        table_->expand(model_->index(row, 0));
}

void ProcessesView::activate(const QModelIndex& index) {
    if (const auto object = model_->objectAt(index)) {
        emit objectActivated(*object);
    } else if (!object_ && !index.parent().isValid()) {
        const QModelIndex row = index.siblingAtColumn(0);
        table_->setExpanded(row, !table_->isExpanded(row));
    }
}

void ProcessesView::showMenu(const QPoint& position) {
    const QModelIndex index = table_->indexAt(position);
    if (!index.isValid() || !index.flags().testFlag(Qt::ItemIsEnabled)) return;
    auto* menu = new ProcessMenu(session_, model_->processAt(index), model_->objectAt(index), this);
    menu->addCopy(index);
    connect(menu, &ProcessMenu::objectActivated, this, &ProcessesView::objectActivated);
    connect(menu, &ProcessMenu::signalAsked, this, &ProcessesView::signalAsked);
    menu->popup(table_->viewport()->mapToGlobal(position));
}

} // namespace ipclens::ui
