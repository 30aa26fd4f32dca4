// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace ipclens::bytes {

/// Bytes to look at, of any size. Offsets are 64 bits. Looking changes no byte, and allocates no page that nobody
/// touched.
class ByteSource {
public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    [[nodiscard]] virtual std::uint64_t size() const noexcept = 0;
    /// Copies bytes from `offset` on; gives how many, fewer than asked for at the end (0 at or past it). Pages that
    /// nobody has touched come as zeros and stay untouched.
    [[nodiscard]] virtual Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) = 0;
};

} // namespace ipclens::bytes
