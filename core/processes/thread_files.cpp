// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/thread_files.h"

#include <algorithm>
#include <cerrno>
#include <charconv>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::processes {

void ThreadFiles::choose(int folder, std::string_view path, pid_t number) noexcept {
    folder_ = folder;
    char* const begin = std::copy(path.begin(), path.end(), path_.data());
    char* const end = std::to_chars(begin, path_.data() + path_.size(), number).ptr;
    *end = '/';
    length_ = static_cast<std::size_t>(end + 1 - path_.data());
}

const char* ThreadFiles::pathOf(std::string_view file) noexcept {
    *std::copy(file.begin(), file.end(), path_.data() + length_) = 0;
    return path_.data();
}

std::optional<std::string_view> ThreadFiles::read(std::string_view file) noexcept {
    const int opened = ::openat(folder_, pathOf(file), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return {};
    const ssize_t count = ::read(opened, text_.data(), text_.size());
    const int error = errno;
    ::close(opened);
    errno = error;
    if (count < 0) return {};
    return std::string_view(text_.data(), static_cast<std::size_t>(count));
}

std::optional<std::string_view> ThreadFiles::readLink(std::string_view link) noexcept {
    const ssize_t count = ::readlinkat(folder_, pathOf(link), text_.data(), text_.size());
    if (count < 0) return {};
    return std::string_view(text_.data(), static_cast<std::size_t>(count));
}

} // namespace ipclens::processes
