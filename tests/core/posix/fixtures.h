// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/posix/message_queue.h"
#include "tests/support/namespace.h"

#include <QByteArray>

#include <cstdlib>
#include <mqueue.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::testing {

/// Names that are odd and good for all kinds of objects. The longest is for others than semaphores.
inline std::vector<std::string> oddNames() {
    return {"/a b",      "/ ",        "/\n",      "/it's \"so\"", "/*",       "/-x",
            "/\x1b[31m", "/\xff\xfe", "/.hidden", "/sem.",        "/\xc3\xa4"};
}

inline posix::QueueOptions holding(std::uint64_t messages, std::uint64_t size) {
    posix::QueueOptions options;
    options.maxMessages = messages;
    options.messageSize = size;
    return options;
}

/// A file mode creation mask, for as long as this lives.
class Umask {
public:
    explicit Umask(mode_t mask)
        : before_(::umask(mask)) {}
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;
    ~Umask() { ::umask(before_); }

private:
    mode_t before_;
};

/// A limit of this process, soft alone, for as long as this lives.
class ResourceLimit {
public:
    ResourceLimit(__rlimit_resource which, rlim_t soft)
        : which_(which) {
        ::getrlimit(which_, &before_);
        const rlimit now{soft, before_.rlim_max};
        if (::setrlimit(which_, &now) != 0) throw std::runtime_error("setrlimit");
    }
    ResourceLimit(const ResourceLimit&) = delete;
    ResourceLimit& operator=(const ResourceLimit&) = delete;
    ~ResourceLimit() { ::setrlimit(which_, &before_); }

private:
    __rlimit_resource which_;
    rlimit before_{};
};

/// A /dev/shm of a few pages over the one that is there, for as long as this lives.
class SmallSharedMemory {
public:
    explicit SmallSharedMemory(int pages) {
        const std::string options = "mode=1777,size=" + std::to_string(pages * ::sysconf(_SC_PAGESIZE));
        if (::mount("tmpfs", "/dev/shm", "tmpfs", 0, options.c_str()) != 0) throw std::runtime_error("mount a tmpfs");
    }
    SmallSharedMemory(const SmallSharedMemory&) = delete;
    SmallSharedMemory& operator=(const SmallSharedMemory&) = delete;
    ~SmallSharedMemory() { ::umount2("/dev/shm", MNT_DETACH); }
};

inline mode_t modeOf(const std::string& path) {
    struct stat data {};
    if (::lstat(path.c_str(), &data) != 0) throw std::runtime_error("lstat " + path);
    return data.st_mode & 07777U;
}

} // namespace ipclens::testing
