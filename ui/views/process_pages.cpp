// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/process_pages.h"

#include "ui/views/pages.h"
#include "ui/views/process_page.h"

#include <QStackedWidget>

namespace ipclens::ui {

ProcessPages::ProcessPages(Session& session, QStackedWidget& main)
    : QObject(&main)
    , session_(session)
    , main_(main) {}

ProcessPage* ProcessPages::pageOf(Place place) {
    const auto made = pages_.find(place);
    if (made != pages_.end()) return made->second;
    ProcessPage* page = makeProcessPage(place, session_, &main_);
    if (page == nullptr) return nullptr;
    pages_[place] = page;
    main_.addWidget(page);
    connect(page, &ProcessPage::objectActivated, this, &ProcessPages::objectActivated);
    connect(page, &ProcessPage::signalAsked, this, &ProcessPages::signalAsked);
    connect(page, &ProcessPage::removalAsked, this, &ProcessPages::removalAsked);
    connect(page, &ProcessPage::message, this, &ProcessPages::message);
    return page;
}

ProcessPage* ProcessPages::visible() const {
    return qobject_cast<ProcessPage*>(main_.currentWidget());
}

void ProcessPages::apply(const std::shared_ptr<const ProcessView>& view) {
    if (ProcessPage* page = visible(); page != nullptr && view != nullptr) page->apply(view);
}

} // namespace ipclens::ui
