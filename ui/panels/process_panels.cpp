// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/process_panels.h"

#include "ui/views/processes_view.h"
#include "ui/views/waiters_view.h"

#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

void fill(QWidget& panel, QWidget* view) {
    auto* layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view);
    panel.setFocusProxy(view);
}

} // namespace

WaitingPanel::WaitingPanel(Session& session, QWidget* parent)
    : Panel(session, parent)
    , waiters_(new WaitersView(session, {}, this)) {
    setObjectName(QStringLiteral("waitingPanel"));
    fill(*this, waiters_);
    connect(waiters_, &WaitersView::signalAsked, this, &WaitingPanel::signalAsked);
}

void WaitingPanel::setObject(const ObjectInfo& info) {
    waiters_->setObject(objectIdOf(viewOf(info)));
}

void WaitingPanel::setEnded() {
    waiters_->setEnded();
}

void WaitingPanel::addInterest(Interest& interest) const {
    interest.processes.waiting = true;
}

void WaitingPanel::applyProcesses(const std::shared_ptr<const ProcessView>& view) {
    waiters_->apply(view);
}

ProcessesPanel::ProcessesPanel(Session& session, QWidget* parent)
    : Panel(session, parent)
    , processes_(new ProcessesView(session, {}, this)) {
    setObjectName(QStringLiteral("processesPanel"));
    fill(*this, processes_);
    connect(processes_, &ProcessesView::signalAsked, this, &ProcessesPanel::signalAsked);
}

void ProcessesPanel::setObject(const ObjectInfo& info) {
    processes_->setObject(objectIdOf(viewOf(info)));
}

void ProcessesPanel::setEnded() {
    processes_->setEnded();
}

void ProcessesPanel::addInterest(Interest& interest) const {
    interest.processes.waiting = true;
    interest.processes.uses = true;
}

void ProcessesPanel::applyProcesses(const std::shared_ptr<const ProcessView>& view) {
    processes_->apply(view);
}

} // namespace ipclens::ui
