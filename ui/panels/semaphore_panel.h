// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

#include <memory>

namespace ipclens::ui {

/// The members of a semaphore set as they live, with their last minute, and P, V and Set on each; below them a place to
/// put atomic operations together. Shows a set of any size: only the members that are seen are asked for.
class SemaphorePanel : public Panel {
    Q_OBJECT

public:
    explicit SemaphorePanel(Session& session, QWidget* parent = nullptr);
    ~SemaphorePanel() override;

    void setObject(const ObjectInfo& info) override;
    void setInfo(const ObjectInfo& info) override;
    void setEnded() override;
    void addInterest(Interest& interest) const override;
    void apply(const Update& update) override;
    void applyProcesses(const std::shared_ptr<const ProcessView>& view) override;
    [[nodiscard]] bool tells(OperationId operation) const override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
