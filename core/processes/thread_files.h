// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include <sys/types.h>

// Small files of /proc with as few system calls as there can be, for who reads thousands of them. Not installed.

namespace ipclens::processes {

/// The files of a thread, or process, one after another.
class ThreadFiles {
public:
    /// From now on those in PATH/NUMBER, where `path` begins at the open `folder`: empty, or with a slash at its end,
    /// and short.
    void choose(int folder, std::string_view path, pid_t number) noexcept;

    /// One read(2) of a small file: its text as far as it fits into a page, until the next one is read. Nothing with
    /// errno.
    [[nodiscard]] std::optional<std::string_view> read(std::string_view file) noexcept;
    /// Where a symbolic link leads to, until the next one is read. Nothing with errno.
    [[nodiscard]] std::optional<std::string_view> readLink(std::string_view link) noexcept;

private:
    [[nodiscard]] const char* pathOf(std::string_view file) noexcept;

    int folder_ = -1;
    std::array<char, 128> path_{};
    std::size_t length_ = 0;      ///< of "PATH/NUMBER/"
    std::array<char, 4096> text_; // no zeros: the kernel fills what is read
};

} // namespace ipclens::processes
