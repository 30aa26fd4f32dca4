// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ipclens::ui {

/// One row of the object table: where its object lies. 4 bytes, since there may be a hundred thousand of them.
struct Row {
    std::uint32_t kind : 2;   ///< Kind
    std::uint32_t posix : 1;  ///< whether its Api is Posix
    std::uint32_t ended : 1;  ///< the object is gone; it lies in Rows::ended and stays for one tick, struck through
    std::uint32_t place : 28; ///< in the snapshot's (or ended's) vector of that kind and API

    bool operator==(const Row&) const = default;
};

[[nodiscard]] constexpr Row rowFor(Kind kind, Api api, std::uint32_t place, bool ended = false) noexcept {
    return {static_cast<std::uint32_t>(kind) & 0x3U, api == Api::Posix ? 1U : 0U, ended ? 1U : 0U, place & 0x0fffffffU};
}

/// Which of a snapshot's vectors a row's object lies in: 0 to 5, sem, shm, msg, of each System V first.
inline constexpr std::size_t vectorCount = 6;
[[nodiscard]] constexpr std::size_t vectorOf(Kind kind, Api api) noexcept {
    return 2 * static_cast<std::size_t>(kind) + (api == Api::Posix ? 1 : 0);
}
[[nodiscard]] constexpr Kind kindOf(Row row) noexcept {
    return static_cast<Kind>(row.kind);
}
[[nodiscard]] constexpr Api apiOf(Row row) noexcept {
    return row.posix != 0 ? Api::Posix : Api::SysV;
}
[[nodiscard]] constexpr std::size_t vectorOf(Row row) noexcept {
    return vectorOf(kindOf(row), apiOf(row));
}

/// The rows that the filter lets through, in the order asked for. Immutable; the table model holds one and swaps it for
/// the next.
struct Rows {
    std::shared_ptr<const listing::Snapshot> snapshot;
    std::shared_ptr<const listing::Snapshot>
        ended; ///< the last infos of objects that were removed since the last sample
    std::vector<Row> order;

    [[nodiscard]] ObjectView at(std::size_t row) const noexcept;
    /// What a row stands for that is (or once was) in the order of these snapshots.
    [[nodiscard]] ObjectView at(Row row) const noexcept;
};

/// Rows first … last, both included.
struct RowRange {
    int first = 0;
    int last = 0;
    bool operator==(const RowRange&) const = default;
};

/// How the previous Rows become the next ones, reckoned by the sampling thread so that the model has next to nothing to
/// do.
struct RowChanges {
    /// Few and in runs: `removed` (in the old rows' numbers, from the end on), then `inserted` (in the new rows'
    /// numbers, from the start on).
    std::vector<RowRange> removed;
    std::vector<RowRange> inserted;
    /// Many and scattered, or another order: `moved` instead, as one layout change. New row of each old row; -1: gone.
    /// Empty: not used.
    std::vector<std::int32_t> newRowOfOld;
    /// Rows (new numbers) whose content changed.
    std::vector<RowRange> changed;

    [[nodiscard]] bool empty() const noexcept {
        return removed.empty() && inserted.empty() && newRowOfOld.empty() && changed.empty();
    }
};

} // namespace ipclens::ui
