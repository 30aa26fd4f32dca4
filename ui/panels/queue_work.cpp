// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/queue_work.h"

#include "ui/models/sentences.h"
#include "ui/models/words.h"
#include "ui/session/session.h"

#include <QFile>

#include <chrono>
#include <memory>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int tickMilliseconds = 200;

bool isPlain(const Composed& composed) {
    return composed.count == 1 && !composed.every;
}

QString howFar(const RunningOperation& one) {
    if (one.cancelling) return QueueWork::tr("stopping\u2026");
    if (one.total > 1) return QueueWork::tr("%1 of %2").arg(words::count(one.done), words::count(one.total));
    if (one.done > 0) return QueueWork::tr("%1 sent").arg(words::count(one.done));
    const QString what = one.waits ? QueueWork::tr("waiting for %1") : QueueWork::tr("running for %1");
    return what.arg(words::duration(std::chrono::steady_clock::now() - one.since));
}

} // namespace

QueueWork::QueueWork(Session& session, QObject* parent)
    : QObject(parent)
    , session_(session)
    , operations_(session, this) {
    tick_.setInterval(tickMilliseconds);
    connect(&tick_, &QTimer::timeout, this, &QueueWork::tell);
    connect(&operations_, &OwnOperations::waits, this, [this](OperationId id) {
        if (const auto work = running_.find(id); work != running_.end()) work->second.slow = true;
        tell();
    });
}

void QueueWork::setQueue(ObjectId queue, std::uint64_t inode) {
    queue_ = queue;
    inode_ = inode;
    tell();
}

bool QueueWork::tells(OperationId operation) const {
    const auto work = running_.find(operation);
    return work != running_.end() && work->second.queue == queue_ && slow().size() < 2;
}

Operation QueueWork::operationOf(ObjectId queue, const Composition& composition, const Composed& composed,
                                 std::uint64_t inode) {
    if (!isPlain(composed)) {
        return operation::Inject{
            queue, composed.type, composed.messages, composed.count, composed.every, composition.wait, inode};
    }
    transfer::MessageTemplate messages = composed.messages;
    const auto payload = messages.expand(0);
    return operation::Send{queue,        composed.type, {payload.begin(), payload.end()}, composition.wait,
                           std::nullopt, inode};
}

void QueueWork::send(const Composition& composition) {
    if (!composition::usesFile(composition)) return sendWith(queue_, composition, std::nullopt, inode_);
    // What was read when it was chosen may be old by now; another queue may be shown then
    readFile(composition.file, [this, queue = queue_, composition, inode = inode_](const Bytes& file) {
        if (file) sendWith(queue, composition, file, inode);
    });
}

void QueueWork::sendWith(ObjectId queue, const Composition& composition, const Bytes& file, std::uint64_t inode) {
    const auto composed = composition::parse(composition, file, {queue.api()});
    if (!composed) return emit said(Severity::Error, tr("Nothing was sent: %1").arg(composed.error()));
    run(queue, operationOf(queue, composition, *composed, inode));
}

Operation QueueWork::operationOf(ObjectId queue, const sysv::Message& message, std::uint64_t inode) {
    return operation::Send{queue, message.type, message.payload, false, std::nullopt, inode};
}

void QueueWork::send(ObjectId queue, const sysv::Message& message, std::function<void(bool)> done) {
    run(queue, operationOf(queue, message, queue == queue_ ? inode_ : 0), std::move(done));
}

void QueueWork::receive(const sysv::Selection& selection, bool wait) {
    run(queue_, operation::Receive{queue_, selection, wait, std::nullopt, inode_});
}

void QueueWork::transfer(const operation::Transfer& transfer) {
    run(queue_, transfer);
}

void QueueWork::transfer(const operation::PosixTransfer& transfer, std::function<void(bool)> done) {
    run(ObjectId::posix(Kind::MessageQueue, transfer.queue), transfer, std::move(done));
}

void QueueWork::browse(bool force) {
    run(queue_, operation::Browse{queue_.name, force, inode_});
}

void QueueWork::readFile(const QString& path) {
    readFile(path, [](const Bytes&) {});
}

void QueueWork::readFile(const QString& path, const std::function<void(const Bytes&)>& then) {
    operations_.run(operation::ReadFile{QFile::encodeName(path).toStdString()},
                    [this, path, then](const Operation&, const Outcome& outcome) {
                        const Bytes bytes = outcome.error ? std::nullopt : Bytes(outcome.bytes);
                        if (outcome.error) emit said(Severity::Error, sentences::error(*outcome.error));
                        emit fileRead(path, bytes);
                        then(bytes);
                    });
}

void QueueWork::cancel() {
    for (const auto& [id, work] : running_) {
        if (work.queue == queue_) operations_.cancel(id);
    }
}

void QueueWork::run(ObjectId queue, const Operation& operation, std::function<void(bool)> done) {
    auto number = std::make_shared<OperationId>(0);
    *number = operations_.run(
        operation, [this, queue, number, done = std::move(done)](const Operation& ran, const Outcome& outcome) {
            running_.erase(*number);
            tell();
            if (outcome.message) {
                if (const auto* receive = std::get_if<operation::Receive>(&ran))
                    emit taken(receive->queue, *outcome.message);
            }
            if (outcome.report.inHand)
                emit taken(queue, *outcome.report.inHand); // transfers begin where they are shown
            if (outcome.browsed) emit browsed(queue, outcome.browsed);
            if (done) done(!outcome.error);
            const auto said = sentences::outcome(ran, outcome);
            emit this->said(said.severity, said.text);
        });
    running_.emplace(*number, Work{queue});
}

void QueueWork::tell() {
    const auto ours = slow();
    if (ours.empty()) {
        tick_.stop();
        emit underWay({}, 0);
        return;
    }
    if (!tick_.isActive()) tick_.start();
    const auto count = static_cast<int>(ours.size());
    emit underWay(count == 1 ? howFar(ours.front()) : tr("%1 under way, listed above").arg(count), count);
}

std::vector<RunningOperation> QueueWork::slow() const {
    auto running = session_.running();
    std::erase_if(running, [this](const RunningOperation& one) {
        const auto work = running_.find(one.id);
        return work == running_.end() || !work->second.slow || work->second.queue != queue_;
    });
    return running;
}

} // namespace ipclens::ui
