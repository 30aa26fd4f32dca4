// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/overwrite.h"

#include "core/bytes/posix_segment.h"
#include "core/bytes/same_segment.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace ipclens::bytes {
namespace {

std::string attempt(const Segment& segment) {
    return "write to " + toString(segment.object());
}

Result<void> checkSame(const SegmentInfo& segment) {
    const auto now = sysv::SharedMemory::adopt(segment.id).stat();
    if (!now) return failure(now.error());
    if (isSameSegment(segment, now->info)) return {};
    return failure(errorOf(ErrorKind::NotFound, attempt(segment),
                           "the segment was removed, and its id is another one's now; nothing was written"));
}

Result<void> checkBounds(const Segment& segment, std::uint64_t size, std::span<const Replacement> replacements) {
    for (const auto& [patch, expected] : replacements) {
        if (patch.offset <= size && patch.bytes.size() <= size - patch.offset) continue;
        return failure(errorOf(ErrorKind::OutOfRange, attempt(segment),
                               fmt::format("{} bytes from 0x{:x} on pass its end; nothing was written",
                                           patch.bytes.size(), patch.offset)));
    }
    return {};
}

bool asExpected(std::span<const Replacement> replacements, const std::vector<Patch>& found) {
    for (std::size_t i = 0; i < replacements.size(); ++i) {
        const auto& expected = replacements[i].expected;
        if (!expected.empty() && expected != found[i].bytes) return false;
    }
    return true;
}

Result<std::vector<Patch>> readPlaces(const sysv::Attachment& attachment, std::span<const Replacement> replacements) {
    std::vector<Patch> found;
    for (const auto& [patch, expected] : replacements) {
        Patch place{patch.offset, std::vector<std::byte>(patch.bytes.size())};
        if (auto read = attachment.read(place.offset, place.bytes); !read) return failure(std::move(read).error());
        found.push_back(std::move(place));
    }
    return found;
}

Result<Overwritten> overwriteSystemV(const SegmentInfo& segment, std::span<const Replacement> replacements) {
    if (auto checked = checkBounds(segment, segment.size, replacements); !checked)
        return failure(std::move(checked).error());
    if (auto same = checkSame(segment); !same) return failure(std::move(same).error());
    auto attachment = sysv::SharedMemory::adopt(segment.id).attach({.mode = sysv::AttachMode::ReadWrite});
    if (!attachment) return failure(std::move(attachment).error());
    // Again, now that the attachment holds it: between the first look and it the id may have been used again
    if (auto same = checkSame(segment); !same) return failure(std::move(same).error());

    auto found = readPlaces(*attachment, replacements);
    if (!found) return failure(std::move(found).error());
    Overwritten result;
    result.before = std::move(*found);
    if (!asExpected(replacements, result.before)) return result;
    for (std::size_t i = 0; i < replacements.size(); ++i) {
        const Patch& patch = replacements[i].patch;
        if (auto done = attachment->write(patch.offset, patch.bytes); !done) {
            Error error = std::move(done).error();
            error.hint = fmt::format("{} of {} stretches were written", i, replacements.size());
            return failure(std::move(error));
        }
    }
    result.written = true;
    return result;
}

Error cutShort(const PosixSegmentInfo& segment) {
    return errorOf(ErrorKind::OutOfRange, attempt(segment), "the segment was cut short meanwhile; nothing was written");
}

Result<std::vector<Patch>> readPlaces(const PosixSegmentInfo& segment, const posix::SharedMemory& memory,
                                      std::span<const Replacement> replacements) {
    std::vector<Patch> found;
    for (const auto& [patch, expected] : replacements) {
        Patch place{patch.offset, std::vector<std::byte>(patch.bytes.size())};
        const auto read = memory.read(place.offset, place.bytes);
        if (!read) return failure(read.error());
        if (*read < place.bytes.size()) return failure(cutShort(segment));
        found.push_back(std::move(place));
    }
    return found;
}

Result<Overwritten> overwritePosix(const PosixSegmentInfo& segment, std::span<const Replacement> replacements) {
    const auto memory = openSame(segment, posix::SegmentAccess::ReadWrite);
    if (!memory) return failure(memory.error());
    const auto info = memory->stat();
    if (!info) return failure(info.error());
    if (auto checked = checkBounds(segment, info->size, replacements); !checked)
        return failure(std::move(checked).error());

    auto found = readPlaces(segment, *memory, replacements);
    if (!found) return failure(std::move(found).error());
    Overwritten result;
    result.before = std::move(*found);
    if (!asExpected(replacements, result.before)) return result;
    // Before the first is written: memory that there is too little of is no reason to stop halfway then
    for (const auto& [patch, expected] : replacements) {
        if (auto taken = memory->reserve(patch.offset, patch.bytes.size()); !taken) return failure(taken.error());
    }
    for (std::size_t i = 0; i < replacements.size(); ++i) {
        const Patch& patch = replacements[i].patch;
        auto done = memory->write(patch.offset, patch.bytes);
        if (done) continue;
        // It may have been cut short. What of the stretches before is there still gets back what it had
        for (const Patch& before : std::span(result.before).first(i))
            static_cast<void>(memory->write(before.offset, before.bytes));
        if (done.error().kind == ErrorKind::OutOfRange) return failure(cutShort(segment));
        return failure(std::move(done).error());
    }
    result.written = true;
    return result;
}

} // namespace

Result<Overwritten> overwrite(const Segment& segment, std::span<const Replacement> replacements) {
    if (const PosixSegmentInfo* posix = segment.posix()) return overwritePosix(*posix, replacements);
    return overwriteSystemV(*segment.systemV(), replacements);
}

} // namespace ipclens::bytes
