// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/orphans.h"

#include "core/processes/object_file.h"
#include "core/processes/process.h"
#include "core/processes/unlisted.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <ctime>
#include <initializer_list>
#include <span>
#include <unordered_map>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

/// A process that an object remembers.
struct Actor {
    pid_t pid = 0; ///< 0: of a PID namespace where it has no number for us
    EpochSeconds actedAt = 0;
};

enum class Fate : std::uint8_t { Gone, MayLive, NotKnown };

/// When the machine started, by the clock as it stands now.
EpochSeconds bootedAt() {
    timespec now{};
    timespec up{};
    clock_gettime(CLOCK_REALTIME, &now);
    clock_gettime(CLOCK_BOOTTIME, &up);
    return now.tv_sec - up.tv_sec;
}

/// Which of the processes that objects remember are there; each is looked up once.
class Living {
public:
    [[nodiscard]] Fate fateOf(const Actor& actor) {
        if (actor.pid <= 0) return Fate::NotKnown;
        const auto [at, isNew] = seen_.try_emplace(actor.pid);
        if (isNew) at->second = lookUp(actor.pid);
        const Seen& seen = at->second;
        if (!seen.exists) return Fate::Gone;
        // One that /proc hides; or the clock was set since, and who started when can't be told by it
        if (!seen.process || actor.actedAt < bootedAt_) return Fate::MayLive;
        return couldHaveActed(*seen.process, actor.actedAt) ? Fate::MayLive : Fate::Gone;
    }

    /// Gone, where all of them are; MayLive, where one of them may.
    [[nodiscard]] Fate fateOf(std::span<const Actor> actors) {
        Fate all = Fate::Gone;
        for (const Actor& actor : actors) {
            const Fate one = fateOf(actor);
            if (one == Fate::MayLive) return one;
            if (one == Fate::NotKnown) all = one;
        }
        return all;
    }

private:
    struct Seen {
        bool exists = false;
        std::optional<Process> process;
    };

    static Seen lookUp(pid_t pid) {
        Seen seen;
        seen.process = find(pid);
        // With hidepid (proc(5)) other users' processes are not in /proc
        seen.exists = seen.process || ::kill(pid, 0) == 0 || errno != ESRCH;
        return seen;
    }

    std::unordered_map<pid_t, Seen> seen_;
    EpochSeconds bootedAt_ = bootedAt();
};

EpochSeconds newestOf(std::initializer_list<EpochSeconds> times) {
    return std::max(times);
}

/// "4711", "4711 and 4712", "4711, 4712, 4713 and 5 more"
std::string joined(const std::vector<std::string>& items) {
    constexpr std::size_t most = 3;
    std::string text;
    for (std::size_t index = 0; index < std::min(items.size(), most); ++index) {
        const bool last = index + 1 == items.size();
        if (index > 0) text += last ? " and " : ", ";
        text += items[index];
    }
    if (items.size() > most) text += fmt::format(" and {} more", items.size() - most);
    return text;
}

/// Why nobody can tell of an object.
enum class Doubt : std::uint8_t { NotUsed, NotReadable, OtherPidNamespace, Processes, Cancelled, Waiters, Age };
constexpr std::size_t doubtCount = 7;

/// Who may wait for a queue of System V, which does not count its waiters, besides those that were found.
struct UnknownWaits {
    uid_t self = ::geteuid();
    bool ofWhatever = false; ///< of a thread it is known that it waits for a queue, and not for which
    std::uint32_t notReadable = 0;
    Unlisted unlisted = Unlisted::None;
    bool cancelled = false;

    /// Threads that can't be looked into are mostly other users': a queue of the caller that lets none of them in is
    /// none of theirs.
    [[nodiscard]] bool mayBeFor(const QueueInfo& queue) const noexcept {
        constexpr mode_t toOthers = 0066;
        const Permissions& of = queue.permissions;
        const bool open = (of.mode & toOthers) != 0 || of.uid != self || of.creatorUid != self;
        return ofWhatever || (notReadable > 0 && open) || unlisted != Unlisted::None || cancelled;
    }
    [[nodiscard]] std::string words() const {
        if (cancelled) return "a thread: the look was cancelled";
        std::vector<std::string> those;
        if (ofWhatever) those.emplace_back("a thread whose arguments are not readable");
        if (notReadable == 1) those.emplace_back("a thread that can't be looked into");
        if (notReadable > 1) those.push_back(fmt::format("one of {} threads that can't be looked into", notReadable));
        if (unlisted != Unlisted::None) those.emplace_back(wordsOf(unlisted));
        return fmt::format("{}", fmt::join(those, ", or by "));
    }
};

