// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/arrival_teller.h"

#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"

namespace ipclens::ui {
namespace {

QString titleOf(Name queue) {
    return words::object(ObjectId::posix(Kind::MessageQueue, queue));
}

} // namespace

ArrivalTeller::ArrivalTeller(Session& session, QObject* parent)
    : QObject(parent) {
    const QueueArrivals& arrivals = session.arrivals();
    connect(&arrivals, &QueueArrivals::arrived, this, [this](Name queue, std::uint64_t messages) {
        const QString now =
            messages == 0 ? tr("It is gone again.")
                          : tr("%1 in the queue now.").arg(words::counted(messages, tr("message"), tr("messages")));
        const QString title = tr("A message came to %1").arg(titleOf(queue));
        emit message(Severity::Info, title + QStringLiteral(". ") + now);
        notice_.show(queue.handle(), title, now);
    });
    connect(&arrivals, &QueueArrivals::unlinked, this, [this](Name queue) {
        emit message(Severity::Warning, tr("%1 was unlinked: nothing is told of it any more.").arg(titleOf(queue)));
    });
    connect(&arrivals, &QueueArrivals::failed, this, [this](Name /*queue*/, const Error& error) {
        emit message(Severity::Error, tr("Can\u2019t tell of messages that come: %1").arg(sentences::error(error)));
    });
}

} // namespace ipclens::ui
