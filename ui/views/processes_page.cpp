// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/processes_page.h"

#include "ui/views/processes_view.h"

#include <QVBoxLayout>

namespace ipclens::ui {

ProcessesPage::ProcessesPage(Session& session, QWidget* parent)
    : ProcessPage(session, parent)
    , processes_(new ProcessesView(session, tr("Processes"), this)) {
    setObjectName(QStringLiteral("processesPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(processes_);
    connect(processes_, &ProcessesView::objectActivated, this, &ProcessesPage::objectActivated);
    connect(processes_, &ProcessesView::signalAsked, this, &ProcessesPage::signalAsked);
}

void ProcessesPage::apply(const std::shared_ptr<const ProcessView>& view) {
    processes_->apply(view);
}

void ProcessesPage::focusMain() {
    processes_->setFocus(Qt::ShortcutFocusReason);
}

} // namespace ipclens::ui