/// Whom nobody could ask, of those who may have a POSIX object open.
std::string openIn(const Uses& uses) {
    std::vector<std::string> those;
    if (uses.notReadable == 1) those.emplace_back("a process that can't be looked into");
    if (uses.notReadable > 1)
        those.push_back(fmt::format("one of {} processes that can't be looked into", uses.notReadable));
    if (uses.unlisted != Unlisted::None) those.emplace_back(wordsOf(uses.unlisted));
    if (those.empty()) those.emplace_back("a process: which files are those of queues can't be told");
    return fmt::format("{}", fmt::join(those, ", or in "));
}

std::string wordsOf(Doubt doubt, std::uint32_t objects, const Uses& uses, const UnknownWaits& waits) {
    const bool one = objects == 1;
    switch (doubt) {
    case Doubt::NotUsed: return fmt::format("{} {} not been used at all yet", objects, one ? "has" : "have");
    case Doubt::NotReadable: return fmt::format("{} may not be read", objects);
    case Doubt::OtherPidNamespace: return fmt::format("{} may have been used from another PID namespace", objects);
    case Doubt::Processes: return fmt::format("{} may be open in {}", objects, openIn(uses));
    case Doubt::Cancelled: return fmt::format("{} may be open: the look was cancelled", objects);
    case Doubt::Waiters: return fmt::format("{} may be waited for by {}", objects, waits.words());
    case Doubt::Age: return fmt::format("of {} it is not known when {} used", objects, one ? "it was" : "they were");
    }
    return {};
}

class Report {
public:
    Report(const listing::Snapshot& snapshot, const Uses& uses, const WaitersSeen& waiters,
           std::chrono::seconds olderThan, std::chrono::system_clock::time_point now)
        : snapshot_(snapshot)
        , uses_(uses)
        , oldest_(std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count() -
                  std::max(olderThan, youngest).count()) {
        waits_.notReadable = waiters.notReadable;
        waits_.cancelled = waiters.cancelled;
        waits_.unlisted = uses.unlisted;
        for (const Waiter& waiter : waiters.waiters) {
            if (waiter.object) waitedFor_.push_back(*waiter.object);
            const bool ofQueue = waiter.call == WaitCall::Msgsnd || waiter.call == WaitCall::Msgrcv;
            waits_.ofWhatever = waits_.ofWhatever || (ofQueue && !waiter.object);
        }
        std::sort(waitedFor_.begin(), waitedFor_.end());
    }

    Orphans run() {
        listing::forEachVector(snapshot_, [&](const auto& infos) {
            for (const auto& info : infos)
                consider(info);
        });
        std::vector<std::string> doubts;
        for (std::size_t index = 0; index < doubtCount; ++index) {
            const std::uint32_t objects = doubts_[index];
            report_.notTold += objects;
            if (objects > 0) doubts.push_back(wordsOf(static_cast<Doubt>(index), objects, uses_, waits_));
        }
        report_.doubt = fmt::format("{}", fmt::join(doubts, "; "));
        return std::move(report_);
    }

private:
    void consider(const SegmentInfo& segment);
    void considerRemoved(const SegmentInfo& segment, EpochSeconds lastUsedAt);
    void consider(const QueueInfo& queue);
    void consider(const SemaphoreSetInfo& set);
    void consider(const PosixSemaphoreInfo& semaphore);
    void consider(const PosixSegmentInfo& segment);
    void consider(const PosixQueueInfo& queue);
    template <class Info>
    void considerFile(const Info& info, EpochSeconds lastUsedAt, std::uint64_t bytes);
    template <class Info>
    void considerMemory(const Info& info, EpochSeconds lastUsedAt, std::uint64_t bytes);

    [[nodiscard]] bool isYoung(EpochSeconds usedAt) const noexcept { return usedAt > oldest_; }
    [[nodiscard]] bool isWaitedFor(ObjectId object) const {
        return std::binary_search(waitedFor_.begin(), waitedFor_.end(), object);
    }
    /// Of a POSIX object: waited for, or open or mapped by another process than this one.
    [[nodiscard]] bool isUsed(ObjectId object) const;
    void doubt(Doubt why) { ++doubts_[static_cast<std::size_t>(why)]; }

    template <class Info>
    Orphan& add(const Info& info, OrphanReason reason, std::string words, EpochSeconds lastUsedAt) {
        Orphan& orphan = report_.orphans.emplace_back();
        orphan.object = objectIdOf(info);
        orphan.info = info;
        orphan.reason = reason;
        orphan.words = std::move(words);
        orphan.lastUsedAt = lastUsedAt;
        return orphan;
    }

