// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/scan_page.h"

#include <algorithm>

namespace ipclens::bytes {
namespace {

constexpr std::size_t marksBytes = ScanPage::size / 8;

} // namespace

ScanPage::ScanPage(std::uint64_t offset, std::span<const std::uint16_t> places, std::span<const std::byte> bytes,
                   const NumberFormat& format)
    : offset_(offset)
    , count_(static_cast<std::uint32_t>(places.size()))
    , extent_(places.empty() ? 0 : places.back() + format.width) {
    const std::size_t oneByOne = places.size() * (sizeof(std::uint16_t) + format.width);
    if (oneByOne < extent_ + marksBytes) {
        places_.assign(places.begin(), places.end());
        bytes_.reserve(places.size() * format.width);
        for (const std::uint16_t place : places) {
            const auto value = bytes.subspan(place, format.width);
            bytes_.insert(bytes_.end(), value.begin(), value.end());
        }
        return;
    }
    bytes_.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(extent_));
    marks_.resize(size / 64);
    for (const std::uint16_t place : places)
        marks_[place / 64] |= std::uint64_t{1} << place % 64;
}

std::uint64_t ScanPage::footprint() const noexcept {
    return sizeof *this + bytes_.capacity() + marks_.capacity() * sizeof(std::uint64_t) +
           places_.capacity() * sizeof(std::uint16_t);
}

} // namespace ipclens::bytes
