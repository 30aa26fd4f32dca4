// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/waiter_scan.h"

#include "core/base/proc_file.h"
#include "core/base/unique_fd.h"
#include "core/processes/proc_file.h"
#include "core/processes/thread_look.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include <fcntl.h>

namespace ipclens::processes {
namespace {

/// A scan may take a 50th, 2 %, of the time: what is left of the 3 % that was promised is for the known ones.
constexpr int shareOfScans = 50;
constexpr std::chrono::seconds leastInterval(1);
/// Who waited is likely to wait again: looked at for so long among the known ones.
constexpr std::chrono::seconds followedFor(5);

bool isRequested(const Cancellation* cancellation) noexcept {
    return cancellation != nullptr && cancellation->requested();
}

UniqueFd openPlace(int parent, const char* path) noexcept {
    return UniqueFd(::openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

auto placeOf(const SeenWait& seen) noexcept {
    return std::tuple(seen.wait.waiter.process.pid, seen.wait.waiter.thread);
}

bool standsBefore(const SeenWait& one, const SeenWait& other) noexcept {
    return placeOf(one) < placeOf(other);
}

} // namespace

class WaiterScan::Private {
public:
    void scanAll(const Cancellation* cancellation);
    void refreshKnown();
    [[nodiscard]] bool followsAny() const noexcept { return !followed_.empty(); }

    std::vector<Waiter> waiters;
    std::uint32_t notReadable = 0;
    Clock::time_point scannedAt{};
    std::chrono::nanoseconds took{};

private:
    /// What one walk over all threads finds.
    struct Walk {
        std::vector<SeenWait> seen;
        std::uint32_t notReadable = 0;
    };
    /// Until it is cancelled.
    void lookInto(int proc, pid_t pid, Walk& walk, const Cancellation* cancellation);
    [[nodiscard]] const SeenWait* known(pid_t pid, pid_t thread) const;
    void take(std::vector<SeenWait> seen);
    static void begin(SeenWait& seen);

    ThreadLook look_;
    std::vector<pid_t> pids_;
    std::vector<pid_t> threads_;
    std::vector<SeenWait> known_; ///< by process, then thread
    /// Process and thread of who waits, or did a moment ago: when each was last seen to.
    std::map<std::pair<pid_t, pid_t>, Clock::time_point> followed_;
};

void WaiterScan::Private::scanAll(const Cancellation* cancellation) {
    const auto began = Clock::now();
    Walk walk;
    look_.begin();
    const UniqueFd proc = openPlace(AT_FDCWD, "/proc");
    // Of processes that can't even be listed one thread at least is not seen
    if (!proc || numbersIn(proc.get(), pids_) != 0) ++walk.notReadable;
    for (const pid_t pid : pids_) {
        if (isRequested(cancellation)) return;
        lookInto(proc.get(), pid, walk, cancellation);
    }
    if (isRequested(cancellation)) return;
    std::sort(walk.seen.begin(), walk.seen.end(), standsBefore);
    take(std::move(walk.seen));
    notReadable = walk.notReadable;
    scannedAt = began;
    took = Clock::now() - began;
}

void WaiterScan::Private::lookInto(int proc, pid_t pid, Walk& walk, const Cancellation* cancellation) {
    const UniqueFd folder = openPlace(proc, (std::to_string(pid) + "/task").c_str());
    const int error = folder ? numbersIn(folder.get(), threads_) : errno;
    // Of a process that hides all (hidepid of proc(5)) one thread at least is not seen
    if (error != 0 && !isProcessGone(error)) ++walk.notReadable;
    if (!folder) return;
    SeenWait seen;
    for (const pid_t thread : threads_) {
        if (isRequested(cancellation)) return;
        look_.files().choose(folder.get(), {}, thread);
        switch (look_.look(pid, thread, known(pid, thread), seen)) {
        case ThreadLook::Found::NoWait: break;
        case ThreadLook::Found::NotReadable: ++walk.notReadable; break;
        case ThreadLook::Found::Wait:
            begin(seen);
            walk.seen.push_back(std::move(seen));
            break;
        }
    }
}

void WaiterScan::Private::refreshKnown() {
    std::vector<SeenWait> still;
    still.reserve(known_.size());
    look_.begin();
    const UniqueFd proc = openPlace(AT_FDCWD, "/proc");
    // Nobody has been looked at, so nobody waits no more
    if (!proc) return;
    SeenWait seen;
    for (const auto& [place, lastSeen] : followed_) {
        const auto& [pid, thread] = place;
        look_.files().choose(proc.get(), std::to_string(pid) + "/task/", thread);
        const SeenWait* before = known(pid, thread);
        const auto found = before != nullptr ? look_.lookAgain(*before, seen) : look_.look(pid, thread, nullptr, seen);
        if (found != ThreadLook::Found::Wait) continue;
        begin(seen);
        still.push_back(std::move(seen));
    }
    take(std::move(still));
}

const SeenWait* WaiterScan::Private::known(pid_t pid, pid_t thread) const {
    const auto place = std::tuple(pid, thread);
    const auto found = std::lower_bound(known_.begin(), known_.end(), place,
                                        [](const SeenWait& each, const auto& than) { return placeOf(each) < than; });
    return found != known_.end() && placeOf(*found) == place ? &*found : nullptr;
}

void WaiterScan::Private::take(std::vector<SeenWait> seen) {
    known_ = std::move(seen);
    waiters.clear();
    waiters.reserve(known_.size());
    std::transform(known_.begin(), known_.end(), std::back_inserter(waiters),
                   [](const SeenWait& each) { return each.wait.waiter; });
    const auto now = Clock::now();
    for (const Waiter& waiter : waiters)
        followed_[{waiter.process.pid, waiter.thread}] = now;
    std::erase_if(followed_, [now](const auto& each) { return now - each.second > followedFor; });
}

/// One that is seen for the first time waits since now, as far as is known.
void WaiterScan::Private::begin(SeenWait& seen) {
    auto& since = seen.wait.waiter.since;
    if (since == Clock::time_point{}) since = Clock::now();
}

WaiterScan::WaiterScan()
    : d_(std::make_unique<Private>()) {}
WaiterScan::~WaiterScan() = default;

void WaiterScan::scanAll(const Cancellation* cancellation) {
    d_->scanAll(cancellation);
}

void WaiterScan::refreshKnown() {
    d_->refreshKnown();
}

bool WaiterScan::followsAny() const noexcept {
    return d_->followsAny();
}

const std::vector<Waiter>& WaiterScan::waiters() const noexcept {
    return d_->waiters;
}

std::uint32_t WaiterScan::notReadable() const noexcept {
    return d_->notReadable;
}

WaiterScan::Clock::time_point WaiterScan::scannedAt() const noexcept {
    return d_->scannedAt;
}

std::chrono::nanoseconds WaiterScan::scanTook() const noexcept {
    return d_->took;
}

WaiterScan::Clock::time_point WaiterScan::nextScanAt() const noexcept {
    return d_->scannedAt + std::max<std::chrono::nanoseconds>(leastInterval, d_->took * shareOfScans);
}

Waiters findWaiters(const Cancellation* cancellation) {
    WaiterScan scan;
    scan.scanAll(cancellation);
    return {scan.waiters(), scan.notReadable(), scan.scannedAt() == WaiterScan::Clock::time_point{}};
}

} // namespace ipclens::processes
