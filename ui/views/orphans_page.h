// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/process_page.h"

class QPushButton;
class QStackedWidget;

namespace ipclens::ui {

class EmptyState;
class OrphanModel;
class PageHeading;
class RowsView;

/// What likely nobody needs any more, why, and how much memory that holds; what is checked can be removed, after a
/// question that names each.
class OrphansPage : public ProcessPage {
    Q_OBJECT

public:
    explicit OrphansPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] ProcessInterest interest() const override { return {.orphans = true}; }
    void apply(const std::shared_ptr<const ProcessView>& view) override;
    void focusMain() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTable();
    void showChoice();
    void showMenu(const QPoint& position);

    PageHeading* heading_;
    OrphanModel* model_;
    RowsView* table_ = nullptr;
    QStackedWidget* pages_; ///< the table, or why it is empty
    EmptyState* nothing_;
    QPushButton* all_;
    QPushButton* remove_;
};

} // namespace ipclens::ui
