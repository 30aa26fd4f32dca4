// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/namespace.h"

#include <QByteArray>
#include <QString>

#include <cstdlib>
#include <fstream>
#include <mqueue.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace ipclens::testing {

/// Names that are odd and good for all kinds of objects. The longest is for others than semaphores.
inline std::vector<std::string> oddNames() {
    return {"/a b",      "/ ",        "/\n",      "/it's \"so\"", "/*",       "/-x",
            "/\x1b[31m", "/\xff\xfe", "/.hidden", "/sem.",        "/\xc3\xa4"};
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

/// A file in /dev/shm that is none of an object, removed with this: "empty", "short", "long", "directory", "link" (to
/// `target`), "dangling link", "fifo", "socket".
class BogusFile {
public:
    BogusFile(const QString& what, std::string path, const std::string& target = "none")
        : path_(std::move(path)) {
        bool made = true;
        if (what == "empty" || what == "short" || what == "long") {
            std::ofstream file(path_);
            file << std::string(what == "empty" ? 0 : what == "short" ? 31 : 33, '\1');
            made = file.good();
        } else if (what == "directory") {
            made = ::mkdir(path_.c_str(), 0700) == 0;
        } else if (what == "link" || what == "dangling link") {
            made = ::symlink(target.c_str(), path_.c_str()) == 0;
        } else if (what == "fifo") {
            made = ::mkfifo(path_.c_str(), 0600) == 0;
        } else {
            sockaddr_un address{AF_UNIX, {}};
            path_.copy(address.sun_path, sizeof address.sun_path - 1);
            socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
            made = ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
        }
        if (!made) throw std::runtime_error("make " + path_);
    }
    BogusFile(const BogusFile&) = delete;
    BogusFile& operator=(const BogusFile&) = delete;
    ~BogusFile() {
        std::remove(path_.c_str());
        if (socket_ >= 0) ::close(socket_);
    }

private:
    std::string path_;
    int socket_ = -1;
};

inline mode_t modeOf(const std::string& path) {
    struct stat data {};
    if (::lstat(path.c_str(), &data) != 0) throw std::runtime_error("lstat " + path);
    return data.st_mode & 07777U;
}

} // namespace ipclens::testing
