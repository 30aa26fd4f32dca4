// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/object_file.h"

#include "core/base/unique_fd.h"
#include "core/listing/queue_folder.h"
#include "core/posix/name.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <mqueue.h>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

/// By opening it as a place alone. Nothing with errno.
std::optional<struct stat> statusOfOpenedQueue(const std::string& name) {
    struct stat status {};
    const UniqueFd queue(mq_open(name.c_str(), O_RDONLY | O_PATH | O_CLOEXEC));
    if (!queue || fstat(queue.get(), &status) != 0) return {};
    return status;
}

std::optional<struct stat> statusOfQueue(const std::string& name) {
    if (const auto status = statusOfOpenedQueue(name)) return status;
    if (errno != EACCES) return {};
    listing::QueueFolder folder;
    static_cast<void>(folder.find());
    struct stat status {};
    // One of another IPC namespace may have a queue of this name as well
    if (!folder.source().complete()) return {};
    if (fstatat(folder.descriptor(), name.c_str() + 1, &status, AT_SYMLINK_NOFOLLOW) != 0) return {};
    return status;
}

template <class Integer>
bool parse(std::string_view text, Integer& into, int base) {
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into, base);
    return failed == std::errc() && end == text.data() + text.size();
}

/// The number behind "ino:" or "flags:" in a /proc/PID/fdinfo (proc(5)); the kernel tells inodes since Linux 5.14.
template <class Integer>
bool numberBehind(std::string_view word, std::string_view text, Integer& into, int base) {
    std::size_t start = text.starts_with(word) ? 0 : text.find(std::string("\n").append(word));
    if (start == std::string_view::npos) return false;
    text.remove_prefix(text.find_first_not_of(" \t", text.find(':', start) + 1));
    return parse(text.substr(0, text.find('\n')), into, base);
}

} // namespace

std::optional<struct stat> fileStatusOf(ObjectId object) {
    if (!posix::checkName(object.kind, object.name.bytes())) return {};
    if (object.kind == Kind::MessageQueue) return statusOfQueue(object.name.text());
    struct stat status {};
    if (lstat(posix::pathOf(object.kind, object.name.bytes()).c_str(), &status) != 0) return {};
    return status;
}

std::optional<posix::FileId> fileOf(ObjectId object) {
    const auto status = fileStatusOf(object);
    if (!status) return {};
    return posix::FileId{status->st_dev, status->st_ino};
}

std::optional<dev_t> deviceOf(const std::vector<PosixQueueInfo>& queues) {
    for (const PosixQueueInfo& queue : queues) {
        if (const auto status = statusOfOpenedQueue(queue.name.text())) return status->st_dev;
    }
    listing::QueueFolder folder;
    static_cast<void>(folder.find());
    struct stat data {};
    if (!folder.source().complete() || fstat(folder.descriptor(), &data) != 0) return {};
    return data.st_dev;
}

std::optional<OpenFile> openFile(int process, int number, const WantedInode& wanted, int& error) {
    const auto failed = [&] {
        error = errno;
        return std::optional<OpenFile>();
    };
    error = 0;
    // What is asked for stands in the first lines: one read(2) is enough
    std::array<char, 512> room{};
    const UniqueFd info(openat(process, fmt::format("fdinfo/{}", number).c_str(), O_RDONLY | O_CLOEXEC));
    const ssize_t length = info ? read(info.get(), room.data(), room.size()) : -1;
    if (length < 0) return failed();
    const std::string_view text(room.data(), static_cast<std::size_t>(length));
    ino_t inode = 0;
    if (numberBehind("ino:", text, inode, 10) && !wanted(inode)) return {};
    struct stat data {};
    if (fstatat(process, fmt::format("fd/{}", number).c_str(), &data, AT_NO_AUTOMOUNT) != 0) return failed();
    unsigned flags = 0;
    const bool writable = numberBehind("flags:", text, flags, 8) && (flags & O_ACCMODE) != O_RDONLY;
    return OpenFile{{data.st_dev, data.st_ino}, writable};
}

} // namespace ipclens::processes
