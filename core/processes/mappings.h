// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/posix/file.h"

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What processes have mapped, by the text of /proc/PID/maps (proc(5)). Such a text has hundreds of lines of which
// nearly none is about IPC, and all processes' texts are megabytes: a line that can't matter is left after two looks at
// its bytes. Not installed.

namespace ipclens::processes {

/// One line: 7f1c2a400000-7f1c2a500000 rw-s 00000000 00:19 7    /dev/shm/sem.lock
struct Mapping {
    std::string_view range; ///< "7f1c2a400000-7f1c2a500000", which is also its name in /proc/PID/map_files
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool shared = false;
    bool writable = false; ///< and shared: what is written to a private mapping stays with the process
    posix::FileId file;
    std::string_view path; ///< raw bytes, but a line break, which is "\012"

    /// Whether it is an attachment of a System V segment, whose shmid is then the inode: the kernel names the file of a
    /// segment after the key that it was made with, and the file has never been in a folder. A private mapping is none:
    /// no shmat(2) makes it, and the segment does not count it.
    [[nodiscard]] bool isAttachment() const noexcept;
};

/// Nothing where it is no such line.
[[nodiscard]] std::optional<Mapping> parseMapping(std::string_view line);

/// How such a line has a device: "00:19".
[[nodiscard]] std::string deviceInMaps(dev_t device);

/// Which lines of a text are asked for. An empty device: none.
struct MappingFilter {
    bool attachments = false; ///< those that may be attachments of segments
    std::string device;       ///< all of files of this device, as deviceInMaps() has it
};

namespace detail {

/// What comes behind the next space; null: nothing does.
inline const char* behindSpace(const char* at, const char* end) noexcept {
    const void* space = at < end ? std::memchr(at, ' ', static_cast<std::size_t>(end - at)) : nullptr;
    return space == nullptr ? nullptr : static_cast<const char*>(space) + 1;
}

[[nodiscard]] inline bool mayMatter(const char* begin, const char* end, const MappingFilter& filter) noexcept {
    constexpr std::ptrdiff_t toOffset = 5; // "rw-s "
    const char* rights = behindSpace(begin, end);
    if (rights == nullptr || end - rights < toOffset) return false;
    if (filter.attachments && rights[3] == 's') return true;
    if (filter.device.empty()) return false;
    const char* device = behindSpace(rights + toOffset, end);
    return device != nullptr && static_cast<std::size_t>(end - device) > filter.device.size() &&
           std::memcmp(device, filter.device.data(), filter.device.size()) == 0 && device[filter.device.size()] == ' ';
}

} // namespace detail

/// Calls visit(Mapping) for each line that the filter lets through; some others come with them.
template <class Visit>
void forEachMapping(std::string_view maps, const MappingFilter& filter, Visit&& visit) {
    const char* at = maps.data();
    const char* const end = at + maps.size();
    while (at < end) {
        const void* lineBreak = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
        const char* lineEnd = lineBreak == nullptr ? end : static_cast<const char*>(lineBreak);
        if (detail::mayMatter(at, lineEnd, filter)) {
            if (const auto mapping = parseMapping({at, static_cast<std::size_t>(lineEnd - at)})) visit(*mapping);
        }
        at = lineEnd + 1;
    }
}

/// The attachments of a segment, in the order of the addresses. Its id is unique only within an IPC namespace.
[[nodiscard]] std::vector<Mapping> mappingsOf(Id segment, std::string_view maps);

/// The mappings of a file, shared and private.
[[nodiscard]] std::vector<Mapping> mappingsOf(const posix::FileId& file, std::string_view maps);

} // namespace ipclens::processes
