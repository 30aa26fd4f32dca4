// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/users_of.h"
#include "ui/session/process_view.h"

#include <cstdint>
#include <optional>

namespace ipclens::ui {

/// Who uses an object, and waits for it, by a view; of what nobody asked for nothing.
[[nodiscard]] processes::UsersOf usersSeen(const ProcessView& view, ObjectId object);

/// Of how many threads it can't be told whether they wait for an object; none: whether they wait at all.
[[nodiscard]] std::uint32_t waitsNotTold(const ProcessView& view, std::optional<ObjectId> object);

} // namespace ipclens::ui
