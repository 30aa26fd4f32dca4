// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "ui/session/interest.h"
#include "ui/session/process_view.h"

#include <QObject>
#include <QString>

#include <optional>

namespace ipclens::ui {

/// Who waits in msgsnd(2) or msgrcv(2) (POSIX: mq_send(3), mq_receive(3)) on the queue that a panel shows.
class QueueWaiters : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Another queue; none: there is nothing to look for.
    void setQueue(std::optional<ObjectId> queue);
    /// Adds what has to be looked for.
    void addInterest(ProcessInterest& interest) const;
    void apply(const ProcessView& view);
    /// "1 sender, 2 receivers waiting"; empty: nobody was seen. Raw names are in neither.
    [[nodiscard]] const QString& words() const { return words_; }
    /// Who, a line each, and whether others may have been hidden.
    [[nodiscard]] const QString& details() const { return details_; }
    /// Who has a POSIX queue open: "billing 4711, orders 4710"; empty: nobody was seen to.
    [[nodiscard]] const QString& openIn() const { return openIn_; }

signals:
    void changed();

private:
    void tell(const QString& words, const QString& details, const QString& openIn);

    std::optional<ObjectId> queue_;
    QString words_;
    QString details_;
    QString openIn_;
};

} // namespace ipclens::ui
