// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/segment_maps.h"

#include "core/base/proc_file.h"

#include <charconv>
#include <optional>

namespace ipclens::processes {
namespace {

/// 7f1c2a400000-7f1c2a500000 rw-s 00000000 00:01 32771    /SYSV51a00001 (deleted)
std::optional<MappedSegment> mappingIn(std::string_view line, Id segment) {
    const std::string_view range = takeWord(line);
    const std::string_view rights = takeWord(line);
    static_cast<void>(takeWord(line)); // offset
    static_cast<void>(takeWord(line)); // device
    const std::string_view inode = takeWord(line);
    const std::string_view name = takeWord(line);
    // The kernel names a segment's file after the key that it was made with, and the file has never been in a folder
    if (!name.starts_with("/SYSV") || line != " (deleted)") return {};
    if (rights.size() < 4 || rights[3] != 's') return {};
    int id = -1;
    const auto [end, failed] = std::from_chars(inode.data(), inode.data() + inode.size(), id);
    if (failed != std::errc() || end != inode.data() + inode.size() || id != segment.value) return {};
    return MappedSegment{range, rights[1] == 'w'};
}

} // namespace

std::vector<MappedSegment> mappingsOf(Id segment, std::string_view maps) {
    std::vector<MappedSegment> mappings;
    while (!maps.empty()) {
        if (const auto mapping = mappingIn(takeLine(maps), segment)) mappings.push_back(*mapping);
    }
    return mappings;
}

} // namespace ipclens::processes
