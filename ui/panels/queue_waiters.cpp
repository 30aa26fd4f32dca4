// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_waiters.h"

#include "ui/models/words.h"

#include <QStringList>

#include <algorithm>
#include <chrono>
#include <vector>

#include <unistd.h>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 1000ms;
/// After a look of this length it rests so many times as long.
constexpr int restTimes = 50;
constexpr int namedAtMost = 20;
constexpr qsizetype openAtMost = 6;

QString openWords(const std::vector<processes::Attached>& users) {
    QStringList names;
    for (const processes::Attached& user : users) {
        if (user.process.pid != ::getpid())
            names += QStringLiteral("%1 %2").arg(words::printable(user.process.name)).arg(user.process.pid);
    }
    if (names.size() <= openAtMost) return names.join(QStringLiteral(", "));
    return QueueWaiters::tr("%1 and %2 more")
        .arg(names.mid(0, openAtMost).join(QStringLiteral(", ")))
        .arg(names.size() - openAtMost);
}

} // namespace

QueueWaiters::QueueWaiters(Session& session, QWidget& panel)
    : QObject(&panel)
    , panel_(panel)
    , operations_(session, this) {
    next_.setSingleShot(true);
    connect(&next_, &QTimer::timeout, this, &QueueWaiters::look);
}

void QueueWaiters::setQueue(std::optional<ObjectId> queue) {
    if (queue == queue_) return;
    queue_ = queue;
    tell({}, {}, {});
    next_.stop();
    if (queue_) next_.start(0);
}

void QueueWaiters::look() {
    if (!queue_) return;
    if (!panel_.isVisible()) return next_.start(lookEvery);
    operations_.run(
        operation::PreviewRemoval{{*queue_}}, [this, queue = *queue_](const Operation&, const Outcome& outcome) {
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
        const bool sends = waiting.call == "msgsnd" || waiting.call == "mq_send";
        ++(sends ? senders : receivers);
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
         lines.join(QLatin1Char('\n')), openWords(preview.users.attached));
}

void QueueWaiters::tell(const QString& words, const QString& details, const QString& openIn) {
    if (words == words_ && details == details_ && openIn == openIn_) return;
    words_ = words;
    details_ = details;
    openIn_ = openIn;
    emit changed();
}

} // namespace ipclens::ui
