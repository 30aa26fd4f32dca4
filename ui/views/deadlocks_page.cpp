// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/deadlocks_page.h"

#include "ui/models/process_words.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/views/deadlock_card.h"
#include "ui/views/page_heading.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/tone_label.h"

#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace ipclens::ui {
namespace {

/// The first cards; a system that has more of them has one fault, not a hundred.
constexpr std::size_t mostCards = 50;

} // namespace

DeadlocksPage::DeadlocksPage(Session& session, QWidget* parent)
    : ProcessPage(session, parent)
    , heading_(new PageHeading(tr("Deadlocks"), this))
    , pages_(new QStackedWidget(this))
    , nothing_(new EmptyState(tr("Looking\u2026"), QString(), this))
    , scroll_(new QScrollArea(this)) {
    setObjectName(QStringLiteral("deadlocksPage"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* page = new QWidget;
    rows_ = new QVBoxLayout(page);
    rows_->setContentsMargins(12, 4, 12, 12);
    rows_->setSpacing(12);
    auto* meaning = new ToneLabel(Tone::MutedText, page);
    meaning->setObjectName(QStringLiteral("likelyMeans"));
    meaning->setWordWrap(true);
    meaning->setText(
        tr("\u201cLikely\u201d: each process here waits for what, as far as can be seen, only others of them "
           "would end, and those wait too. That they wait is certain. Who would end a wait is inferred "
           "from who was last at the object, or has it open: another process may still come and do it."));
    rows_->addWidget(meaning);
    rows_->addStretch(1);
    page->setAutoFillBackground(false);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll_->setBackgroundRole(QPalette::Base);
    scroll_->setWidget(page);
    pages_->addWidget(nothing_);
    pages_->addWidget(scroll_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(heading_);
    layout->addWidget(pages_, 1);
    connect(&this->session(), &Session::lookOnlyChanged, this, [this](bool lookOnly) {
        for (const auto& [identity, card] : cards_)
            card->setLookOnly(lookOnly);
    });
}

void DeadlocksPage::apply(const std::shared_ptr<const ProcessView>& view) {
    if (view->graph == nullptr) return;
    const std::size_t count = view->graph->cycles.size();
    QStringList news;
    if (count > 0) news += words::counted(count, tr("likely deadlock"), tr("likely deadlocks"));
    news += process_words::scanAge(*view);
    news.removeAll(QString());
    heading_->say(news.join(QStringLiteral("  \u00b7  ")));
    nothing_->setTitle(tr("No deadlock is likely now"));
    nothing_->setExplanation(tr("No processes that could be looked into wait for one another."));
    showCycles(*view);
    pages_->setCurrentWidget(count > 0 ? static_cast<QWidget*>(scroll_) : nothing_);
}

void DeadlocksPage::showCycles(const ProcessView& view) {
    std::map<std::string, DeadlockCard*> before = std::exchange(cards_, {});
    int row = 1; // below what "likely" means
    for (const processes::WaitCycle& cycle : view.graph->cycles) {
        if (cards_.size() == mostCards) break;
        const std::string identity = DeadlockCard::identity(*view.graph, cycle);
        const auto known = before.find(identity);
        DeadlockCard* card = known == before.end() ? makeCard(*view.graph, cycle) : known->second;
        if (known != before.end()) before.erase(known);
        card->setCycle(cycle, view.at);
        if (rows_->indexOf(card) != row) rows_->insertWidget(row, card);
        ++row;
        cards_.emplace(identity, card);
    }
    for (const auto& [identity, card] : before)
        delete card;
}

DeadlockCard* DeadlocksPage::makeCard(const processes::WaitGraph& graph, const processes::WaitCycle& cycle) {
    auto* card = new DeadlockCard(graph, cycle, session().last().get(), scroll_->widget());
    card->setLookOnly(session().lookOnly());
    connect(card, &DeadlockCard::objectActivated, this, &DeadlocksPage::objectActivated);
    connect(card, &DeadlockCard::signalAsked, this, &DeadlocksPage::signalAsked);
    return card;
}

void DeadlocksPage::focusMain() {
    if (pages_->currentWidget() == scroll_)
        scroll_->setFocus(Qt::OtherFocusReason);
    else
        setFocus(Qt::OtherFocusReason);
}

} // namespace ipclens::ui
