// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_declaration.h"
#include "core/transfer/browse.h"
#include "ui/models/message_model.h"

#include <QDateTime>
#include <QWidget>

#include <memory>
#include <optional>

class QPushButton;

namespace ipclens::ui {

class MessageList;
class Strip;

/// What a browse of a POSIX queue has seen: a picture of that moment, which does not follow the queue.
class BrowsedMessages : public QWidget {
    Q_OBJECT

public:
    explicit BrowsedMessages(QWidget* parent = nullptr);

    using Report = std::shared_ptr<const transfer::BrowseReport>;
    void show(ObjectId queue, const Report& report, const QDateTime& at);
    /// How many messages the queue has now; none: not known.
    void setNow(std::optional<std::uint64_t> messages);
    void setStruct(const std::optional<bytes::StructDeclaration>& chosen);
    /// The queue is gone: the picture stays, greyed.
    void setEnded();
    void unchoose();
    /// Empty: it can be browsed again; else why not.
    void setRefusal(const QString& why);

signals:
    /// What is known of the message that was chosen, which had `size` bytes.
    void chosen(const QString& title, ipclens::ObjectId queue, const ipclens::sysv::Message& message,
                std::uint64_t size);
    void browseAsked();
    /// The person has seen enough.
    void closed();

private:
    void choose();
    void say();

    MessageModel model_;
    Strip* strip_;
    QPushButton* again_;
    MessageList* list_;
    ObjectId queue_;
    Report report_;
    QDateTime at_;
    std::optional<std::uint64_t> now_;
};

} // namespace ipclens::ui