    const listing::Snapshot& snapshot_;
    const Uses& uses_;
    EpochSeconds oldest_; ///< what was used after that is young
    std::vector<ObjectId> waitedFor_;
    UnknownWaits waits_;                          ///< for queues of System V
    bool zeroIsNobody_ = isPidNamespaceInitial(); ///< a pid of 0: not that of a process elsewhere
    Living living_;
    std::array<std::uint32_t, doubtCount> doubts_{};
    Orphans report_;
};

void Report::consider(const SegmentInfo& segment) {
    if (segment.access == Access::Hidden) return doubt(Doubt::NotReadable);
    const EpochSeconds lastUsedAt = newestOf({segment.attachedAt, segment.detachedAt, segment.changedAt});
    if (isYoung(lastUsedAt)) return;
    if (segment.removed) return considerRemoved(segment, lastUsedAt);
    if (segment.attached > 0 || !uses_.of(objectIdOf(segment)).empty()) return;
    std::vector<Actor> actors{{segment.creatorPid, createdBy(segment)}};
    const EpochSeconds lastAttached = newestOf({segment.attachedAt, segment.detachedAt});
    if (lastAttached != 0) actors.push_back({segment.lastPid, newestOf({lastAttached, segment.changedAt})});
    const Fate fate = living_.fateOf(actors);
    if (fate == Fate::NotKnown) return doubt(Doubt::OtherPidNamespace);
    if (fate != Fate::Gone) return;
    Orphan& orphan =
        add(segment, OrphanReason::CreatorGone,
            fmt::format("nobody has it attached, and its creator {} is gone", segment.creatorPid), lastUsedAt);
    const bool known = snapshot_.known.residency && segment.resident != unknownBytes && segment.swapped != unknownBytes;
    if (known) orphan.bytes = segment.resident + segment.swapped;
}

void Report::considerRemoved(const SegmentInfo& segment, EpochSeconds lastUsedAt) {
    if (segment.attached == 0) return; // just going
    std::vector<Attached> keepers;
    std::vector<std::string> words;
    std::uint64_t seen = 0;
    for (const Use& use : uses_.of(objectIdOf(segment))) {
        keepers.push_back(use.by);
        words.push_back(fmt::format("{} {}", escapedName(use.by.process.name), use.by.process.pid));
        seen += use.by.times;
    }
    if (seen < segment.attached) {
        const std::uint64_t unseen = segment.attached - seen;
        words.insert(words.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(words.size(), 2)),
                     unseen == 1 ? "an attachment of a process that can't be seen"
                                 : fmt::format("{} attachments of processes that can't be seen", unseen));
    }
    add(segment, OrphanReason::MarkedRemoved,
        fmt::format("it is marked for destruction, and kept by {}", joined(words)), lastUsedAt)
        .keepers = std::move(keepers);
}

void Report::consider(const QueueInfo& queue) {
    if (queue.access == Access::Hidden) return doubt(Doubt::NotReadable);
    const EpochSeconds lastUsedAt = newestOf({queue.sentAt, queue.receivedAt, queue.changedAt});
    if (isYoung(lastUsedAt) || isWaitedFor(objectIdOf(queue))) return;
    const bool sent = queue.sentAt != 0 || queue.lastSendPid != 0;
    const bool received = queue.receivedAt != 0 || queue.lastReceivePid != 0;
    if (!sent && !received) return doubt(Doubt::NotUsed);
    std::vector<Actor> actors;
    if (sent) actors.push_back({queue.lastSendPid, queue.sentAt});
    if (received) actors.push_back({queue.lastReceivePid, queue.receivedAt});
    const Fate fate = living_.fateOf(actors);
    if (fate == Fate::NotKnown) return doubt(Doubt::OtherPidNamespace);
    if (fate != Fate::Gone) return;
    if (waits_.mayBeFor(queue)) return doubt(Doubt::Waiters);
    std::string words;
    if (!received) {
        words = fmt::format("its last sender {} is gone, and nobody has received from it", queue.lastSendPid);
    } else if (!sent) {
        words = fmt::format("its last receiver {} is gone, and nobody has sent to it", queue.lastReceivePid);
    } else if (queue.lastSendPid == queue.lastReceivePid) {
        words = fmt::format("{} was its last sender and its last receiver, and is gone", queue.lastSendPid);
    } else {
        words = fmt::format("its last sender {} and its last receiver {} are gone", queue.lastSendPid,
                            queue.lastReceivePid);
    }
    add(queue, OrphanReason::LastUsersGone, std::move(words), lastUsedAt).bytes = queue.bytes;
}

