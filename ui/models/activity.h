// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "ui/session/update.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

/// What the last minute of an object says, in numbers and words.
namespace ipclens::ui::activity {

using Moment = std::chrono::steady_clock::time_point;

/// How much time is shown.
inline constexpr std::chrono::seconds span{60};

/// Lowest and highest value that was seen within the span before `end`, and the newest one.
struct Range {
    std::uint64_t lowest = 0;
    std::uint64_t highest = 0;
    std::optional<std::uint64_t> newest; ///< none: nobody looks now

    bool operator==(const Range&) const = default;
};
/// None where nothing was seen.
[[nodiscard]] std::optional<Range> range(const watching::Trace& trace, Moment end);

/// Whether its curve looks otherwise a moment later though nothing happens: something in it happened, or it begins,
/// within the span.
[[nodiscard]] bool wanders(const watching::Trace& trace, Moment end);

/// "Bytes: 3.1 KiB now, 0 B to 16 KiB in the last minute"; "–" where nothing is known.
[[nodiscard]] QString words(ObjectId object, const RowDetail* detail, Moment end);
/// The same of one semaphore's value.
[[nodiscard]] QString words(const watching::Trace* trace, Moment end);
/// The same of any number, which is called `what`.
[[nodiscard]] QString words(const QString& what, const watching::Trace* trace, Moment end);

} // namespace ipclens::ui::activity
