// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "core/processes/process_details.h"
#include "core/processes/users_of.h"
#include "core/processes/waiter.h"
#include "ui/session/process_view.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace ipclens::ui {

/// What one process has to do with one object.
struct ProcessTie {
    std::optional<ObjectId> object; ///< none: a POSIX object that has no name any more, see `file`
    std::string file;               ///< raw bytes

    struct Wait {
        const processes::Waiter* waiter = nullptr; ///< of the view
        std::optional<std::size_t> blocking;
        bool operator==(const Wait& other) const { return *waiter == *other.waiter && blocking == other.blocking; }
    };
    std::vector<Wait> waits;
    bool waitedLately = false;                ///< within seconds, and does not now
    const processes::Attached* has = nullptr; ///< of the view's uses: attached, mapped, open
    bool creator = false;
    bool lastAttacher = false; ///< attached or detached last
    bool lastSender = false;
    bool lastReceiver = false;
    bool notified = false;                   ///< mq_notify(3)
    std::vector<std::uint16_t> lastOperated; ///< members of a set

    using Key = std::tuple<bool, std::uint64_t, std::string>;
    [[nodiscard]] Key key() const { return {!object.has_value(), object ? object->number() : 0, file}; }
    /// By key.
    [[nodiscard]] bool comesBefore(const ProcessTie& other) const;
    /// What another tie of the process with the same object says is said of it too.
    void join(ProcessTie&& other);
    bool operator==(const ProcessTie& other) const;
};

/// A process with all that it has to do with objects.
struct TiedProcess {
    processes::Process process;
    const processes::ProcessDetails* details = nullptr; ///< of the view; null: not known
    std::vector<ProcessTie> ties;                       ///< by key

    using Key = std::tuple<pid_t, std::uint64_t>;
    [[nodiscard]] Key key() const { return {process.pid, process.startTicks}; }
    [[nodiscard]] bool waits() const;
};

using TiedProcesses = std::vector<TiedProcess>; ///< by key

/// Puts together who has to do with objects, look after look. Who waits again and again, each time for a moment, stays
/// in sight for some seconds.
class TieMaker {
public:
    /// Creators and last users are told where they live, as far as the view has their details. What it gives keeps
    /// alive all that it points into; null where the view has no uses.
    [[nodiscard]] std::shared_ptr<const TiedProcesses> make(const ProcessView& view, const listing::Snapshot* snapshot);
    /// Instead of make(), where nothing is another than the last time.
    void goOn(std::chrono::steady_clock::time_point at);
    /// Whether anybody is in sight who does not wait now.
    [[nodiscard]] bool remembersAny() const;

private:
    using Details = std::map<pid_t, processes::ProcessDetails>;
    /// Who waits for what, or did.
    struct Seen {
        processes::Process process;
        ObjectId object;
        std::shared_ptr<const Details> details; ///< from when it did
        std::chrono::steady_clock::time_point at;
    };
    void note(const TiedProcesses& tied, const ProcessView& view);

    std::map<std::pair<TiedProcess::Key, std::uint64_t>, Seen> seen_; ///< by process and object
    std::chrono::steady_clock::time_point madeAt_;
};

/// Those of them who have to do with this object, with that tie alone.
[[nodiscard]] TiedProcesses tiedTo(const TiedProcesses& all, ObjectId object);

} // namespace ipclens::ui
