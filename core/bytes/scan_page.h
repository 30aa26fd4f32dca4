// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/number.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ipclens::bytes {

/// The candidates of a scan that begin in one page, and what each held when it was looked at last: as a copy of the
/// page with a bit a place while they are many, and one by one when they are few.
class ScanPage {
public:
    static constexpr std::size_t size = 4096;
    /// What a page takes at least of memory of which every number is a candidate: nearly all of its bytes, and marks.
    static constexpr std::uint64_t leastOfAll = size - 8 + size / 8;

    /// `places`: where the candidates begin, ascending. `bytes`: of the page from its start, with what the last
    /// candidate has beyond it.
    ScanPage(std::uint64_t offset, std::span<const std::uint16_t> places, std::span<const std::byte> bytes,
             const NumberFormat& format);

    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
    /// How many bytes from its offset on the candidates reach.
    [[nodiscard]] std::size_t extent() const noexcept { return extent_; }
    /// What it takes of memory.
    [[nodiscard]] std::uint64_t footprint() const noexcept;

    /// Calls `visit(place, loaded)` for each candidate, ascending, until it answers false.
    template <class Visit>
    void each(const NumberFormat& format, Visit visit) const {
        if (!places_.empty()) {
            for (std::size_t index = 0; index < places_.size(); ++index) {
                if (!visit(places_[index], loadNumber(bytes_.data() + index * format.width, format))) return;
            }
            return;
        }
        for (std::size_t word = 0; word < marks_.size(); ++word) {
            for (std::uint64_t rest = marks_[word]; rest != 0; rest &= rest - 1) {
                const auto place =
                    static_cast<std::uint16_t>(word * 64 + static_cast<unsigned>(std::countr_zero(rest)));
                if (!visit(place, loadNumber(bytes_.data() + place, format))) return;
            }
        }
    }

private:
    std::uint64_t offset_;
    std::uint32_t count_;
    std::uint32_t extent_;
    std::vector<std::byte> bytes_;     ///< of the page, or of the candidates one after another
    std::vector<std::uint64_t> marks_; ///< a bit a place of the page; empty where `places_` has them
    std::vector<std::uint16_t> places_;
};

} // namespace ipclens::bytes
