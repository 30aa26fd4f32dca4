// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/process_view.h"
#include "ui/session/update.h"

#include <QStringList>

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

    /// In words, what is most news first: "waits: semop [0] −1", "attached rw ×2", "creator", "last sender".
    [[nodiscard]] QStringList words() const;
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

/// Who waited a few seconds ago: who waits again and again, each time for a moment, stays in sight.
class RecentWaits {
public:
    /// Notes who waits in this view, and adds ties of those who did shortly before. `tied`: by process, as
    /// tiedProcesses() has it.
    void addTo(std::vector<TiedProcess>& tied, const std::shared_ptr<const ProcessView>& view,
               std::optional<ObjectId> only);
    /// Nobody looks any more at what addTo() gave before the last time.
    void forget();

private:
    struct Seen {
        processes::Process process;
        ObjectId object;
        std::shared_ptr<const ProcessView> view; ///< that it waited in last
    };
    std::map<std::pair<TiedProcess::Key, std::uint64_t>, Seen> seen_; ///< by process and object
    std::chrono::steady_clock::time_point now_;
};

/// Who has to do with objects, or with just this one, by pid. Creators and last users are told where they live, as far
/// as the view has their details. Points into the view.
[[nodiscard]] std::vector<TiedProcess> tiedProcesses(const ProcessView& view, const listing::Snapshot* snapshot,
                                                     std::optional<ObjectId> only = std::nullopt);

} // namespace ipclens::ui
