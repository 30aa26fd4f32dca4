// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

#include <memory>

namespace ipclens::ui {

class Settings;

/// A POSIX message queue: how many messages it has and had, who is notified, and what may be known without taking
/// anything. Composes messages and sends them, takes one out and keeps it in sight, drains and loads; and lists the
/// messages of one moment where the person has them browsed, which is never done unasked.
class PosixQueuePanel : public Panel {
    Q_OBJECT

public:
    /// `settings` keeps favourite messages and structs; none: they go with the panel.
    explicit PosixQueuePanel(Session& session, Settings* settings = nullptr, QWidget* parent = nullptr);
    ~PosixQueuePanel() override;

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
