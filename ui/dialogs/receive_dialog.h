// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/sysv/message_queue.h"
#include "ui/panels/panel.h"

#include <QDialog>

#include <memory>

namespace ipclens::ui {

class MessageModel;
class Session;

/// Asks which message to take out of a queue, and says which one that is now. Taking it destroys it there, so Cancel is
/// the default. To be shown with open(), deletes itself when closed.
class ReceiveDialog : public QDialog {
    Q_OBJECT

public:
    /// `messages` is what is known of the queue, and is looked at as it changes; it must outlive the dialog. What is
    /// not in view is looked for through the session.
    ReceiveDialog(Session& session, const QueueInfo& queue, const MessageModel& messages, QWidget* parent = nullptr);
    ~ReceiveDialog() override;

signals:
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);
    void chosen(const ipclens::sysv::Selection& selection, bool wait);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
