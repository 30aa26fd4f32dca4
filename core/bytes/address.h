// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace ipclens::bytes {

/// What a number can be as an address of a 64-bit process with 48-bit addresses (x86-64 and arm64, which give out
/// larger ones only to who asks for them). Found by its value alone, so it is a likeness and not a fact.
enum class AddressLook : std::uint8_t {
    Null,
    Small,        ///< in the first 64 KiB, where nothing is mapped
    Process,      ///< in the half of processes
    Kernel,       ///< canonical, in the half of the kernel
    NotCanonical, ///< no address at all
};

[[nodiscard]] AddressLook lookOf(std::uint64_t address) noexcept;

} // namespace ipclens::bytes
