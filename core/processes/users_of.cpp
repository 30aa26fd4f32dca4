// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/users_of.h"

#include "core/processes/proc_file.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>

#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

namespace ipclens::processes {
namespace {

namespace fs = std::filesystem;

/// Whether an error of /proc says that the process or thread is gone, which is normal in mid-scan.
bool isGone(int error) noexcept {
    return error == ENOENT || error == ESRCH;
}

/// The numbers among the names of a folder: processes or threads. Sets `error` where the folder can't be read.
std::vector<pid_t> numbersIn(const std::string& folder, int& error) {
    std::vector<pid_t> numbers;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        pid_t number = 0;
        const char* nameEnd = name.data() + name.size();
        const auto [stopped, bad] = std::from_chars(name.data(), nameEnd, number);
        if (bad == std::errc() && stopped == nameEnd) numbers.push_back(number);
    }
    error = failed.value();
    return numbers;
}

/// "ipc:[4026531839]", or nothing with errno.
std::optional<std::string> ipcNamespaceOf(const std::string& process) {
    std::array<char, 64> target{};
    const ssize_t length = readlink((process + "/ns/ipc").c_str(), target.data(), target.size());
    if (length < 0) return {};
    return std::string(target.data(), static_cast<std::size_t>(length));
}

/// Takes the next word off a line of /proc, which pads with spaces.
std::string_view takeWord(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(word.size());
    return word;
}

/// Adds one line of /proc/PID/maps where it is an attachment of the segment:
/// 7f1c2a400000-7f1c2a500000 rw-s 00000000 00:01 32771    /SYSV51a00001 (deleted)
void countAttachment(std::string_view line, Id id, Attached& attached) {
    takeWord(line);
    const std::string_view rights = takeWord(line);
    takeWord(line);
    takeWord(line);
    const std::string_view inode = takeWord(line);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (!line.starts_with("/SYSV") || !line.ends_with(" (deleted)")) return;
    int number = -1;
    std::from_chars(inode.data(), inode.data() + inode.size(), number);
    if (number != id.value) return;
    ++attached.times;
    attached.writable = attached.writable || (rights.size() > 1 && rights[1] == 'w');
}

Attached attachmentsIn(std::string_view maps, Id id) {
    Attached attached;
    while (!maps.empty()) {
        const std::size_t end = maps.find('\n');
        countAttachment(maps.substr(0, end), id, attached);
        maps.remove_prefix(end == std::string_view::npos ? maps.size() : end + 1);
    }
    return attached;
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
        Attached attached = attachmentsIn(text_, object_.id);
        if (attached.times == 0) return;
        const auto process = find(pid);
        if (!process) return;
        attached.process = *process;
        found_.attached.push_back(std::move(attached));
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
