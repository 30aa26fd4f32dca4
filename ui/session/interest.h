// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace ipclens::ui {

/// The columns of the object table that rows can be ordered by.
enum class Column : std::uint8_t {
    Kind,
    Key,
    Id,
    Owner,
    Mode,
    State,
    Activity,
    UsedBy,
    Waiting,
    LastProcess,
    Changed,
};

/// Which rows, in which order.
struct RowQuery {
    /// The filter line's expression; one that does not parse keeps the last good rows, with filterError.
    std::string filter = {};
    std::optional<Kind> kind = {}; ///< the sidebar's choice; none: all
    Column column = Column::Kind;
    bool descending = false;

    bool operator==(const RowQuery&) const = default;
};

/// Members first … last of a set that a panel shows.
struct SetInterest {
    Id id;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool operator==(const SetInterest&) const = default;
};

/// Some bytes of a segment.
struct Stretch {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    bool operator==(const Stretch&) const = default;
};

/// Bytes of a segment that a panel shows.
struct SegmentInterest {
    ObjectId segment;
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    bool attach = false;  ///< the person agreed to a read-only attachment where the bytes can't be read unnoticed
    bool changes = false; ///< where in the whole of it bytes change
    std::vector<Stretch> also = {}; ///< other places that are shown as values
    bool operator==(const SegmentInterest&) const = default;
};

/// Messages of a queue that a panel shows: count from `first` on, peeked with the head of their payload; the chosen one
/// whole.
struct QueueInterest {
    Id id;
    std::uint64_t first = 0;
    std::uint32_t count = 0;
    std::optional<std::uint64_t> chosen = {};
    bool operator==(const QueueInterest&) const = default;
};

/// The object that a panel of this kind shows.
template <class Wish>
[[nodiscard]] std::optional<ObjectId> objectOf(Kind kind, const std::optional<Wish>& wish) {
    if (!wish) return std::nullopt;
    if constexpr (std::is_same_v<Wish, Name>) {
        return ObjectId::posix(kind, *wish);
    } else if constexpr (std::is_same_v<Wish, SegmentInterest>) {
        return wish->segment;
    } else {
        return ObjectId{kind, wish->id};
    }
}

/// What of the processes behind the objects is shown; nothing of it is looked for unless something shows it.
struct ProcessInterest {
    bool waiting = false; ///< who waits for what, and the cycles among them
    bool uses = false;    ///< who has what attached, mapped and open
    bool orphans = false; ///< what likely nobody needs any more; brings `uses` with it
    bool operator==(const ProcessInterest&) const = default;
};

/// All that the window shows now besides rows. Replaces what it said before; the next sample brings just this.
struct Interest {
    std::vector<ObjectId> visibleRows = {}; ///< for their values, waiting counts and process names
    std::optional<SetInterest> set = {};
    std::optional<SegmentInterest> segment = {};
    std::optional<QueueInterest> queue = {};
    std::optional<Name> posixSemaphore = {};
    std::optional<Name> posixQueue = {};
    bool limits = false;
    ProcessInterest processes = {};
    bool operator==(const Interest&) const = default;
};

} // namespace ipclens::ui
