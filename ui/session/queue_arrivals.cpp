// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/queue_arrivals.h"

#include <QMetaObject>
#include <QSocketNotifier>

#include <optional>
#include <utility>

namespace ipclens::ui {

namespace {

constexpr std::chrono::milliseconds betweenLooksForUnlinked{1000};

std::optional<Name> posixNameOf(ObjectId queue) {
    return queue.api() == Api::Posix ? std::optional(queue.name) : std::nullopt;
}

/// The queue that an operation puts messages into.
std::optional<Name> putsInto(const Operation& operation) {
    // While one waits for room nobody else's message comes: who waits first is served first
    if (const auto* send = std::get_if<operation::Send>(&operation)) return posixNameOf(send->queue);
    if (const auto* inject = std::get_if<operation::Inject>(&operation)) return posixNameOf(inject->queue);
    if (const auto* browse = std::get_if<operation::Browse>(&operation)) return browse->queue;
    const auto* transfer = std::get_if<operation::PosixTransfer>(&operation);
    if (transfer != nullptr && transfer->what != operation::PosixTransfer::What::Drain) return transfer->queue;
    return std::nullopt;
}

} // namespace

QueueArrivals::QueueArrivals(QObject* parent)
    : QObject(parent) {
    unlinkedTimer_.setInterval(betweenLooksForUnlinked);
    connect(&unlinkedTimer_, &QTimer::timeout, this, &QueueArrivals::lookForUnlinked);
}

QueueArrivals::~QueueArrivals() {
    // The worker closes them, and is waited for: nobody polls a descriptor that is closed
    for (auto& [queue, watched] : watched_)
        close(watched);
}

void QueueArrivals::watch(Name queue) {
    if (queue.empty() || watches(queue)) return;
    const std::uint64_t serial = ++lastSerial_;
    watched_.emplace(queue, Watched{serial, nullptr, nullptr, 0});
    unlinkedTimer_.start();
    worker_.post([this, queue, serial] {
        auto started = posix::ArrivalWatch::start(queue);
        if (started) {
            auto watch = std::make_shared<posix::ArrivalWatch>(std::move(*started));
            QMetaObject::invokeMethod(
                this,
                [this, queue, serial, watch = std::move(watch)]() mutable { opened(queue, serial, std::move(watch)); },
                Qt::QueuedConnection);
            return;
        }
        QMetaObject::invokeMethod(
            this,
            [this, queue, serial, error = std::move(started.error())] {
                if (find(queue, serial) == nullptr) return;
                forget(queue);
                emit failed(queue, error);
            },
            Qt::QueuedConnection);
    });
    emit watchedChanged();
}

void QueueArrivals::forget(Name queue) {
    const auto found = watched_.find(queue);
    if (found == watched_.end()) return;
    close(found->second);
    watched_.erase(found);
    if (watched_.empty()) unlinkedTimer_.stop();
    emit watchedChanged();
}

bool QueueArrivals::watches(Name queue) const {
    return watched_.contains(queue);
}

std::vector<Name> QueueArrivals::watched() const {
    std::vector<Name> all;
    for (const auto& [queue, watched] : watched_)
        all.push_back(queue);
    return all;
}

void QueueArrivals::operationBegins(const Operation& operation) {
    const auto queue = putsInto(operation);
    const auto found = queue ? watched_.find(*queue) : watched_.end();
    if (found != watched_.end()) ++found->second.ownOperations;
}

void QueueArrivals::operationEnds(const Operation& operation) {
    const auto queue = putsInto(operation);
    const auto found = queue ? watched_.find(*queue) : watched_.end();
    if (found == watched_.end() || found->second.ownOperations == 0) return;
    // What was put into it last may be on its way to be told, or not have been looked at
    worker_.post([this, queue = *queue, serial = found->second.serial, watch = found->second.watch] {
        if (watch) static_cast<void>(watch->take());
        QMetaObject::invokeMethod(
            this,
            [this, queue, serial] {
                if (Watched* const watched = find(queue, serial)) --watched->ownOperations;
            },
            Qt::QueuedConnection);
    });
}

QueueArrivals::Watched* QueueArrivals::find(Name queue, std::uint64_t serial) {
    const auto found = watched_.find(queue);
    return found != watched_.end() && found->second.serial == serial ? &found->second : nullptr;
}

void QueueArrivals::opened(Name queue, std::uint64_t serial, std::shared_ptr<posix::ArrivalWatch> watch) {
    Watched* const watched = find(queue, serial);
    if (watched == nullptr) {
        // It was forgotten before it was open: closing is the worker's
        worker_.post([watch = std::move(watch)]() mutable { watch.reset(); });
        return;
    }
    watched->watch = std::move(watch);
    watched->notifier = new QSocketNotifier(watched->watch->descriptor(), QSocketNotifier::Read, this);
    connect(watched->notifier, &QSocketNotifier::activated, this, [this, queue, serial] { look(queue, serial); });
}

void QueueArrivals::look(Name queue, std::uint64_t serial) {
    Watched* const watched = find(queue, serial);
    if (watched == nullptr || !watched->watch) return;
    // Until it was taken it would go on to be readable
    watched->notifier->setEnabled(false);
    worker_.post([this, queue, serial, watch = watched->watch] {
        const auto news = watch->take();
        QMetaObject::invokeMethod(
            this, [this, queue, serial, news] { tell(queue, serial, news); }, Qt::QueuedConnection);
    });
}

void QueueArrivals::tell(Name queue, std::uint64_t serial, const posix::ArrivalWatch::News& news) {
    Watched* const watched = find(queue, serial);
    if (watched == nullptr) return;
    const bool told = news.arrived && watched->ownOperations == 0;
    QTimer::singleShot(told ? pause_ : std::chrono::milliseconds(0), this, [this, queue, serial] {
        if (Watched* const still = find(queue, serial)) still->notifier->setEnabled(true);
    });
    if (news.unlinked) forget(queue);
    if (told) emit arrived(queue, news.messages);
    if (news.unlinked) emit unlinked(queue);
}

void QueueArrivals::lookForUnlinked() {
    for (const auto& [name, watched] : watched_) {
        if (!watched.watch) continue;
        worker_.post([this, queue = name, serial = watched.serial, watch = watched.watch] {
            if (!watch->unlinked()) return;
            QMetaObject::invokeMethod(
                this,
                [this, queue, serial] {
                    if (find(queue, serial) == nullptr) return;
                    forget(queue);
                    emit unlinked(queue);
                },
                Qt::QueuedConnection);
        });
    }
}

void QueueArrivals::close(Watched& watched) {
    delete std::exchange(watched.notifier, nullptr);
    if (watched.watch) worker_.post([watch = std::exchange(watched.watch, nullptr)]() mutable { watch.reset(); });
}

} // namespace ipclens::ui
