// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/base/wait.h"
#include "core/objects/object.h"
#include "core/sysv/message_queue.h"
#include "core/transfer/progress.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace ipclens::transfer {

/// Which messages of a queue are looked for; all that is said must hold.
struct MessageFilter {
    /// As msgrcv(2) chooses: 0 any, above 0 that type (`except`: any but that), below 0 types up to its absolute value.
    long type = 0;
    bool except = false;
    /// Anywhere in the payload; empty: any. With `anyCase` the letters A to Z count as a to z.
    std::vector<std::byte> content = {};
    bool anyCase = false;

    [[nodiscard]] bool matchesType(long other) const noexcept;
    [[nodiscard]] bool matches(const sysv::Message& message) const noexcept;
    bool operator==(const MessageFilter&) const = default;
};

/// How much of a queue was looked at.
struct Searched {
    std::uint64_t messages = 0; ///< so many, from the first on
    bool whole = false;         ///< the end of the queue was reached
    bool moved = false;         ///< messages were taken meanwhile: one may have been passed over
    std::optional<Error> stopped;
};

/// Looks at one message after another (MSG_COPY: nothing changes in the queue), `most` of them, and gives those that
/// match to `found`, with their place. The kernel walks the queue for each: n messages take it n²/2 steps.
[[nodiscard]] Searched searchMessages(Id queue, const MessageFilter& filter, std::uint64_t most,
                                      const std::function<void(std::uint64_t, sysv::Message&&)>& found,
                                      const Cancellation& cancellation, Progress& progress);

} // namespace ipclens::transfer
