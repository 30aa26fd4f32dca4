// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/operation_runner.h"

#include "ui/session/perform.h"

#include <utility>

namespace ipclens::ui {

OperationRunner::OperationRunner(Answer answer)
    : answer_(std::move(answer)) {}

OperationRunner::~OperationRunner() {
    quitting_.cancel();
    for (auto& [id, waiting] : waiting_) {
        waiting.cancellation->cancel();
        waiting.thread.join();
    }
}

void OperationRunner::run(OperationId id, const Operation& operation) {
    if (!mayWait(operation)) {
        brief_.post([this, id, operation] { answer_(id, operation, perform(operation, quitting_, briefProgress_)); });
        return;
    }
    Waiting& waiting = waiting_[id];
    waiting.description = {id,    describe(operation),        std::chrono::steady_clock::now(),
                           false, waitsForOthers(operation),  0,
                           0,     goesThroughBytes(operation)};
    waiting.cancellation = std::make_shared<Cancellation>();
    waiting.thread =
        std::thread([this, id, operation, cancellation = waiting.cancellation, progress = waiting.progress] {
            answer_(id, operation, perform(operation, *cancellation, *progress));
        });
}

bool OperationRunner::cancel(OperationId id) {
    const auto found = waiting_.find(id);
    if (found == waiting_.end() || found->second.description.cancelling) return false;
    found->second.description.cancelling = true;
    canceller_.post([cancellation = found->second.cancellation] { cancellation->cancel(); });
    return true;
}

bool OperationRunner::forget(OperationId id) {
    const auto found = waiting_.find(id);
    if (found == waiting_.end()) return false;
    found->second.thread.join(); // it has answered, and has nothing left to do
    waiting_.erase(found);
    return true;
}

std::vector<RunningOperation> OperationRunner::running() const {
    std::vector<RunningOperation> running;
    for (const auto& [id, waiting] : waiting_) {
        running.push_back(waiting.description);
        running.back().done = waiting.progress->done;
        running.back().total = waiting.progress->total;
    }
    return running;
}

} // namespace ipclens::ui
