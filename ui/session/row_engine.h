// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/filter.h"
#include "core/listing/snapshot.h"
#include "core/objects/users.h"
#include "core/watching/diff.h"
#include "ui/session/interest.h"
#include "ui/session/row_order.h"
#include "ui/session/rows.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ipclens::ui {

/// Keeps the rows that a query asks for, from snapshot to snapshot: only objects that are new or changed are filtered
/// and placed, the others keep their place among themselves. Not thread-safe; the sampling thread owns it.
class RowEngine {
public:
    /// The rows after a step, and how those before it become them. The same pointer where nothing changed.
    struct Step {
        std::shared_ptr<const Rows> rows;
        RowChanges changes;
    };

    explicit RowEngine(UserNames& users);

    [[nodiscard]] const std::shared_ptr<const Rows>& rows() const noexcept { return rows_; }

    /// How many wait for each object, for the order from the next query on; null: nobody knows.
    void setWaiting(std::shared_ptr<const WaitingCounts> waiting) { waiting_ = std::move(waiting); }
    /// Another filter, choice of kind or order, on the newest snapshot. `filter` is query.filter, parsed.
    Step setQuery(const RowQuery& query, listing::Filter filter);
    /// The next snapshot, sorted by id, and its diff from the one before. Rows of removed objects stay, marked as
    /// ended, until the next call. `filterAllAgain` where the filter looks at more than the objects themselves.
    Step advance(std::shared_ptr<const listing::Snapshot> next, const std::vector<watching::Change>& changes,
                 bool filterAllAgain = false);

private:
    struct Keyed {
        SortKey key;
        Row row;
        std::int32_t oldRow = -1;
    };
    /// What became of an old row.
    enum class Fate : std::uint8_t { Gone, Same, Changed, Moved, Ended };
    struct Survivors;

    Step filterAgain();
    [[nodiscard]] bool wanted(const Rows& rows, Row row);
    [[nodiscard]] std::vector<Row> sortedOrder(const Rows& rows);
    [[nodiscard]] Survivors translate(Rows& next, const std::vector<watching::Change>& changes) const;
    [[nodiscard]] bool learn(const Rows& rows, const std::vector<watching::Change>& changes);
    [[nodiscard]] std::vector<Keyed> newcomers(const Rows& next, const std::vector<watching::Change>& changes,
                                               Survivors& survivors);
    Step merge(Rows next, const std::vector<watching::Change>& changes, Survivors& survivors);
    Step sortAnew(Rows next, const Survivors& survivors);
    Step become(Rows next, std::vector<std::int32_t> newRowOfOld, const std::vector<std::int32_t>& changed);

    UserNames* users_;
    RowQuery query_;
    listing::Filter filter_;
    std::shared_ptr<const WaitingCounts> waiting_;
    RowOrder order_;
    std::shared_ptr<const Rows> rows_;
};

} // namespace ipclens::ui
