// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/byte_source.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ipclens::bytes {

/// Memory that is mapped here, as a view in place; null where the kernel can't say beforehand that a page can't be had
/// (madvise(2), MADV_POPULATE_READ, Linux 5.14). The mapping has to stay.
[[nodiscard]] std::unique_ptr<ByteView> viewOfMemory(const void* address, std::uint64_t size);

} // namespace ipclens::bytes
