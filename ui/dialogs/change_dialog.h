// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/dialogs/operation_dialog.h"

#include <memory>

namespace ipclens::ui {

/// Changes owner, group and mode of an object; the capacity of a queue, the lock of a segment, the size of a POSIX
/// segment, where a smaller one says on its button what is lost. Only what the person changed is sent; a failure is
/// told inside, and nothing typed is lost.
class ChangeDialog : public OperationDialog {
    Q_OBJECT

public:
    /// What stands first and has the keyboard when it opens.
    enum class First { Owner, Size };

    /// `first` is Size for what has one: a POSIX segment.
    ChangeDialog(Session& session, const ObjectInfo& info, QWidget* parent = nullptr, First first = First::Owner);
    ~ChangeDialog() override;

protected:
    void carryOut() override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
