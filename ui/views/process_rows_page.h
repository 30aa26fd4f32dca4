// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/process_page.h"

namespace ipclens::ui {

class ProcessRowsView;

/// A page that one view of processes fills.
class ProcessRowsPage : public ProcessPage {
    Q_OBJECT

public:
    [[nodiscard]] ProcessInterest interest() const override;
    void apply(const std::shared_ptr<const ProcessView>& view) override;
    void focusMain() override;

protected:
    /// Takes the view.
    ProcessRowsPage(Session& session, ProcessRowsView* rows, QWidget* parent);

private:
    ProcessRowsView* rows_;
};

/// All threads that wait for IPC objects.
class WaitingPage : public ProcessRowsPage {
    Q_OBJECT

public:
    explicit WaitingPage(Session& session, QWidget* parent = nullptr);
};

/// All processes that have to do with IPC objects, and with which.
class ProcessesPage : public ProcessRowsPage {
    Q_OBJECT

public:
    explicit ProcessesPage(Session& session, QWidget* parent = nullptr);
};

} // namespace ipclens::ui
