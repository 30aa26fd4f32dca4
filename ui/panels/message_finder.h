// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/panels/own_operations.h"
#include "ui/session/update.h"

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <optional>
#include <vector>

class QLineEdit;

namespace ipclens::ui {

class ToneLabel;

/// The line above the messages: how old the list is, or which messages of the queue are searched for and how much of it
/// was looked at. Searches in the background, and again when the queue has changed.
class MessageFinder : public QWidget {
    Q_OBJECT

public:
    explicit MessageFinder(Session& session, QWidget* parent = nullptr);

    /// Another queue: what was searched for in the last is of no interest there.
    void setQueue(Id queue);
    void setInfo(const QueueInfo& info);
    /// When the messages in the list were looked at.
    void setReadAt(std::chrono::steady_clock::time_point readAt);

    /// Whether it says itself that this operation is under way.
    [[nodiscard]] bool tells(OperationId operation) const { return running_ == operation; }

signals:
    /// Messages that match, in their order.
    void found(const std::vector<ipclens::ui::MessageHead>& messages);
    /// Nothing is searched for any more.
    void cleared();

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void typed();
    void search();
    void finish(const Outcome& outcome);
    void say();

    OwnOperations operations_;
    Session& session_;
    QLineEdit* terms_;
    ToneLabel* words_;
    QTimer typing_;
    QTimer tick_;
    Id queue_;
    QueueInfo info_;         ///< newest
    QueueInfo searchedInfo_; ///< as it was when the last search began
    bool active_ = false;
    QString fault_;
    OperationId running_ = 0; ///< 0: none
    bool again_ = false;      ///< something else is to be searched for once this one has ended
    std::optional<transfer::Searched> searched_;
    std::size_t count_ = 0;
    std::chrono::steady_clock::time_point searchedAt_;
    std::chrono::steady_clock::time_point readAt_;
};

} // namespace ipclens::ui
