// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

// Files of a page that a process maps or opens, by the calls of the C library alone.

namespace ipclens::testing {

inline constexpr std::size_t pageSize = 4096;

/// It stays mapped until the process ends, and is not open.
inline bool isMapped(int protection, int sharing, const char* path, int flags = O_RDWR) {
    const int file = open(path, flags | O_CLOEXEC);
    const bool mapped = file >= 0 && mmap(nullptr, pageSize, protection, sharing, file, 0) != MAP_FAILED;
    close(file);
    return mapped;
}

/// For a process that only has what it has mapped or opened.
inline int waitHaving(bool has) {
    if (!has) return 1;
    pause();
    return 0;
}

/// What is open at a path, as long as it lives.
class Opened {
public:
    explicit Opened(const std::string& path, int flags = O_RDONLY)
        : file_(open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;
    ~Opened() { close(file_); }
    [[nodiscard]] bool good() const { return file_ >= 0; }

private:
    int file_;
};

} // namespace ipclens::testing
