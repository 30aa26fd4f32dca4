// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/mappings.h"

#include "core/base/proc_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include <sys/sysmacros.h>

namespace ipclens::processes {
namespace {

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

} // namespace

bool Mapping::isAttachment() const noexcept {
    // Of a file that was in a folder under such a name as well; whose memory it is, the device tells
    const std::string_view deleted = " (deleted)";
    return shared && path.starts_with("/SYSV") && path.find(' ') == path.size() - deleted.size() &&
           path.ends_with(deleted);
}

std::optional<Mapping> parseMapping(std::string_view line) {
    Mapping mapping;
    mapping.range = takeWord(line);
    const std::string_view rights = takeWord(line);
    static_cast<void>(takeWord(line)); // offset
    unsigned major = 0;
    unsigned minor = 0;
    const bool device = parsePair(takeWord(line), ':', major, minor);
    if (!device || rights.size() < 4 || !parse(takeWord(line), mapping.file.inode, 10)) return {};
    if (!parsePair(mapping.range, '-', mapping.begin, mapping.end)) return {};
    mapping.file.device = makedev(major, minor);
    mapping.shared = rights[3] == 's';
    mapping.writable = mapping.shared && rights[1] == 'w';
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    mapping.path = line;
    return mapping;
}

std::string deviceInMaps(dev_t device) {
    return fmt::format("{:02x}:{:02x}", major(device), minor(device));
}

std::vector<Mapping> mappingsOf(Id segment, std::string_view maps) {
    std::vector<Mapping> mappings;
    if (segment.value < 0) return mappings;
    forEachMapping(maps, {.attachments = true, .device = {}}, [&](const Mapping& mapping) {
        if (mapping.isAttachment() && mapping.file.inode == static_cast<ino_t>(segment.value))
            mappings.push_back(mapping);
    });
    return mappings;
}

std::vector<Mapping> mappingsOf(const posix::FileId& file, std::string_view maps) {
    std::vector<Mapping> mappings;
    forEachMapping(maps, {.attachments = false, .device = deviceInMaps(file.device)}, [&](const Mapping& mapping) {
        if (mapping.file == file) mappings.push_back(mapping);
    });
    return mappings;
}

} // namespace ipclens::processes
