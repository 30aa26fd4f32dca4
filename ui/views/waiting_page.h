// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/process_page.h"

namespace ipclens::ui {

class WaitersView;

/// All threads that wait for IPC objects.
class WaitingPage : public ProcessPage {
    Q_OBJECT

public:
    explicit WaitingPage(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] ProcessInterest interest() const override { return {true, false, false}; }
    void apply(const std::shared_ptr<const ProcessView>& view) override;
    void focusMain() override;

private:
    WaitersView* waiters_;
};

} // namespace ipclens::ui
