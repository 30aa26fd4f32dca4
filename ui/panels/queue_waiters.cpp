// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_waiters.h"

#include "ui/models/users_seen.h"
#include "ui/models/words.h"

#include <QStringList>

#include <vector>

#include <unistd.h>

namespace ipclens::ui {
namespace {

constexpr int namedAtMost = 20;

QString openWords(const std::vector<processes::Attached>& users) {
    QStringList names;
    for (const processes::Attached& user : users) {
        if (user.process.pid != ::getpid()) names += words::process(user.process);
    }
    return words::shortList(names);
}

} // namespace

void QueueWaiters::setQueue(std::optional<ObjectId> queue) {
    if (queue == queue_) return;
    queue_ = queue;
    tell({}, {}, {});
}

void QueueWaiters::addInterest(ProcessInterest& interest) const {
    if (!queue_) return;
    interest.waiting = true;
    // A System V queue leaves no trace in who uses it
    if (queue_->api() == Api::Posix) interest.uses = true;
}

void QueueWaiters::apply(const ProcessView& view) {
    if (!queue_) return;
    const processes::UsersOf users = usersSeen(view, *queue_);
    std::size_t senders = 0;
    std::size_t receivers = 0;
    QStringList lines;
    for (const processes::Waiting& waiting : users.waiting) {
        const bool sends = waiting.call == "msgsnd" || waiting.call == "mq_send";
        ++(sends ? senders : receivers);
        if (lines.size() < namedAtMost) {
            lines +=
                QStringLiteral("%1, %2").arg(words::process(waiting.process), QString::fromStdString(waiting.call));
        }
    }
    QStringList counts;
    if (senders > 0) counts += words::counted(senders, tr("sender"), tr("senders"));
    if (receivers > 0) counts += words::counted(receivers, tr("receiver"), tr("receivers"));
    if (!users.complete) lines += tr("Processes of others may wait too: they can\u2019t be looked into");
    tell(counts.isEmpty() ? QString() : tr("%1 waiting").arg(counts.join(QStringLiteral(", "))),
         lines.join(QLatin1Char('\n')), openWords(users.attached));
}

void QueueWaiters::tell(const QString& words, const QString& details, const QString& openIn) {
    if (words == words_ && details == details_ && openIn == openIn_) return;
    words_ = words;
    details_ = details;
    openIn_ = openIn;
    emit changed();
}

} // namespace ipclens::ui
