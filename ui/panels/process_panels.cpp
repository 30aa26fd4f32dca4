// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/process_panels.h"

#include "ui/views/processes_view.h"
#include "ui/views/waiters_view.h"

#include <QVBoxLayout>

namespace ipclens::ui {

ProcessRowsPanel::ProcessRowsPanel(Session& session, ProcessRowsView* rows, QWidget* parent)
    : Panel(session, parent)
    , rows_(rows) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(rows_);
    setFocusProxy(rows_);
    connect(rows_, &ProcessRowsView::signalAsked, this, &ProcessRowsPanel::signalAsked);
}

void ProcessRowsPanel::setObject(const ObjectInfo& info) {
    rows_->setObject(objectIdOf(viewOf(info)));
}

void ProcessRowsPanel::setEnded() {
    rows_->setEnded();
}

void ProcessRowsPanel::addInterest(Interest& interest) const {
    const ProcessInterest wanted = rows_->interest();
    interest.processes.waiting |= wanted.waiting;
    interest.processes.uses |= wanted.uses;
}

void ProcessRowsPanel::applyProcesses(const std::shared_ptr<const ProcessView>& view) {
    rows_->apply(view);
}

WaitingPanel::WaitingPanel(Session& session, QWidget* parent)
    : ProcessRowsPanel(session, new WaitersView(session, {}), parent) {
    setObjectName(QStringLiteral("waitingPanel"));
}

ProcessesPanel::ProcessesPanel(Session& session, QWidget* parent)
    : ProcessRowsPanel(session, new ProcessesView(session, {}), parent) {
    setObjectName(QStringLiteral("processesPanel"));
}

} // namespace ipclens::ui
