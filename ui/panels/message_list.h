// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/interest.h"
#include "ui/session/rows.h"

#include <QTableView>
#include <QTimer>

#include <optional>

namespace ipclens::ui {

class MessageModel;

/// The table of a queue's messages. A message that is taken while it is chosen is no longer chosen: its neighbour is
/// another message, which nobody has chosen.
class MessageList : public QTableView {
    Q_OBJECT

public:
    explicit MessageList(MessageModel& model, QWidget* parent = nullptr);

    /// The rows that are seen, and some around them.
    [[nodiscard]] std::optional<RowRange> visibleMessages() const;
    [[nodiscard]] std::optional<int> chosen() const;
    void unchoose();

    /// One row, and so much of the next that it is seen to go on.
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void visibleMessagesChanged();
    /// Another message was chosen, or the chosen one is now at another place.
    void chosenChanged();
    /// The chosen message is no longer in the queue.
    void chosenTaken();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void rowsAboutToBeRemoved(const QModelIndex& parent, int first, int last) override;

private:
    void layOutColumns();
    void afterRemoval();

    MessageModel& model_;
    QTimer moved_;
    bool takesChosen_ = false;
};

} // namespace ipclens::ui
