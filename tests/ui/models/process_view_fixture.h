// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/process_ties.h"
#include "ui/session/process_view.h"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ipclens::testing {

inline processes::Process processOf(pid_t pid, const std::string& name = "worker") {
    return {pid, name, 1'000, static_cast<std::uint64_t>(pid)};
}

inline ObjectId setOf(int id) {
    return {Kind::Semaphore, Id{id}};
}

/// One that waits in a semop on a set since `seconds` before `now`.
inline processes::Waiter waiterOf(pid_t pid, int set, std::vector<sysv::SemaphoreOperation> operations,
                                  std::chrono::steady_clock::time_point since) {
    processes::Waiter waiter;
    waiter.process = processOf(pid);
    waiter.thread = pid;
    waiter.object = setOf(set);
    waiter.operations = std::move(operations);
    waiter.since = since;
    return waiter;
}

/// A view as Session tells one, of what it is given; `snapshot`: whose creators and last users are in it;
/// `ties`: that remember who waited in earlier ones.
inline std::shared_ptr<ui::ProcessView> processView(std::vector<processes::Waiter> waiters,
                                                    std::vector<processes::Use> uses,
                                                    std::chrono::steady_clock::time_point at,
                                                    const listing::Snapshot* snapshot = nullptr,
                                                    ui::TieMaker* ties = nullptr) {
    auto view = std::make_shared<ui::ProcessView>();
    std::map<pid_t, processes::ProcessDetails> details;
    const auto name = [&](const processes::Process& process) {
        details[process.pid] = {process, "/usr/bin/" + process.name, 0, 1, {}};
    };
    for (const processes::Waiter& waiter : waiters)
        name(waiter.process);
    for (const processes::Use& use : uses)
        name(use.by.process);
    view->waiters = std::make_shared<const std::vector<processes::Waiter>>(std::move(waiters));
    processes::Uses all;
    all.uses = std::move(uses);
    view->uses = std::make_shared<const processes::Uses>(std::move(all));
    view->details = std::make_shared<const std::map<pid_t, processes::ProcessDetails>>(std::move(details));
    view->at = at;
    view->scannedAt = at;
    ui::TieMaker first;
    view->tied = (ties == nullptr ? first : *ties).make(*view, snapshot);
    return view;
}

} // namespace ipclens::testing
