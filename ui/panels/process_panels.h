// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

namespace ipclens::ui {

class ProcessesView;
class WaitersView;

/// Who waits for the object, whatever its kind.
class WaitingPanel : public Panel {
    Q_OBJECT

public:
    explicit WaitingPanel(Session& session, QWidget* parent = nullptr);

    void setObject(const ObjectInfo& info) override;
    void setInfo(const ObjectInfo& /*info*/) override {}
    void setEnded() override;
    void addInterest(Interest& interest) const override;
    void apply(const Update& /*update*/) override {}
    void applyProcesses(const std::shared_ptr<const ProcessView>& view) override;

private:
    WaitersView* waiters_;
};

/// Which processes have to do with the object: who has it, waits for it, made it or used it last.
class ProcessesPanel : public Panel {
    Q_OBJECT

public:
    explicit ProcessesPanel(Session& session, QWidget* parent = nullptr);

    void setObject(const ObjectInfo& info) override;
    void setInfo(const ObjectInfo& /*info*/) override {}
    void setEnded() override;
    void addInterest(Interest& interest) const override;
    void apply(const Update& /*update*/) override {}
    void applyProcesses(const std::shared_ptr<const ProcessView>& view) override;

private:
    ProcessesView* processes_;
};

} // namespace ipclens::ui
