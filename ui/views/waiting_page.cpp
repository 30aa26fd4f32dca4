// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/waiting_page.h"

#include "ui/views/waiters_view.h"

#include <QVBoxLayout>

namespace ipclens::ui {

WaitingPage::WaitingPage(Session& session, QWidget* parent)
    : ProcessPage(session, parent)
    , waiters_(new WaitersView(session, tr("Waiting processes"), this)) {
    setObjectName(QStringLiteral("waitingPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(waiters_);
    connect(waiters_, &WaitersView::objectActivated, this, &WaitingPage::objectActivated);
    connect(waiters_, &WaitersView::signalAsked, this, &WaitingPage::signalAsked);
}

void WaitingPage::apply(const std::shared_ptr<const ProcessView>& view) {
    waiters_->apply(view);
}

void WaitingPage::focusMain() {
    waiters_->setFocus(Qt::ShortcutFocusReason);
}

} // namespace ipclens::ui
