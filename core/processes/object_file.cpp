// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/object_file.h"

#include "core/base/proc_file.h"
#include "core/base/unique_fd.h"
#include "core/listing/queue_folder.h"
#include "core/posix/name.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <mqueue.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

std::optional<struct stat> statusOfQueue(const std::string& name) {
    struct stat status {};
    const UniqueFd queue(mq_open(name.c_str(), O_RDONLY | O_PATH | O_CLOEXEC));
    if (queue && fstat(queue.get(), &status) == 0) return status;
    if (errno != EACCES) return {};
    listing::QueueFolder folder;
    static_cast<void>(folder.find());
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

/// "7f1c2a400000-7f1c2a500000" and "00:19" are two numbers each.
template <class Integer>
bool parsePair(std::string_view text, char between, Integer& first, Integer& second) {
    const std::size_t middle = text.find(between);
    return middle != std::string_view::npos && parse(text.substr(0, middle), first, 16) &&
           parse(text.substr(middle + 1), second, 16);
}

/// 7f1c2a400000-7f1c2a401000 rw-s 00000000 00:19 7    /dev/shm/sem.lock
std::optional<MappedFile> mappingIn(std::string_view line, const posix::FileId& file) {
    const std::string_view range = takeWord(line);
    const std::string_view rights = takeWord(line);
    static_cast<void>(takeWord(line)); // offset
    const std::string_view device = takeWord(line);
    const std::string_view inode = takeWord(line);
    unsigned major = 0;
    unsigned minor = 0;
    ino_t number = 0;
    MappedFile mapping;
    if (rights.size() < 4 || !parse(inode, number, 10) || number != file.inode) return {};
    if (!parsePair(device, ':', major, minor) || makedev(major, minor) != file.device) return {};
    if (!parsePair(range, '-', mapping.begin, mapping.end)) return {};
    mapping.writable = rights[1] == 'w' && rights[3] == 's';
    return mapping;
}

/// The number behind "ino:" or "flags:" in a /proc/PID/fdinfo (proc(5)); the kernel tells inodes since Linux 5.14.
template <class Integer>
bool numberBehind(std::string_view word, std::string_view text, Integer& into, int base) {
    std::size_t start = text.starts_with(word) ? 0 : text.find(std::string("\n").append(word));
    if (start == std::string_view::npos) return false;
    text.remove_prefix(text.find_first_not_of(" \t", text.find(':', start) + 1));
    return parse(text.substr(0, text.find('\n')), into, base);
}

/// Sockets, pipes and the like are most of what a program has open, and have no place in a file system.
bool isFile(const std::string& descriptor) {
    std::array<char, 1> first{};
    return readlink(descriptor.c_str(), first.data(), first.size()) == 1 && first[0] == '/';
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

std::vector<MappedFile> mappingsOf(const posix::FileId& file, std::string_view maps) {
    std::vector<MappedFile> mappings;
    while (!maps.empty()) {
        if (const auto mapping = mappingIn(takeLine(maps), file)) mappings.push_back(*mapping);
    }
    return mappings;
}

std::optional<OpenFile> openFileOf(const posix::FileId& file, const std::string& folder, int number, int& error) {
    error = 0;
    const std::string place = folder + "/fd/" + std::to_string(number);
    if (!isFile(place)) return {};
    std::string text;
    if (!readProcFile(folder + "/fdinfo/" + std::to_string(number), text)) {
        error = errno;
        return {};
    }
    ino_t inode = 0;
    if (numberBehind("ino:", text, inode, 10) && inode != file.inode) return {};
    struct stat data {};
    const UniqueFd there(open(place.c_str(), O_PATH | O_CLOEXEC));
    if (!there || fstat(there.get(), &data) != 0) {
        error = errno;
        return {};
    }
    if (data.st_dev != file.device || data.st_ino != file.inode) return {};
    unsigned flags = 0;
    return OpenFile{number, numberBehind("flags:", text, flags, 8) && (flags & O_ACCMODE) != O_RDONLY};
}

} // namespace ipclens::processes
