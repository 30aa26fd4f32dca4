// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ipclens::bytes {

/// Memory that is mapped here, as a view in place. `allResident`: every page of it is in memory, and none can be taken
/// out of its file, as of a segment whose every page is resident; so it is not asked for each whether it can be had,
/// which would take longer than to look at what is in it. Null where the kernel can't say that beforehand otherwise
/// (madvise(2), MADV_POPULATE_READ, Linux 5.14). The mapping has to stay.
[[nodiscard]] std::unique_ptr<ByteView> viewOfMemory(const void* address, std::uint64_t size, bool allResident);

/// The same of a file that holds nothing but a segment whose every page is resident: mapped as long as the view is
/// there, which is no attachment and is not noticed by the segment. Null where it can't be mapped.
[[nodiscard]] std::unique_ptr<ByteView> viewOfFile(int fd, std::uint64_t size);

} // namespace ipclens::bytes
