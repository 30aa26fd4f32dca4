// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/overwrite.h"

#include "core/bytes/same_segment.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace ipclens::bytes {
namespace {

std::string attempt(Id id) {
    return "write to " + toString(ObjectId{Kind::SharedMemory, id});
}

Result<void> checkSame(const SegmentInfo& segment) {
    const auto now = sysv::SharedMemory::adopt(segment.id).stat();
    if (!now) return failure(now.error());
    if (isSameSegment(segment, now->info)) return {};
    return failure(errorOf(ErrorKind::NotFound, attempt(segment.id),
                           "the segment was removed, and its id is another one's now; nothing was written"));
}

Result<void> checkBounds(const SegmentInfo& segment, std::span<const Replacement> replacements) {
    for (const auto& [patch, expected] : replacements) {
        if (patch.offset <= segment.size && patch.bytes.size() <= segment.size - patch.offset) continue;
        return failure(errorOf(ErrorKind::OutOfRange, attempt(segment.id),
                               fmt::format("{} bytes from 0x{:x} on pass its end; nothing was written",
                                           patch.bytes.size(), patch.offset)));
    }
    return {};
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

bool asExpected(std::span<const Replacement> replacements, const std::vector<Patch>& found) {
    for (std::size_t i = 0; i < replacements.size(); ++i) {
        const auto& expected = replacements[i].expected;
        if (!expected.empty() && expected != found[i].bytes) return false;
    }
    return true;
}

} // namespace

Result<Overwritten> overwrite(const SegmentInfo& segment, std::span<const Replacement> replacements) {
    if (auto checked = checkBounds(segment, replacements); !checked) return failure(std::move(checked).error());
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

} // namespace ipclens::bytes
