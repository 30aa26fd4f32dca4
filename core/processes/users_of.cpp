// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/users_of.h"

#include "core/base/proc_file.h"
#include "core/base/unique_fd.h"
#include "core/processes/mappings.h"
#include "core/processes/object_file.h"
#include "core/processes/proc_file.h"
#include "core/processes/use_scan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

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

/// The same for a POSIX object; sem_wait(3) of glibc is a futex(2) in the semaphore's mapping.
std::string_view posixWaitingCall(Kind kind, long number) {
    switch (kind) {
    case Kind::Semaphore:
#ifdef SYS_futex
        if (number == SYS_futex) return "sem_wait";
#endif
#ifdef SYS_futex_time64
        if (number == SYS_futex_time64) return "sem_wait";
#endif
        return {};
    case Kind::MessageQueue:
#ifdef SYS_mq_timedsend
        if (number == SYS_mq_timedsend) return "mq_send";
        if (number == SYS_mq_timedreceive) return "mq_receive";
#endif
#ifdef SYS_mq_timedsend_time64
        if (number == SYS_mq_timedsend_time64) return "mq_send";
        if (number == SYS_mq_timedreceive_time64) return "mq_receive";
#endif
        return {};
    case Kind::SharedMemory: return {};
    }
    return {};
}

/// The call that a thread is blocked in, and what it is about.
struct BlockedCall {
    long number = -1;
    std::uint64_t argument = 0; ///< the first one

    /// An id or descriptor: the kernel takes an int; what stands in the register above it means nothing.
    [[nodiscard]] int argumentAsInt() const noexcept { return static_cast<int>(static_cast<std::uint32_t>(argument)); }
};

/// One thread's /proc/PID/task/TID/syscall, "230 0x8000 0x7ffd… …".
std::optional<BlockedCall> blockedCallIn(std::string_view line) {
    const std::string_view call = takeWord(line);
    std::string_view argument = takeWord(line);
    BlockedCall blocked;
    const auto [end, failed] = std::from_chars(call.data(), call.data() + call.size(), blocked.number);
    // "running", or -1: blocked, but in no system call
    if (failed != std::errc() || blocked.number < 0 || !argument.starts_with("0x")) return {};
    argument.remove_prefix(2);
    std::from_chars(argument.data(), argument.data() + argument.size(), blocked.argument, 16);
    return blocked;
}

/// What a process has to do with one object.
class Scan {
public:
    explicit Scan(ObjectId object, const Cancellation* cancellation)
        : object_(object)
        , cancellation_(cancellation) {}
    Scan(const Scan&) = delete;
    Scan& operator=(const Scan&) = delete;
    virtual ~Scan() = default;

    UsersOf run() {
        int error = 0;
        const auto pids = numbersIn("/proc", error);
        found_.complete = found_.complete && error == 0;
        for (const pid_t pid : pids) {
            if (cancelled()) {
                found_.complete = false;
                break;
            }
            look(pid, "/proc/" + std::to_string(pid));
        }
        return std::move(found_);
    }

protected:
    virtual void look(pid_t pid, const std::string& folder) = 0;
    /// Of a call that a thread of that process is blocked in: its name, where it waits for the object.
    [[nodiscard]] virtual std::string_view waitsIn(const BlockedCall& blocked) const = 0;

    void noteFailure(int error) {
        if (!isProcessGone(error)) found_.complete = false;
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
            const auto blocked = blockedCallIn(text_);
            const std::string_view call = blocked ? waitsIn(*blocked) : std::string_view();
            if (call.empty()) continue;
            const auto process = find(pid);
            if (process) found_.waiting.push_back({*process, thread, std::string(call)});
        }
    }

    [[nodiscard]] ObjectId object() const noexcept { return object_; }
    [[nodiscard]] bool cancelled() const noexcept { return cancellation_ != nullptr && cancellation_->requested(); }
    [[nodiscard]] UsersOf& found() noexcept { return found_; }
    /// Room for a file of /proc.
    [[nodiscard]] std::string& text() noexcept { return text_; }

private:
    ObjectId object_;
    const Cancellation* cancellation_;
    UsersOf found_;
    std::string text_;
};

class SystemVScan final : public Scan {
public:
    SystemVScan(ObjectId object, const Cancellation* cancellation)
        : Scan(object, cancellation)
        , ours_(ipcNamespaceOf("/proc/self")) {
        found().complete = ours_.has_value();
    }

private:
    void look(pid_t pid, const std::string& folder) override {
        const auto theirs = ipcNamespaceOf(folder);
        if (!theirs) return noteFailure(errno);
        if (ours_ && *theirs != *ours_) return;
        lookForWaiting(pid, folder);
    }

    [[nodiscard]] std::string_view waitsIn(const BlockedCall& blocked) const override {
        if (blocked.argumentAsInt() != object().id.value) return {};
        return waitingCall(object().kind, blocked.number);
    }

    std::optional<std::string> ours_;
};

class PosixScan final : public Scan {
public:
    PosixScan(ObjectId object, const posix::FileId& file, const Cancellation* cancellation)
        : Scan(object, cancellation)
        , file_(file) {}

private:
    void look(pid_t pid, const std::string& folder) override {
        mappings_.clear();
        open_.clear();
        if (object().kind == Kind::MessageQueue) {
            lookForDescriptors(folder);
        } else {
            lookForMappings(folder);
        }
        if (!mappings_.empty() || !open_.empty()) lookForWaiting(pid, folder);
    }

    [[nodiscard]] std::string_view waitsIn(const BlockedCall& blocked) const override {
        const bool about =
            object().kind == Kind::Semaphore
                ? std::any_of(mappings_.begin(), mappings_.end(),
                              [&](const Mapping& mapping) {
                                  return blocked.argument >= mapping.begin && blocked.argument < mapping.end;
                              })
                : std::any_of(open_.begin(), open_.end(), [&](int open) { return open == blocked.argumentAsInt(); });
        return about ? posixWaitingCall(object().kind, blocked.number) : std::string_view();
    }

    void lookForMappings(const std::string& folder) {
        if (!readProcFile(folder + "/maps", text())) return noteFailure(errno);
        mappings_ = mappingsOf(file_, text());
    }

    void lookForDescriptors(const std::string& folder) {
        int error = 0;
        const auto numbers = numbersIn(folder + "/fd", error);
        if (error != 0) noteFailure(error);
        const UniqueFd process(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        for (const int number : numbers) {
            if (cancelled()) {
                found().complete = false;
                return;
            }
            const auto open = openFile(
                process.get(), number, [&](ino_t inode) { return inode == file_.inode; }, error);
            if (open && open->file == file_) {
                open_.push_back(number);
            } else if (error != 0) {
                noteFailure(error);
            }
        }
    }

    posix::FileId file_;
    std::vector<Mapping> mappings_; ///< their texts are gone
    std::vector<int> open_;
};

UsersOf waitingFor(ObjectId object, const Cancellation* cancellation) {
    if (object.kind == Kind::SharedMemory) return {};
    if (object.api() == Api::SysV) return SystemVScan(object, cancellation).run();
    const auto file = fileOf(object);
    return file ? PosixScan(object, *file, cancellation).run() : UsersOf();
}

} // namespace

UsersOf usersOf(ObjectId object, const Cancellation* cancellation) {
    UsersOf users = waitingFor(object, cancellation);
    Uses uses = scanUses(SoughtObjects::of(object), cancellation);
    users.complete = users.complete && uses.complete();
    for (Use& use : uses.uses)
        users.attached.push_back(std::move(use.by));
    return users;
}

} // namespace ipclens::processes
