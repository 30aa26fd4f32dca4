// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/page_run.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ipclens::bytes {

/// Bytes of a source for who reads much of them at once, by several threads: in place, or copied where that is faster.
/// Others may write to them meanwhile.
class ByteView {
public:
    ByteView() = default;
    ByteView(const ByteView&) = delete;
    ByteView& operator=(const ByteView&) = delete;
    virtual ~ByteView() = default;

    /// How much is had fastest in one go.
    [[nodiscard]] virtual std::uint64_t pieceBytes() const noexcept = 0;
    /// A stretch of pages that ByteSource::runs() has just told to be Resident; others may be allocated by this. Less
    /// where the source has become shorter. Thread-safe; `buffer` is the calling thread's own, and what is given is
    /// there until it is used again. Errors: a page that can't be had, which would be SIGBUS otherwise.
    [[nodiscard]] virtual Result<std::span<const std::byte>> at(std::uint64_t offset, std::uint64_t length,
                                                                std::vector<std::byte>& buffer) = 0;
    /// What at() gave is not needed any more: this process lets its pages go, which the source does not notice.
    virtual void release(std::span<const std::byte> bytes) noexcept = 0;
};

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

    /// The states of the pages from `offset` on, in order and without gaps, the first and last run cut to offset …
    /// offset + length. May tell of the beginning of this range alone, where all of it would be too much at once; tells
    /// nothing only at or past the end. Touches nothing. A source without pages is Resident as a whole.
    [[nodiscard]] virtual Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length);
    /// Null where this source can only be read by one thread at once. Has to go before the source does.
    [[nodiscard]] virtual std::unique_ptr<ByteView> view() { return nullptr; }
};

} // namespace ipclens::bytes
