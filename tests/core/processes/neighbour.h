// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/processes/namespaces.h"
#include "tests/core/base/result_checks.h"
#include "tests/support/child_process.h"
#include "tests/support/posix_objects.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>

#include <fcntl.h>
#include <sched.h>
#include <sys/ipc.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

// A process of another IPC namespace, for tests that tell of it and enter it.

namespace ipclens::testing {

inline constexpr key_t theirKey = 0x7e5;
inline constexpr const char* theirSegment = "/theirs";
inline constexpr const char* theirQueue = "/their-queue";

inline std::string textOf(const char* path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline bool writeText(const char* path, const std::string& text) {
    std::ofstream file(path);
    file << text << std::flush;
    return file.good();
}

inline bool haveShmOfOurOwn() {
    return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
           mount("tmpfs", "/dev/shm", "tmpfs", 0, "mode=1777") == 0;
}

/// As an ordinary user's program that exec(2) began, and no longer one that has given up root.
inline void beDumpable() {
    prctl(PR_SET_DUMPABLE, 1);
}

/// Becomes root of a user namespace of its own, with an IPC namespace.
inline bool haveUserNamespace(int more) {
    beDumpable();
    const std::string uidMap = "0 " + std::to_string(geteuid()) + " 1";
    const std::string gidMap = "0 " + std::to_string(getegid()) + " 1";
    return unshare(CLONE_NEWUSER | CLONE_NEWIPC | more) == 0 && writeText("/proc/self/setgroups", "deny") &&
           writeText("/proc/self/uid_map", uidMap) && writeText("/proc/self/gid_map", gidMap);
}

/// A process that has objects in namespaces of its own, which end with it.
class Neighbour {
public:
    /// `leave` moves it there, and gives whether it could.
    explicit Neighbour(const std::function<bool()>& leave)
        : Neighbour(leave, Pipe()) {}

    [[nodiscard]] pid_t pid() const { return process_.pid(); }
    [[nodiscard]] auto id() const { return static_cast<std::uint64_t>(process_.pid()); }
    /// Whether it is there, with its objects.
    [[nodiscard]] bool stands() const { return stands_; }
    void end() {
        process_.signal(SIGKILL);
        process_.wait();
    }

private:
    struct Pipe {
        int ends[2] = {-1, -1};
        Pipe() {
            if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
        }
    };

    Neighbour(const std::function<bool()>& leave, const Pipe& ready)
        : process_([&leave, &ready] {
            HOLDS_HERE(leave());
            HOLDS_HERE(semget(theirKey, 3, IPC_CREAT | IPC_EXCL | 0600) >= 0);
            HOLDS_HERE(shmget(theirKey, 4096, IPC_CREAT | IPC_EXCL | 0600) >= 0);
            const ShmEntry segment(theirSegment + 1);
            static_cast<void>(segment.makeFile(4096));
            const MadeQueue queue(theirQueue);
            HOLDS_HERE(write(ready.ends[1], "r", 1) == 1);
            pause();
            return 0;
        }) {
        close(ready.ends[1]);
        char byte = 0;
        stands_ = read(ready.ends[0], &byte, 1) == 1;
        close(ready.ends[0]);
    }

    ChildProcess process_;
    bool stands_ = false;
};

inline bool inOwnIpcAndMounts() {
    return unshare(CLONE_NEWIPC | CLONE_NEWNS) == 0 && haveShmOfOurOwn();
}

inline const processes::IpcNamespace* namespaceOf(const processes::Namespaces& all, pid_t pid) {
    const auto found =
        std::find_if(all.namespaces.begin(), all.namespaces.end(), [&](const processes::IpcNamespace& each) {
            return std::any_of(each.processes.begin(), each.processes.end(),
                               [&](const processes::Process& process) { return process.pid == pid; });
        });
    return found == all.namespaces.end() ? nullptr : &*found;
}

inline pid_t pidOfNobody() {
    ChildProcess ended([] { return 0; });
    const pid_t pid = ended.pid();
    ended.wait();
    return pid;
}

} // namespace ipclens::testing
