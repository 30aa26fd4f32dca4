// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "core/processes/process_details.h"
#include "core/processes/users_of.h"
#include "core/processes/waiter.h"
#include "ui/session/process_view.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
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
    bool waitedLately = false;              ///< and does not now
    std::optional<processes::Attached> has; ///< attached, mapped, open
    bool creator = false;
    bool lastAttacher = false; ///< attached or detached last
    bool lastSender = false;
    bool lastReceiver = false;
    bool notified = false;                   ///< mq_notify(3)
    std::vector<std::uint16_t> lastOperated; ///< members of a set

    using Key = std::tuple<bool, std::uint64_t, std::string>;
    [[nodiscard]] Key key() const { return {!object.has_value(), object ? object->number() : 0, file}; }
    bool operator==(const ProcessTie&) const = default;
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

/// Who has to do with objects, by pid. Creators and last users are told where they live, as far as the view has their
/// details. Points into the view. Null where the view has no uses.
[[nodiscard]] std::shared_ptr<const std::vector<TiedProcess>> tiedProcesses(const ProcessView& view,
                                                                            const listing::Snapshot* snapshot);
/// Those of them who have to do with this object, with that tie alone.
[[nodiscard]] std::vector<TiedProcess> tiedTo(const std::vector<TiedProcess>& all, ObjectId object);

} // namespace ipclens::ui
