// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

#include <memory>

namespace ipclens::ui {

/// One named POSIX semaphore: its value and who waits, now and over the last minute; taking one (sem_wait) and giving
/// one (sem_post).
class PosixSemaphorePanel : public Panel {
    Q_OBJECT

public:
    explicit PosixSemaphorePanel(Session& session, QWidget* parent = nullptr);
    ~PosixSemaphorePanel() override;

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
