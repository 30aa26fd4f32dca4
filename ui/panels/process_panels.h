// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

namespace ipclens::ui {

class ProcessRowsView;

/// The processes that have to do with the object, whatever its kind, as a view shows them.
class ProcessRowsPanel : public Panel {
    Q_OBJECT

public:
    void setObject(const ObjectInfo& info) override;
    void setInfo(const ObjectInfo& /*info*/) override {}
    void setEnded() override;
    void addInterest(Interest& interest) const override;
    void apply(const Update& /*update*/) override {}
    void applyProcesses(const std::shared_ptr<const ProcessView>& view) override;

protected:
    /// Takes the view.
    ProcessRowsPanel(Session& session, ProcessRowsView* rows, QWidget* parent);

private:
    ProcessRowsView* rows_;
};

/// Who waits for the object.
class WaitingPanel : public ProcessRowsPanel {
    Q_OBJECT

public:
    explicit WaitingPanel(Session& session, QWidget* parent = nullptr);
};

/// Which processes have to do with the object: who has it, waits for it, made it or used it last.
class ProcessesPanel : public ProcessRowsPanel {
    Q_OBJECT

public:
    explicit ProcessesPanel(Session& session, QWidget* parent = nullptr);
};

} // namespace ipclens::ui
