// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/process.h"
#include "ui/dialogs/operation_dialog.h"

class QComboBox;

namespace ipclens::ui {

class ToneLabel;

/// Names a process, its pid, command line and user, before a signal is sent to just this one; Cancel is the default.
class SignalDialog : public OperationDialog {
    Q_OBJECT

public:
    SignalDialog(Session& session, const processes::Process& process, QWidget* parent = nullptr);

protected:
    void carryOut() override;

private:
    void describeProcess();
    void offerSignals();
    void showChoice();
    [[nodiscard]] int chosen() const;

    processes::Process process_;
    QComboBox* signals_;
    ToneLabel* effect_;
};

} // namespace ipclens::ui
