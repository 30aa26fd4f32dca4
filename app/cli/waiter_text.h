// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/json.h"
#include "core/processes/waiter.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ipclens::cli {

/// Which member of a set makes a thread wait, by the values of this moment: those of each set are read once.
class Blocking {
public:
    /// A place among the waiter's operations; nothing where there are none, or the set may not be read.
    [[nodiscard]] std::optional<std::size_t> operationOf(const processes::Waiter& waiter);

private:
    std::map<ObjectId, std::vector<std::uint16_t>> values_;
};

/// The call in words, escaped: "semop [0] −1 undo, [1] −1 ← blocks", "msgrcv type 99, up to 256 bytes",
/// "semop, arguments not readable".
[[nodiscard]] std::string callText(const processes::Waiter& waiter, std::optional<std::size_t> blocking);

/// Adds `"thread": 4712, "call": "semop", "operations": […], "blocked_by": 1, …, "timed": false, "doubt": null`: what
/// the call has not is left out, what may not be read is null. How long it has waited nobody can know at first sight.
void addWaiting(JsonObject& json, const processes::Waiter& waiter, std::optional<std::size_t> blocking);

} // namespace ipclens::cli