void Report::consider(const SemaphoreSetInfo& set) {
    if (set.access == Access::Hidden) return doubt(Doubt::NotReadable);
    const EpochSeconds lastUsedAt = newestOf({set.operatedAt, set.changedAt});
    if (isYoung(lastUsedAt) || isWaitedFor(objectIdOf(set))) return;
    const auto members = sysv::SemaphoreSet::adopt(set.id).states();
    if (!members && members.error().kind == ErrorKind::Denied) return doubt(Doubt::NotReadable);
    if (!members) return;
    std::vector<Actor> actors;
    bool untouched = false;
    for (const sysv::SemaphoreState& member : *members) {
        if (member.waitingForIncrease + member.waitingForZero > 0) return;
        if (member.lastPid != 0) actors.push_back({member.lastPid, lastUsedAt});
        untouched = untouched || member.lastPid == 0;
    }
    if (actors.empty() && set.operatedAt == 0) return doubt(Doubt::NotUsed);
    const Fate fate = living_.fateOf(actors);
    if (fate != Fate::Gone) return;
    // Untouched, or touched by a process that has no number here
    if (actors.empty() || (untouched && !zeroIsNobody_)) return doubt(Doubt::OtherPidNamespace);
    std::vector<pid_t> pids;
    for (const Actor& actor : actors)
        pids.push_back(actor.pid);
    std::sort(pids.begin(), pids.end());
    pids.erase(std::unique(pids.begin(), pids.end()), pids.end());
    std::vector<std::string> texts;
    for (const pid_t pid : pids)
        texts.push_back(std::to_string(pid));
    const bool one = texts.size() == 1;
    add(set, OrphanReason::OperatorsGone,
        fmt::format("its last {} {} {} gone", one ? "operator" : "operators", joined(texts), one ? "is" : "are"),
        lastUsedAt);
}

bool Report::isUsed(ObjectId object) const {
    const auto users = uses_.of(object);
    // What we have open to show it is no use of it
    return isWaitedFor(object) || std::any_of(users.begin(), users.end(),
                                              [own = ::getpid()](const Use& use) { return use.by.process.pid != own; });
}

template <class Info>
void Report::considerFile(const Info& info, EpochSeconds lastUsedAt, std::uint64_t bytes) {
    const ObjectId object = objectIdOf(info);
    if (isYoung(lastUsedAt) || isUsed(object)) return;
    if (uses_.cancelled) return doubt(Doubt::Cancelled);
    if (!uses_.complete()) return doubt(Doubt::Processes);
    add(info, OrphanReason::NobodyHasIt,
        object.kind == Kind::MessageQueue ? "nobody has it open" : "nobody has it open or mapped", lastUsedAt)
        .bytes = bytes;
}

/// What is mapped: to store there moves no time of its file, to open or map it may move its st_atime.
template <class Info>
void Report::considerMemory(const Info& info, EpochSeconds lastUsedAt, std::uint64_t bytes) {
    if (isYoung(lastUsedAt) || isUsed(objectIdOf(info))) return;
    const auto file = fileStatusOf(objectIdOf(info));
    if (!file || file->st_ino != info.inode) return doubt(Doubt::Age);
    considerFile(info, newestOf({lastUsedAt, file->st_atime, file->st_mtime, file->st_ctime}), bytes);
}

void Report::consider(const PosixSemaphoreInfo& semaphore) {
    if (semaphore.bogus) return; // no semaphore
    considerMemory(semaphore, newestOf({semaphore.changedAt, semaphore.changeSeenAt}), 0);
}

void Report::consider(const PosixSegmentInfo& segment) {
    considerMemory(segment, segment.changedAt, segment.resident != unknownBytes ? segment.resident : 0);
}

void Report::consider(const PosixQueueInfo& queue) {
    if (queue.isNotificationHeld() || isUsed(objectIdOf(queue))) return;
    // Messages move the st_mtime of its file, and looking does not
    const auto file = fileStatusOf(objectIdOf(queue));
    if (!file || file->st_ino != queue.inode) return doubt(Doubt::Age);
    considerFile(queue, file->st_mtime, queue.statusKnown ? queue.bytes : 0);
}

} // namespace

Orphans orphansIn(const listing::Snapshot& snapshot, const Uses& uses, const WaitersSeen& waiters,
                  std::chrono::seconds olderThan, std::optional<std::chrono::system_clock::time_point> now) {
    return Report(snapshot, uses, waiters, olderThan, now.value_or(snapshot.takenAt)).run();
}

} // namespace ipclens::processes
