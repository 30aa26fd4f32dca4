// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/leftover_offer.h"

#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/leftover_finder.h"
#include "ui/session/session.h"

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

QString textOfMove(const transfer::Leftover& leftover) {
    QString where = LeftoverOffer::tr("is nowhere else");
    if (leftover.state == transfer::LineState::Take) where = LeftoverOffer::tr("may still be in its old queue");
    if (leftover.state == transfer::LineState::Send) where = LeftoverOffer::tr("may have reached the other queue");
    return LeftoverOffer::tr("A move of messages was cut short. The message in %1 %2. \u201cLoad from file\u201d "
                             "of a queue brings it back; remove the file then.")
        .arg(words::printable(leftover.path), where);
}

QString textOfBrowse(const transfer::Leftover& leftover) {
    const QString queue = words::object(ObjectId::posix(Kind::MessageQueue, leftover.queue));
    const QString count =
        words::counted(leftover.messages, LeftoverOffer::tr("message"), LeftoverOffer::tr("messages"));
    QString text = LeftoverOffer::tr("%1 of %2 left in %3 by a browse that was cut short.")
                       .arg(count, queue, words::printable(leftover.path));
    if (leftover.state == transfer::LineState::Send)
        text += LeftoverOffer::tr(" There may be copies in the queue already.");
    return text;
}

} // namespace

LeftoverOffer::LeftoverOffer(Session& session, QObject* parent)
    : QObject(parent)
    , session_(session) {
    connect(&session, &Session::operationFinished, this, &LeftoverOffer::finished);
    auto* finder = new LeftoverFinder(this);
    connect(finder, &LeftoverFinder::found, this, [this](const std::vector<transfer::Leftover>& found) {
        leftovers_ = found;
        // What can be put right by one click comes first
        std::stable_partition(leftovers_.begin(), leftovers_.end(),
                              [](const transfer::Leftover& each) { return !each.queue.empty(); });
        tellNext();
    });
}

void LeftoverOffer::tellNext() {
    if (leftovers_.empty()) return;
    const transfer::Leftover first = leftovers_.front();
    leftovers_.erase(leftovers_.begin());
    QString text = first.queue.empty() ? textOfMove(first) : textOfBrowse(first);
    if (!leftovers_.empty()) text += tr(" Files like it there: %1 more.").arg(leftovers_.size());
    if (first.queue.empty()) {
        emit message(Severity::Warning, text);
    } else {
        emit offered(Severity::Warning, text, tr("Put back"), [this, first] { putBack(first); });
    }
}

void LeftoverOffer::putBack(const transfer::Leftover& leftover) {
    puttingBack_ = session_.run(
        operation::PosixTransfer{operation::PosixTransfer::What::PutBack, leftover.queue, leftover.path, false});
}

void LeftoverOffer::finished(OperationId id, const Operation& operation, const Outcome& outcome) {
    if (puttingBack_ != id) return;
    puttingBack_.reset();
    const auto said = sentences::outcome(operation, outcome);
    emit message(said.severity, said.text);
    if (!outcome.error) tellNext();
}

} // namespace ipclens::ui
