// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "ui/dialogs/operation_dialog.h"

#include <memory>

namespace ipclens::ui {

/// Makes an object of any kind, of System V or POSIX. Every field is looked at while it is typed, with what is wrong in
/// words beside it; a creation that fails leaves the dialog open with all that was typed, and the reason in it.
class CreateDialog : public OperationDialog {
    Q_OBJECT

public:
    CreateDialog(Session& session, Kind kind, QWidget* parent = nullptr, Api api = Api::SysV);
    ~CreateDialog() override;

signals:
    /// The object that was made, for the table to choose it.
    void created(ipclens::ObjectId object);
    /// The person chose System V or POSIX.
    void apiChosen(ipclens::Api api);

protected:
    void carryOut() override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
