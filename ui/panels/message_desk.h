// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_declaration.h"
#include "ui/panels/queue_struct.h"
#include "ui/panels/queue_work.h"

#include <QObject>

#include <optional>

namespace ipclens::ui {

class Composer;
class MessageHistory;
class MessageView;
class Panel;
class Settings;
class TakenStrip;

/// What the panels of System V and of POSIX queues do alike: messages are composed and sent, what was taken or is
/// looked at is sent again, and all of it is read as the struct that was chosen for the queue. The panel lays the parts
/// out, and asks how to receive.
class MessageDesk : public QObject {
    Q_OBJECT

public:
    MessageDesk(Session& session, Settings* settings, Panel& panel, Api api);

    [[nodiscard]] QueueWork& work() { return work_; }
    [[nodiscard]] const QueueWork& work() const { return work_; }
    [[nodiscard]] MessageView* message() const { return message_; }
    [[nodiscard]] TakenStrip* taken() const { return taken_; }
    [[nodiscard]] Composer* composer() const { return composer_; }

    /// Another queue is shown from now on; gives structChanged().
    void setQueue(const QueueStruct::Queue& queue);
    /// What is known now of the queue that is shown.
    void setInfo(const QueueStruct::Queue& queue) { struct_->setInfo(queue); }
    /// Empty: can be done; else why not.
    void setRefusal(const QString& toSend, const QString& toTake);

signals:
    /// What the queue's messages are taken for; nothing: no struct was chosen.
    void structChanged(const std::optional<ipclens::bytes::StructDeclaration>& declaration);

private:
    void connectComposer();
    void connectMessages();
    void connectStruct();
    void offerCode();
    void showStruct();

    Session& session_;
    Panel& panel_;
    QueueWork work_;
    MessageView* message_;
    TakenStrip* taken_;
    Composer* composer_;
    QueueStruct* struct_;
    MessageHistory* history_;
};

} // namespace ipclens::ui
