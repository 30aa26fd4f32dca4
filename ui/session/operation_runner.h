// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/transfer/progress.h"
#include "ui/session/operation.h"
#include "ui/session/running_operation.h"
#include "ui/session/serial_worker.h"

#include <functional>
#include <map>
#include <memory>
#include <thread>
#include <vector>

namespace ipclens::ui {

/// Carries operations out: brief ones one after another in one thread, each that may wait in a thread of its own.
/// Belongs to the GUI thread, and does not make it wait.
class OperationRunner {
public:
    /// Called in the thread that did the operation.
    using Answer = std::function<void(OperationId, const Operation&, const Outcome&)>;

    explicit OperationRunner(Answer answer);
    /// Ends what waits, lets brief operations that were asked for be done, and joins all threads.
    ~OperationRunner();
    OperationRunner(const OperationRunner&) = delete;
    OperationRunner& operator=(const OperationRunner&) = delete;

    void run(OperationId id, const Operation& operation);
    /// Whether that operation waits, and was not asked to end before.
    bool cancel(OperationId id);
    /// To be called once an operation has answered; whether it was one of those that wait.
    bool forget(OperationId id);
    [[nodiscard]] std::vector<RunningOperation> running() const;

private:
    struct Waiting {
        RunningOperation description;
        std::shared_ptr<Cancellation> cancellation; ///< shared with a request to end that is under way
        std::shared_ptr<transfer::Progress> progress = std::make_shared<transfer::Progress>();
        std::thread thread;
    };

    Answer answer_;
    Cancellation quitting_;
    transfer::Progress briefProgress_; ///< nobody asks how far a brief operation is
    std::map<OperationId, Waiting> waiting_;
    SerialWorker brief_;
    SerialWorker canceller_; ///< Cancellation::cancel() returns when the wait has ended
};

} // namespace ipclens::ui
