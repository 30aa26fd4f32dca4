// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_work.h"

#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"

#include <memory>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int tickMilliseconds = 200;

bool isPlain(const Composed& composed) {
    return composed.count == 1 && !composed.every;
}

} // namespace

QueueWork::QueueWork(Session& session, QObject* parent)
    : QObject(parent)
    , session_(session)
    , operations_(session, this) {
    tick_.setInterval(tickMilliseconds);
    connect(&tick_, &QTimer::timeout, this, &QueueWork::tell);
    connect(&operations_, &OwnOperations::waits, this, [this](OperationId id) {
        slow_.insert(id);
        tick_.start();
        tell();
    });
}

Operation QueueWork::operationOf(Id queue, const Composition& composition, const Composed& composed) {
    if (!isPlain(composed)) {
        return operation::Inject{queue,          composed.type,  composed.messages,
                                 composed.count, composed.every, composition.wait};
    }
    transfer::MessageTemplate messages = composed.messages;
    const auto payload = messages.expand(0);
    return operation::Send{queue, composed.type, {payload.begin(), payload.end()}, composition.wait, std::nullopt};
}

void QueueWork::send(Id queue, const Composition& composition, const Composed& composed) {
    run(operationOf(queue, composition, composed));
}

Operation QueueWork::operationOf(Id queue, const sysv::Message& message) {
    return operation::Send{queue, message.type, message.payload, false, std::nullopt};
}

void QueueWork::send(Id queue, const sysv::Message& message, std::function<void(bool)> done) {
    run(operationOf(queue, message), std::move(done));
}

void QueueWork::receive(Id queue, const sysv::Selection& selection, bool wait) {
    run(operation::Receive{queue, selection, wait, std::nullopt});
}

void QueueWork::transfer(const operation::Transfer& transfer) {
    run(transfer);
}

void QueueWork::cancel() {
    for (const OperationId id : running_)
        operations_.cancel(id);
}

void QueueWork::run(const Operation& operation, std::function<void(bool)> done) {
    auto number = std::make_shared<OperationId>(0);
    *number = operations_.run(operation,
                              [this, number, done = std::move(done)](const Operation& ran, const Outcome& outcome) {
                                  running_.erase(*number);
                                  slow_.erase(*number);
                                  tell();
                                  if (outcome.message) {
                                      if (const auto* receive = std::get_if<operation::Receive>(&ran))
                                          emit taken(receive->queue, *outcome.message);
                                  }
                                  if (outcome.report.inHand)
                                      emit taken(std::get<operation::Transfer>(ran).from, *outcome.report.inHand);
                                  if (done) done(!outcome.error);
                                  const auto said = sentences::outcome(ran, outcome);
                                  emit this->said(said.severity, said.text);
                              });
    running_.insert(*number);
}

void QueueWork::tell() {
    if (slow_.empty()) {
        tick_.stop();
        emit underWay({});
        return;
    }
    QStringList words;
    int waiting = 0;
    for (const RunningOperation& running : session_.running()) {
        if (!slow_.contains(running.id)) continue;
        if (running.total > 1) {
            words += tr("%1 of %2").arg(words::count(running.done), words::count(running.total));
        } else if (running.done > 0) {
            words += tr("%1 sent").arg(words::count(running.done));
        } else {
            ++waiting;
        }
    }
    if (waiting > 0) words += waiting == 1 ? tr("1 of yours waits") : tr("%1 of yours wait").arg(waiting);
    emit underWay(words.join(QStringLiteral(" \u00b7 ")));
}

} // namespace ipclens::ui
