// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/processes_view.h"

#include "ui/delegates/process_delegate.h"
#include "ui/models/process_model.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/views/page_heading.h"
#include "ui/widgets/empty_state.h"

#include <QLineEdit>

#include <utility>

namespace ipclens::ui {
namespace {

/// So many processes begin with their objects in sight; more would hide one another.
constexpr int fewProcesses = 12;
constexpr int mostOpened = 24; // of those that come later
constexpr int filterCharacters = 26;

} // namespace

ProcessesView::ProcessesView(Session& session, const QString& title, QWidget* parent)
    : ProcessRowsView(session, title, parent)
    , model_(new ProcessModel(this)) {
    buildTable();
    if (!title.isEmpty()) buildFilter();
    nobody().setObjectName(QStringLiteral("noProcesses"));
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
    // The first has room for an object's indent and dot too
    makeTable(*model_, *delegate,
              {{QStringLiteral("0x51a00001 0x51a00"), QStringLiteral("/render-lock-of-two-views"), 1, 0},
               {QStringLiteral("waits: semop [0] \u22121 undo"),
                QStringLiteral("waits: semop [0] \u22121, last operated on [1]"), 3, 0},
               {QStringLiteral("4711000"), QStringLiteral("4711000"), 0, 0},
               {QStringLiteral("www-data"), QStringLiteral("www-data"), 0, 4},
               {QStringLiteral("2026-11-21"), QStringLiteral("2026-11-21"), 0, 3},
               {QStringLiteral("/usr/bin/philoso"), QStringLiteral("/usr/bin/philosopher --all"), 3, 2},
               {QStringLiteral("docker 3f2a"), QStringLiteral("docker 3f2a91c0b7de"), 1, 1}});
    table().setObjectName(QStringLiteral("processes"));
    table().setAccessibleName(tr("Processes and their objects"));
    table().setColumnEmpty(ProcessModel::ContainerColumn, true);
    sortFirst(ProcessModel::NameColumn, Qt::AscendingOrder);
    // Who comes later stands like the others, until a person has it otherwise
    connect(&table(), &QTreeView::collapsed, this, [this] { opensNew_ = false; });
    connect(model_, &QAbstractItemModel::rowsInserted, this, &ProcessesView::openNew);
}

void ProcessesView::buildFilter() {
    filter_ = new QLineEdit(&heading());
    filter_->setObjectName(QStringLiteral("processFilter"));
    filter_->setPlaceholderText(tr("Filter: name or pid"));
    filter_->setAccessibleName(tr("Filter processes by name or pid"));
    filter_->setClearButtonEnabled(true);
    filter_->setFixedWidth(filter_->fontMetrics().averageCharWidth() * filterCharacters);
    heading().addWidget(filter_);
    connect(filter_, &QLineEdit::textChanged, this, [this](const QString& text) {
        model_->setFilter(text);
        showPage();
    });
}

void ProcessesView::setObject(std::optional<ObjectId> object) {
    beginLooking(object, tr("Looking through all processes\u2026"));
    looked_ = false;
    model_->setObject(object);
    table().setRootIsDecorated(!object);
}

void ProcessesView::setEnded() {
    model_->setEnded();
}

void ProcessesView::apply(const std::shared_ptr<const ProcessView>& view) {
    if (!view->uses) return;
    looked_ = true;
    model_->apply(view, session().last());
    table().setColumnEmpty(ProcessModel::ContainerColumn, !model_->hasContainers());
    if (!std::exchange(opened_, true)) {
        opensNew_ = model_->rowCount() <= fewProcesses;
        if (opensNew_) table().expandAll();
    }
    showCount(*view);
    showPage();
}

void ProcessesView::showCount(const ProcessView& view) {
    const auto processes = [](std::size_t count) { return words::counted(count, tr("process"), tr("processes")); };
    const QString all = processes(model_->processCount());
    QString text = object() ? tr("%1 involved").arg(all) : tr("%1 with IPC objects").arg(all);
    if (view.uses->notReadable > 0)
        text += QStringLiteral(" \u00b7 ") + tr("%1 could not be looked into").arg(processes(view.uses->notReadable));
    const bool mayBeQueue = !object() || (object()->api() == Api::Posix && object()->kind == Kind::MessageQueue);
    if (view.uses->filesNotKnown && mayBeQueue) {
        text += QStringLiteral(" \u00b7 ") + (object() ? tr("who has it open can\u2019t be told")
                                                       : tr("who has POSIX queues open can\u2019t be told"));
    }
    heading().say(text);
}

void ProcessesView::showPage() {
    const bool none = looked_ && model_->rowCount() == 0;
    if (none && filter_ != nullptr && !filter_->text().isEmpty()) {
        nobody().setTitle(tr("No process matches the filter"));
        nobody().setExplanation(tr("There are others that it leaves out."));
    } else if (none) {
        nobody().setTitle(object() ? tr("No process is seen to use it")
                                   : tr("No process is seen to use an IPC object"));
        nobody().setExplanation(tr("Semaphore sets and System V queues leave no trace in a process that does not wait "
                                   "for them just now."));
    }
    showNobody(none);
}

void ProcessesView::openNew(const QModelIndex& parent, int first, int last) {
    if (!opensNew_ || parent.isValid() || model_->rowCount() > mostOpened) return;
    for (int row = first; row <= last; ++row)
        table().expand(model_->index(row, 0));
}

void ProcessesView::activate(const QModelIndex& index) {
    if (const auto chosen = model_->objectAt(index)) {
        emit objectActivated(*chosen);
    } else if (!object() && !index.parent().isValid()) {
        const QModelIndex row = index.siblingAtColumn(0);
        table().setExpanded(row, !table().isExpanded(row));
    }
}

ProcessRowsView::Subject ProcessesView::subjectOf(const QModelIndex& index) const {
    return {model_->processAt(index), model_->objectAt(index)};
}

} // namespace ipclens::ui
