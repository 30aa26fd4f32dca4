// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_waiters.h"

#include "ui/models/words.h"

#include <QStringList>

#include <algorithm>
#include <chrono>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 1000ms;
/// After a look of this length it rests so many times as long.
constexpr int restTimes = 50;
constexpr int namedAtMost = 20;

} // namespace

QueueWaiters::QueueWaiters(Session& session, QWidget& panel)
    : QObject(&panel)
    , panel_(panel)
    , operations_(session, this) {
    next_.setSingleShot(true);
    connect(&next_, &QTimer::timeout, this, &QueueWaiters::look);
}

void QueueWaiters::setQueue(std::optional<Id> queue) {
    if (queue == queue_) return;
    queue_ = queue;
    tell({}, {});
    next_.stop();
    if (queue_) next_.start(0);
}

void QueueWaiters::look() {
    if (!queue_) return;
    if (!panel_.isVisible()) return next_.start(lookEvery);
    const ObjectId object{Kind::MessageQueue, *queue_};
    operations_.run(
        operation::PreviewRemoval{{object}}, [this, queue = *queue_](const Operation&, const Outcome& outcome) {
            if (queue != queue_) return;
            if (!outcome.previews.empty()) take(outcome.previews.front());
            const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(outcome.took * restTimes);
            next_.start(std::max<std::chrono::milliseconds>(lookEvery, rest));
        });
}

void QueueWaiters::take(const RemovalPreview& preview) {
    std::size_t senders = 0;
    std::size_t receivers = 0;
    QStringList lines;
    for (const processes::Waiting& waiting : preview.users.waiting) {
        ++(waiting.call == "msgsnd" ? senders : receivers);
        if (lines.size() < namedAtMost) {
            lines += QStringLiteral("%1 %2, %3")
                         .arg(words::printable(waiting.process.name))
                         .arg(waiting.process.pid)
                         .arg(QString::fromStdString(waiting.call));
        }
    }
    QStringList counts;
    if (senders > 0) counts += words::counted(senders, tr("sender"), tr("senders"));
    if (receivers > 0) counts += words::counted(receivers, tr("receiver"), tr("receivers"));
    if (!preview.users.complete) lines += tr("Processes of others may wait too: they can\u2019t be looked into");
    tell(counts.isEmpty() ? QString() : tr("%1 waiting").arg(counts.join(QStringLiteral(", "))),
         lines.join(QLatin1Char('\n')));
}

void QueueWaiters::tell(const QString& words, const QString& details) {
    if (words == words_ && details == details_) return;
    words_ = words;
    details_ = details;
    emit changed();
}

} // namespace ipclens::ui
