// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/process_rows_page.h"

#include "ui/views/processes_view.h"
#include "ui/views/waiters_view.h"

#include <QVBoxLayout>

namespace ipclens::ui {

ProcessRowsPage::ProcessRowsPage(Session& session, ProcessRowsView* rows, QWidget* parent)
    : ProcessPage(session, parent)
    , rows_(rows) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(rows_);
    connect(rows_, &ProcessRowsView::objectActivated, this, &ProcessRowsPage::objectActivated);
    connect(rows_, &ProcessRowsView::signalAsked, this, &ProcessRowsPage::signalAsked);
}

ProcessInterest ProcessRowsPage::interest() const {
    return rows_->interest();
}

void ProcessRowsPage::apply(const std::shared_ptr<const ProcessView>& view) {
    rows_->apply(view);
}

void ProcessRowsPage::focusMain() {
    rows_->setFocus(Qt::ShortcutFocusReason);
}

WaitingPage::WaitingPage(Session& session, QWidget* parent)
    : ProcessRowsPage(session, new WaitersView(session, tr("Waiting processes"), parent), parent) {
    setObjectName(QStringLiteral("waitingPage"));
}

ProcessesPage::ProcessesPage(Session& session, QWidget* parent)
    : ProcessRowsPage(session, new ProcessesView(session, tr("Processes"), parent), parent) {
    setObjectName(QStringLiteral("processesPage"));
}

} // namespace ipclens::ui
