// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/update.h"

#include <QPersistentModelIndex>

#include <optional>
#include <vector>

namespace ipclens::ui {

class MessageList;
class MessageModel;
class MessageView;

/// The message that is chosen in a queue's list: shows it in full, and keeps it chosen while the queue moves and while
/// the list narrows to what was found, or widens again.
class ChosenMessage {
public:
    ChosenMessage(MessageModel& model, MessageList& list, MessageView& view)
        : model_(model)
        , list_(list)
        , view_(view) {}

    /// Another queue: nothing is chosen.
    void reset(ObjectId queue);
    /// None any more; what is shown of it stays.
    void unchoose();
    /// The list is narrowed to these.
    void showFound(const std::vector<MessageHead>& messages);
    /// The list shows all messages again.
    void showAll();
    /// Shows the chosen message, as soon as all of it is there: most are no longer than what the list looks at anyway.
    /// `detail` is what a look has brought, and the list knows already; null: another one was chosen.
    void show(const QueueDetail* detail);

private:
    [[nodiscard]] std::optional<MessageHead> current() const;
    void chooseWhatIsSought(const QueueDetail& detail);

    MessageModel& model_;
    MessageList& list_;
    MessageView& view_;
    ObjectId queue_;
    std::optional<MessageHead> head_;   ///< as the list knows it
    std::optional<MessageHead> sought_; ///< to be chosen again once the list has been looked at anew
    QPersistentModelIndex shown_;       ///< the row whose message is in view; goes where its message goes
};

} // namespace ipclens::ui
