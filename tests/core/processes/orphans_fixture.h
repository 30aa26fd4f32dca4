// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/lister.h"
#include "core/processes/orphans.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::testing {

/// What orphansIn() is given: what there is now, as it would be looked at later, since nobody can make an object of an
/// hour ago.
struct Evidence {
    listing::Snapshot snapshot;
    processes::Uses uses;
    std::vector<processes::Waiter> waiters;
    std::uint32_t threadsNotReadable = 0; ///< none of them waits for what the test made

    explicit Evidence(std::chrono::seconds later = std::chrono::hours(1),
                      std::unique_ptr<listing::Lister> lister = listing::makeListerOfAll())
        : snapshot(need(lister->list({}))) {
        snapshot.sortById();
        uses = processes::usesOf(snapshot);
        uses.unlisted = processes::Unlisted::None; // who is outside has none of what the test made
        waiters = processes::findWaiters().waiters;
        snapshot.takenAt += later;
    }

    [[nodiscard]] processes::Orphans orphans(std::chrono::seconds olderThan = processes::youngest) const {
        return orphansIn(snapshot, uses, {waiters, threadsNotReadable}, olderThan);
    }
};

/// None: it is not told to be one.
inline std::optional<processes::Orphan> orphanIn(const processes::Orphans& all, ObjectId object) {
    const auto found = std::find_if(all.orphans.begin(), all.orphans.end(),
                                    [&](const processes::Orphan& orphan) { return orphan.object == object; });
    return found == all.orphans.end() ? std::nullopt : std::optional(*found);
}

inline std::optional<processes::Orphan> orphanNow(ObjectId object) {
    return orphanIn(Evidence().orphans(), object);
}

/// Runs `work` in a process that has ended afterwards, and gives the pid that it had.
inline pid_t byOneWhoIsGone(const std::function<bool()>& work) {
    ChildProcess child([&] { return work() ? 0 : 1; });
    const pid_t pid = child.pid();
    if (child.wait() != 0) throw std::runtime_error("a process that was to do something could not");
    return pid;
}

/// A process that has done something, and is still there.
class LivingProcess {
public:
    explicit LivingProcess(const std::function<bool()>& work)
        : LivingProcess(work, Pipe()) {}
    [[nodiscard]] pid_t pid() const { return process_.pid(); }

private:
    struct Pipe {
        int ends[2] = {-1, -1};
        Pipe() {
            if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
        }
    };
    LivingProcess(const std::function<bool()>& work, const Pipe& done)
        : process_([&work, &done] {
            if (!work() || write(done.ends[1], "d", 1) != 1) return 1;
            while (true)
                pause();
        }) {
        close(done.ends[1]);
        char byte = 0;
        const bool stands = read(done.ends[0], &byte, 1) == 1;
        close(done.ends[0]);
        if (!stands) throw std::runtime_error("a process that was to do something could not");
    }

    ChildProcess process_;
};

} // namespace ipclens::testing
