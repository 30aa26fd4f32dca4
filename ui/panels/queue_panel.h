// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

#include <memory>

namespace ipclens::ui {

class Settings;

/// The messages of a queue, by peek: looking takes nothing. Composes messages and sends them, takes one out and keeps
/// it in sight, and moves many to other queues, into files and back.
class QueuePanel : public Panel {
    Q_OBJECT

public:
    /// `settings` keeps favourite messages; none: they go with the panel.
    explicit QueuePanel(Session& session, Settings* settings = nullptr, QWidget* parent = nullptr);
    ~QueuePanel() override;

    void setObject(const ObjectInfo& info) override;
    void setInfo(const ObjectInfo& info) override;
    void setEnded() override;
    void addInterest(Interest& interest) const override;
    void apply(const Update& update) override;
    void applyProcesses(const std::shared_ptr<const ProcessView>& view) override;
    [[nodiscard]] std::size_t keptMessages() const override;
    [[nodiscard]] bool tells(OperationId operation) const override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
