// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

#include <memory>

namespace ipclens::ui {

/// The bytes of a segment as they live. Looking at one of POSIX is unnoticed, and at one of System V where the bytes
/// can be read through another process's mapping; otherwise nothing is read until the person agrees to a read-only
/// attachment, here or once for all by the setting "memory/alwaysAttach".
class MemoryPanel : public Panel {
    Q_OBJECT

public:
    explicit MemoryPanel(Session& session, QWidget* parent = nullptr);
    ~MemoryPanel() override;

    void setObject(const ObjectInfo& info) override;
    void setInfo(const ObjectInfo& info) override;
    void setEnded() override;
    void addInterest(Interest& interest) const override;
    void apply(const Update& update) override;
    [[nodiscard]] bool tells(OperationId operation) const override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
