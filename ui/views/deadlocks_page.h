// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/process_page.h"

#include <map>
#include <string>

class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace ipclens::ui {

class DeadlockCard;
class EmptyState;
class PageHeading;

/// The likely deadlocks, a card each.
class DeadlocksPage : public ProcessPage {
    Q_OBJECT

public:
    explicit DeadlocksPage(Session& session, QWidget* parent = nullptr);

    /// Who would end a wait for a POSIX object is told by who has it open.
    [[nodiscard]] ProcessInterest interest() const override { return {.waiting = true, .uses = true}; }
    void apply(const std::shared_ptr<const ProcessView>& view) override;
    void focusMain() override;

private:
    void showCycles(const ProcessView& view);
    DeadlockCard* makeCard(const processes::WaitGraph& graph, const processes::WaitCycle& cycle);

    PageHeading* heading_;
    QStackedWidget* pages_; ///< the cards, or why there are none
    EmptyState* nothing_;
    QScrollArea* scroll_;
    QVBoxLayout* rows_ = nullptr;
    std::map<std::string, DeadlockCard*> cards_; ///< by DeadlockCard::identity()
};

} // namespace ipclens::ui
