// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/address.h"

namespace ipclens::bytes {
namespace {

constexpr std::uint64_t firstMapped = 0x10000; // vm.mmap_min_addr
constexpr std::uint64_t endOfProcess = std::uint64_t{1} << 47U;
constexpr std::uint64_t beginOfKernel = ~(endOfProcess - 1);

} // namespace

AddressLook lookOf(std::uint64_t address) noexcept {
    if (address == 0) return AddressLook::Null;
    if (address < firstMapped) return AddressLook::Small;
    if (address < endOfProcess) return AddressLook::Process;
    return address >= beginOfKernel ? AddressLook::Kernel : AddressLook::NotCanonical;
}

} // namespace ipclens::bytes
