// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/thread_look.h"

#include "core/base/proc_file.h"
#include "core/processes/process_stat.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <utility>

#include <fcntl.h>

namespace ipclens::processes {
namespace {

/// A thread that is woken again and again is waiting for nothing for long.
constexpr int attempts = 3;

std::uint64_t numberIn(std::string_view text) noexcept {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Behind "voluntary_ctxt_switches:" or the like in a /proc/PID/task/TID/status.
std::uint64_t numberBehind(std::string_view word, std::string_view text) noexcept {
    const std::size_t start = text.find(word);
    if (start == std::string_view::npos) return 0;
    text.remove_prefix(start + word.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return numberIn(text);
}

/// By its stat: in a call of its program's.
bool isAsleep(std::string_view text) {
    const auto stat = parseStat(text);
    return stat && !stat->kernelThread && stat->state == 'S';
}

} // namespace

void ThreadLook::begin() {
    decoder_.begin();
    startedPid_ = 0;
}

ThreadLook::Found ThreadLook::look(pid_t pid, pid_t thread, const SeenWait* before, SeenWait& seen) {
    const ThreadPlace place{pid, thread, &files_};
    const auto line = files_.read("syscall");
    if (!line) return isProcessGone(errno) ? Found::NoWait : lookWithoutRight(place, before, seen);
    const auto blocked = blockedCallIn(*line);
    if (!blocked) return Found::NoWait;
    const auto form = waitFormOf(*blocked);
    if (!form && !blocked->mayBeNarrow()) return Found::NoWait;
    if (before != nullptr && before->blocked == *blocked && isSameWait(*before)) {
        keep(place, *before, seen);
        const Waiter& waiter = seen.wait.waiter;
        if (!waiter.object && !waiter.file.empty()) decoder_.nameAnew(seen.wait, place, seen.blocked);
        return Found::Wait;
    }
    if (blocked->mayBeNarrow() && isOfOtherWidth(place)) {
        const Found found = lookAtSleep(place, WaitKnowledge::OtherWidth, seen);
        if (found == Found::Wait) seen.blocked = *blocked;
        return found;
    }
    return form && decoder_.mayBeWait(pid, *blocked, *form) ? lookClosely(place, seen) : Found::NoWait;
}

ThreadLook::Found ThreadLook::lookAgain(const SeenWait& before, SeenWait& seen) {
    const Waiter& waiter = before.wait.waiter;
    if (!isSameWait(before)) return look(waiter.process.pid, waiter.thread, nullptr, seen);
    keep({waiter.process.pid, waiter.thread, &files_}, before, seen);
    return Found::Wait;
}

void ThreadLook::keep(const ThreadPlace& place, const SeenWait& before, SeenWait& seen) {
    seen = before;
    if (seen.wait.waiter.object && !WaitDecoder::isNamedAsBefore(seen.wait))
        decoder_.nameAnew(seen.wait, place, seen.blocked);
}

ThreadLook::Found ThreadLook::lookWithoutRight(const ThreadPlace& place, const SeenWait* before, SeenWait& seen) {
    // Whoever may not look into it reads 0: of threads of the kernel too, and of those that run
    const auto wchan = files_.read("wchan");
    const Sleep sleep = wchan ? sleepIn(*wchan) : Sleep::Unknown;
    if (sleep == Sleep::Unknown) return maySleep() ? Found::NotReadable : Found::NoWait;
    if (sleep == Sleep::Elsewhere) return Found::NoWait;
    if (before != nullptr && before->wait.waiter.known == WaitKnowledge::CallOnly && isSameWait(*before)) {
        seen = *before;
        return Found::Wait;
    }
    return lookAtSleep(place, WaitKnowledge::CallOnly, seen);
}

ThreadLook::Found ThreadLook::lookClosely(const ThreadPlace& place, SeenWait& seen) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto before = mark();
        const auto line = before && sleeps() ? files_.read("syscall") : std::nullopt;
        const auto blocked = line ? blockedCallIn(*line) : std::nullopt;
        const auto form = blocked ? waitFormOf(*blocked) : std::nullopt;
        if (!form) return Found::NoWait;
        auto decoded = decoder_.decode(place, *blocked, *form);
        if (mark() != before) continue;
        if (!decoded) return Found::NoWait;
        seen = {*before, *blocked, std::move(*decoded)};
        return Found::Wait;
    }
    return Found::NoWait;
}

ThreadLook::Found ThreadLook::lookAtSleep(const ThreadPlace& place, WaitKnowledge known, SeenWait& seen) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const auto before = mark();
        if (!before || !sleeps()) return Found::NoWait;
        const auto wchan = files_.read("wchan");
        const Sleep sleep = wchan ? sleepIn(*wchan) : Sleep::Unknown;
        const auto call = waitCallOf(sleep);
        auto decoded = call ? decoder_.decodeCall(place, *call, known) : std::nullopt;
        if (mark() != before) continue;
        if (decoded) {
            seen = {*before, {}, std::move(*decoded)};
            return Found::Wait;
        }
        // Of two calls that sleep in one place it is one, and a futex may be that of a semaphore
        const bool perhaps = sleep == Sleep::Unknown || sleep == Sleep::MqEither ||
                             (sleep == Sleep::Futex && decoder_.hasSemaphores(place.pid));
        return perhaps ? Found::NotReadable : Found::NoWait;
    }
    return Found::NoWait;
}

bool ThreadLook::isSameWait(const SeenWait& before) {
    const Process& process = before.wait.waiter.process;
    return mark() == before.mark && startTicksOf(process.pid) == process.startTicks;
}

std::optional<ThreadMark> ThreadLook::mark() {
    const auto text = files_.read("schedstat");
    if (!text) return markBySwitches();
    std::string_view rest = *text;
    ThreadMark numbers{};
    for (std::uint64_t& number : numbers)
        number = numberIn(takeWord(rest));
    return numbers == ThreadMark{} ? markBySwitches() : numbers;
}

/// Of a kernel without CONFIG_SCHED_INFO, which has zeros there or no such file: dearer to read.
std::optional<ThreadMark> ThreadLook::markBySwitches() {
    auto text = files_.read("stat");
    const auto stat = text ? parseStat(*text) : std::nullopt;
    text = stat ? files_.read("status") : std::nullopt;
    if (!text) return {};
    return ThreadMark{stat->process.startTicks, numberBehind("\nvoluntary_ctxt_switches:", *text),
                      numberBehind("\nnonvoluntary_ctxt_switches:", *text)};
}

bool ThreadLook::sleeps() {
    const auto text = files_.read("stat");
    return text && isAsleep(*text);
}

bool ThreadLook::maySleep() {
    const auto text = files_.read("stat");
    return text ? isAsleep(*text) : !isProcessGone(errno);
}

std::uint64_t ThreadLook::startTicksOf(pid_t pid) {
    if (std::exchange(startedPid_, pid) == pid) return startTicks_;
    const auto process = find(pid);
    return startTicks_ = process ? process->startTicks : 0;
}

bool ThreadLook::isOfOtherWidth(const ThreadPlace& place) {
    ThreadFiles files;
    files.choose(AT_FDCWD, "/proc/", place.pid);
    const auto auxv = files.read("auxv");
    return auxv && processes::isOfOtherWidth(*auxv);
}

} // namespace ipclens::processes
