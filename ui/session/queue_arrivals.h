// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/objects/name.h"
#include "core/posix/arrival_watch.h"
#include "ui/session/operation.h"
#include "ui/session/serial_worker.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

class QSocketNotifier;

namespace ipclens::ui {

/// "Notify me": tells when messages come to POSIX queues that the person chose, beside whoever is registered with
/// mq_notify(3), and as often as they come; see posix::ArrivalWatch for what it can't see. Changes nothing in a queue.
/// Lives in the GUI thread; the kernel is asked in a thread of its own.
class QueueArrivals : public QObject {
    Q_OBJECT

public:
    explicit QueueArrivals(QObject* parent = nullptr);
    ~QueueArrivals() override;

    /// Begins to tell of a queue; failed() follows where that can't be. Does nothing where it is watched already.
    void watch(Name queue);
    /// Ends it.
    void forget(Name queue);
    /// Whether it is, or is about to be.
    [[nodiscard]] bool watches(Name queue) const;
    /// By name.
    [[nodiscard]] std::vector<Name> watched() const;

    /// After news of a queue the next are told so much later: those in between are one.
    void setPause(std::chrono::milliseconds pause) { pause_ = pause; }

    /// What an operation of our own puts into a queue is no news: to be called when it begins and when it is over. What
    /// others send in between is not told apart.
    void operationBegins(const Operation& operation);
    void operationEnds(const Operation& operation);

signals:
    /// One or more messages came since it was told last; so many are in the queue now: 0 where they are gone again.
    void arrived(ipclens::Name queue, std::uint64_t messages);
    /// The queue lost its name: it is watched no longer, also where another has that name now.
    void unlinked(ipclens::Name queue);
    /// It could not be opened (its mode, it is gone): it is not watched.
    void failed(ipclens::Name queue, const ipclens::Error& error);
    /// watched() gives others.
    void watchedChanged();

private:
    struct Watched {
        std::uint64_t serial = 0; ///< tells the answers for one time that a name is watched from those for the next
        std::shared_ptr<posix::ArrivalWatch> watch; ///< null until it is open; used by the worker alone
        QSocketNotifier* notifier = nullptr;
        int ownOperations = 0; ///< that put messages into it
    };

    [[nodiscard]] Watched* find(Name queue, std::uint64_t serial);
    void opened(Name queue, std::uint64_t serial, std::shared_ptr<posix::ArrivalWatch> watch);
    void look(Name queue, std::uint64_t serial);
    void tell(Name queue, std::uint64_t serial, const posix::ArrivalWatch::News& news);
    void lookForUnlinked();
    void close(Watched& watched);

    std::map<Name, Watched> watched_;
    std::uint64_t lastSerial_ = 0;
    std::chrono::milliseconds pause_{1000};
    QTimer unlinkedTimer_; ///< nothing tells that a queue is unlinked
    SerialWorker worker_;
};

} // namespace ipclens::ui
