// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/users_of.h"
#include "ui/session/process_view.h"

namespace ipclens::ui {

/// Who uses an object, and waits for it, by a view; of what nobody asked for nothing.
[[nodiscard]] processes::UsersOf usersSeen(const ProcessView& view, ObjectId object);

} // namespace ipclens::ui
