// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/process_page.h"

namespace ipclens::ui {

class ProcessesView;

/// All processes that have to do with IPC objects, and with which.
class ProcessesPage : public ProcessPage {
    Q_OBJECT

public:
    explicit ProcessesPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] ProcessInterest interest() const override { return {true, true, false}; }
    void apply(const std::shared_ptr<const ProcessView>& view) override;
    void focusMain() override;

private:
    ProcessesView* processes_;
};

} // namespace ipclens::ui
