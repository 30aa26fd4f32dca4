// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/payload.h"
#include "ui/session/update.h"

#include <QAbstractTableModel>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// The messages of one queue, in their order: a row for each, also of those that nobody has looked at yet ("…"). The
/// kernel gives messages no name, only a place; when some have been taken, rows go where the looked-at messages show
/// that they went, so that a chosen row stays with its message.
class MessageModel : public QAbstractTableModel {
    Q_OBJECT

public:
    /// The place in the queue comes last, though it is shown first: it belongs to the row and not to the message.
    enum Column : int { TypeColumn, SizeColumn, PayloadColumn, FormColumn, IndexColumn, ColumnCount };

    enum Role : int {
        KnownRole = Qt::UserRole, ///< whether the message has been looked at
        FormRole,                 ///< payload::Form as int
    };

    explicit MessageModel(QObject* parent = nullptr, Api api = Api::SysV);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// Another queue, of which nothing is known but how many messages wait in it.
    void reset(std::uint64_t messages);
    void apply(const QueueDetail& detail);
    /// Shows these alone, of any place in the queue, until showAll(). What apply() brings goes on behind them.
    void showFound(const std::vector<MessageHead>& messages);
    void showAll();
    [[nodiscard]] bool showsFound() const { return found_.has_value(); }
    /// The struct that a person chose for this queue, or none: what messages are taken for first (payload::read()).
    void setStruct(std::optional<bytes::StructDeclaration> chosen);
    /// The queue is gone: what was read last stays, greyed.
    void setEnded();

    /// What is known of the message in this row; null where it was not looked at.
    [[nodiscard]] const MessageHead* head(int row) const;
    /// The row of this message, also after the queue has moved: of equal ones the nearest to its
    /// place, and never a later one, for messages only move up.
    [[nodiscard]] std::optional<int> rowOf(const MessageHead& message) const;
    /// The place in the queue of the message in this row, as far as is known.
    [[nodiscard]] std::uint64_t place(int row) const;

private:
    struct Shown {
        MessageHead head;
        payload::Reading reading;
    };

    [[nodiscard]] Shown shownOf(const MessageHead& message) const;
    [[nodiscard]] const Shown* shown(int row) const;
    [[nodiscard]] QVariant text(int row, int column) const;
    void removeTaken(const std::vector<MessageHead>& now, std::uint64_t first);
    void setCount(std::uint64_t messages);
    void replaceWindow(const std::vector<MessageHead>& now, std::uint64_t first);

    Api api_;
    int count_ = 0;
    int first_ = 0;
    std::vector<Shown> window_; ///< of row first_ on
    std::optional<std::vector<Shown>> found_;
    std::optional<bytes::StructDeclaration> struct_;
    bool ended_ = false;
};

/// Which messages went: both lists are looked at from the same place on, `before` first. The places in `before` of the
/// messages that are no longer there, as far as the two tell; empty where they have nothing in common.
[[nodiscard]] std::vector<std::size_t> takenMessages(const std::vector<const MessageHead*>& before,
                                                     const std::vector<const MessageHead*>& now);

/// Whether a whole message is the one that was looked at.
[[nodiscard]] bool isWholeOf(const sysv::Message& message, const MessageHead& head);

} // namespace ipclens::ui
