// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace ipclens::testing {

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

} // namespace ipclens::testing
