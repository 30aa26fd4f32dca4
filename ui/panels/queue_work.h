// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/composition.h"
#include "ui/panels/own_operations.h"
#include "ui/panels/panel.h"
#include "ui/session/running_operation.h"

#include <QObject>
#include <QTimer>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// What one queue panel has under way: sends, receives and transfers, and files for messages. Says of the queue that is
/// shown how far they are, and of all what came of them.
class QueueWork : public QObject {
    Q_OBJECT

public:
    QueueWork(Session& session, QObject* parent);

    /// Another queue is shown from now on; what is under way goes on. `inode`: of a POSIX queue; what is begun on it
    /// leaves another one that has its name meanwhile alone.
    void setQueue(ObjectId queue, std::uint64_t inode = 0);
    [[nodiscard]] ObjectId queue() const { return queue_; }
    /// Whether underWay() says how far this one is; of several each has to be told elsewhere.
    [[nodiscard]] bool tells(OperationId operation) const;
    /// What send() runs. `inode`: as of setQueue(); 0: whichever queue has the name.
    [[nodiscard]] static Operation operationOf(ObjectId queue, const Composition& composition, const Composed& composed,
                                               std::uint64_t inode = 0);
    [[nodiscard]] static Operation operationOf(ObjectId queue, const sysv::Message& message, std::uint64_t inode = 0);
    /// Into the queue that is shown. A file that goes into it is read anew before, and told by fileRead(); where it
    /// can't be read, or what it holds makes no sense there, nothing is sent.
    void send(const Composition& composition);
    /// One message as it is; never waits. `done` is told whether the queue has it now. Where another queue is shown
    /// than this one, whichever has its name is as good.
    void send(ObjectId queue, const sysv::Message& message, std::function<void(bool)> done = {});
    /// From the queue that is shown.
    void receive(const sysv::Selection& selection, bool wait);
    void transfer(const operation::Transfer& transfer);
    /// `done` is told whether all went well.
    void transfer(const operation::PosixTransfer& transfer, std::function<void(bool)> done = {});
    /// The POSIX queue that is shown; gives browsed().
    void browse(bool force);
    /// Gives fileRead() in time.
    void readFile(const QString& path);
    /// Asks all that is under way on the queue that is shown to end.
    void cancel();

signals:
    /// For the banner.
    void said(ipclens::ui::Severity severity, const QString& text);
    void taken(ipclens::ObjectId queue, const ipclens::sysv::Message& message);
    /// Also where it ended early, or was refused.
    void browsed(ipclens::ObjectId queue, const std::shared_ptr<const ipclens::transfer::BrowseReport>& report);
    /// What a file holds; nothing where it can't be read.
    void fileRead(const QString& path, const std::optional<std::vector<std::byte>>& bytes);
    /// "2 of 100", "waiting for 3.2 s", or how many there are; empty where nothing takes longer than a blink.
    void underWay(const QString& words, int count);

private:
    using Bytes = std::optional<std::vector<std::byte>>;
    void readFile(const QString& path, const std::function<void(const Bytes&)>& then);
    void sendWith(ObjectId queue, const Composition& composition, const Bytes& file, std::uint64_t inode);
    void run(ObjectId queue, const Operation& operation, std::function<void(bool)> done = {});
    void tell();
    [[nodiscard]] std::vector<RunningOperation> slow() const;

    struct Work {
        ObjectId queue;    ///< where it is told
        bool slow = false; ///< takes longer than a blink
    };

    Session& session_;
    OwnOperations operations_;
    ObjectId queue_;
    std::uint64_t inode_ = 0;
    std::map<OperationId, Work> running_;
    QTimer tick_;
};

} // namespace ipclens::ui
