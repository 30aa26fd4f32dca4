// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "ui/dialogs/operation_dialog.h"

#include <memory>
#include <vector>

namespace ipclens::ui {

/// Names each object that is to be removed, who is attached to it or waits for it, and what the kernel will do to them,
/// before anything happens; Cancel is the default.
class RemoveDialog : public OperationDialog {
    Q_OBJECT

public:
    RemoveDialog(Session& session, std::vector<ObjectId> objects, QWidget* parent = nullptr);
    ~RemoveDialog() override;

protected:
    void carryOut() override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
