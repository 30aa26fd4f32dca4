// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace ipclens::bytes {

/// What is known of a page before it is read.
enum class PageState : std::uint8_t {
    Resident,     ///< it has content: in memory, or in swap where that can be told
    Untouched,    ///< nobody has touched it: it holds zeros, and reading it may allocate it
    MaybeSwapped, ///< not in memory; touched or not, the kernel does not tell
};

/// A run of neighbouring pages in the same state, in bytes from the source's start.
struct PageRun {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    PageState state = PageState::Resident;

    bool operator==(const PageRun&) const = default;
};

} // namespace ipclens::bytes
