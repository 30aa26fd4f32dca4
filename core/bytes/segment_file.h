// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/bytes/byte_source.h"
#include "core/objects/object.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ipclens::bytes {

/// A segment's bytes by the file that they lie in: of System V one that some mapping of the segment leads to. Nothing
/// of this is noticed by the segment, touches a page that nobody has touched, or can be a SIGBUS.
struct SegmentFile {
    int fd = -1;
    ObjectId object; ///< for what is told of errors
    /// How far it is looked at. Of System V the segment's size: with huge pages the file is longer. A POSIX file may
    /// end before, at any moment.
    std::uint64_t size = 0;

    /// As ByteSource has them.
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) const;
    /// The data of the file (lseek(2), SEEK_DATA) is all that was touched, also what is in swap; a hole nobody has
    /// touched.
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) const;
    /// Holds a descriptor of its own: the segment's bytes stay as long as it does, also those of one that is removed.
    /// Null where there is none to be had.
    [[nodiscard]] std::unique_ptr<ByteView> view() const;
};

} // namespace ipclens::bytes
