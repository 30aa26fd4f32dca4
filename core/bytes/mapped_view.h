// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ipclens::bytes {

/// Memory that is mapped here, as a view; null where the kernel can't say beforehand that a page can't be had
/// (madvise(2), MADV_POPULATE_READ, Linux 5.14). The mapping has to stay.
[[nodiscard]] std::unique_ptr<ByteView> viewOfMemory(const void* address, std::uint64_t size);

/// A segment's file as a view, by a mapping of its own. The segment does not notice; but its bytes stay, also of one
/// that is removed, as long as the view does. The mapping is a private one, which no attachment is
/// (processes::mappingsOf). Null where it can't be mapped so, as with huge pages.
[[nodiscard]] std::unique_ptr<ByteView> viewOfFile(int fd, std::uint64_t size);

} // namespace ipclens::bytes
