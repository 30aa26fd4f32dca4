// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/panels/panel.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;

namespace ipclens::ui {

class Session;

/// Asks whether to take a message out of a POSIX queue: the kernel chooses which, and shows it to nobody before. Taking
/// it destroys it there, so Cancel is the default. To be shown with open(), deletes itself when closed.
class PosixReceiveDialog : public QDialog {
    Q_OBJECT

public:
    PosixReceiveDialog(Session& session, const PosixQueueInfo& queue, QWidget* parent = nullptr);

    /// The queue as it is now.
    void setInfo(const PosixQueueInfo& queue);

signals:
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);
    void chosen(bool wait);

private:
    void say();

    PosixQueueInfo queue_;
    QLabel* what_;
    QCheckBox* wait_;
    QPushButton* take_ = nullptr;
};

} // namespace ipclens::ui
