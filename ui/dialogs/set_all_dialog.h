// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/dialogs/operation_dialog.h"

#include <memory>

namespace ipclens::ui {

/// Sets all values of a set at once (SETALL). Says before which values it overwrites with which, as they are now.
class SetAllDialog : public OperationDialog {
    Q_OBJECT

public:
    SetAllDialog(Session& session, const SemaphoreSetInfo& info, QWidget* parent = nullptr);
    ~SetAllDialog() override;

protected:
    void carryOut() override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

/// "[0] 3 → 1, [2] 0 → 1; 3 stay"; of many the first are named and the rest counted. As many values on both sides.
[[nodiscard]] QString valueChanges(const std::vector<std::uint16_t>& now, const std::vector<std::uint16_t>& next);

} // namespace ipclens::ui
