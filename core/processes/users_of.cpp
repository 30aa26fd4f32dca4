// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/users_of.h"

#include "core/base/proc_file.h"
#include "core/processes/proc_file.h"
#include "core/processes/segment_maps.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>

#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

/// Whether an error of /proc says that the process or thread is gone, which is normal in mid-scan.
bool isGone(int error) noexcept {
    return error == ENOENT || error == ESRCH;
}

/// "ipc:[4026531839]", or nothing with errno.
std::optional<std::string> ipcNamespaceOf(const std::string& process) {
    std::array<char, 64> target{};
    const ssize_t length = readlink((process + "/ns/ipc").c_str(), target.data(), target.size());
    if (length < 0) return {};
    return std::string(target.data(), static_cast<std::size_t>(length));
}

/// What a thread's system call is to an object of this kind; empty where it is none that waits for one.
std::string_view waitingCall(Kind kind, long number) {
    switch (kind) {
    case Kind::Semaphore:
#ifdef SYS_semop
        if (number == SYS_semop) return "semop";
#endif
#ifdef SYS_semtimedop
        if (number == SYS_semtimedop) return "semop";
#endif
#ifdef SYS_semtimedop_time64
        if (number == SYS_semtimedop_time64) return "semop";
#endif
        return {};
    case Kind::MessageQueue:
        if (number == SYS_msgsnd) return "msgsnd";
        if (number == SYS_msgrcv) return "msgrcv";
        return {};
    case Kind::SharedMemory: return {};
    }
    return {};
}

/// One thread's /proc/PID/task/TID/syscall, "230 0x8000 0x7ffd… …": the call it is blocked in on this object.
std::string_view waitsIn(std::string_view line, ObjectId object) {
    const std::string_view call = takeWord(line);
    std::string_view argument = takeWord(line);
    long number = -1;
    const auto [end, failed] = std::from_chars(call.data(), call.data() + call.size(), number);
    // "running", or -1: blocked, but in no system call
    if (failed != std::errc() || number < 0 || !argument.starts_with("0x")) return {};
    argument.remove_prefix(2);
    std::uint64_t id = 0;
    std::from_chars(argument.data(), argument.data() + argument.size(), id, 16);
    // The kernel takes an int; what stands in the register above it means nothing
    if (static_cast<int>(static_cast<std::uint32_t>(id)) != object.id.value) return {};
    return waitingCall(object.kind, number);
}

class Scan {
public:
    explicit Scan(ObjectId object)
        : object_(object)
        , ours_(ipcNamespaceOf("/proc/self")) {
        found_.complete = ours_.has_value();
    }

    void look(pid_t pid) {
        const std::string folder = "/proc/" + std::to_string(pid);
        const auto theirs = ipcNamespaceOf(folder);
        if (!theirs) return noteFailure(errno);
        if (ours_ && *theirs != *ours_) return;
        if (object_.kind == Kind::SharedMemory) {
            lookForAttachments(pid, folder);
        } else {
            lookForWaiting(pid, folder);
        }
    }

    [[nodiscard]] UsersOf take() { return std::move(found_); }

private:
    void noteFailure(int error) {
        if (!isGone(error)) found_.complete = false;
    }

    void lookForAttachments(pid_t pid, const std::string& folder) {
        if (!readProcFile(folder + "/maps", text_)) return noteFailure(errno);
        const auto mappings = mappingsOf(object_.id, text_);
        if (mappings.empty()) return;
        const auto process = find(pid);
        if (!process) return;
        const bool writable = std::any_of(mappings.begin(), mappings.end(),
                                          [](const MappedSegment& mapping) { return mapping.writable; });
        found_.attached.push_back({*process, static_cast<std::uint32_t>(mappings.size()), writable});
    }

    void lookForWaiting(pid_t pid, const std::string& folder) {
        int error = 0;
        const auto threads = numbersIn(folder + "/task", error);
        if (error != 0) noteFailure(error);
        for (const pid_t thread : threads) {
            if (!readProcFile(folder + "/task/" + std::to_string(thread) + "/syscall", text_)) {
                noteFailure(errno);
                continue;
            }
            const std::string_view call = waitsIn(text_, object_);
            if (call.empty()) continue;
            const auto process = find(pid);
            if (process) found_.waiting.push_back({*process, thread, std::string(call)});
        }
    }

    ObjectId object_;
    std::optional<std::string> ours_;
    UsersOf found_;
    std::string text_;
};

} // namespace

UsersOf usersOf(ObjectId object, const Cancellation* cancellation) {
    int error = 0;
    const auto pids = numbersIn("/proc", error);
    Scan scan(object);
    bool all = error == 0;
    for (const pid_t pid : pids) {
        if (cancellation != nullptr && cancellation->requested()) {
            all = false;
            break;
        }
        scan.look(pid);
    }
    UsersOf users = scan.take();
    users.complete = users.complete && all;
    return users;
}

} // namespace ipclens::processes
