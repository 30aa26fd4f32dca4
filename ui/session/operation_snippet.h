// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "core/snippets/action.h"
#include "ui/session/operation.h"

namespace ipclens::ui {

/// What an operation does, for code of other languages. Its objects are named by the keys that they have in the
/// snapshot (none: by their ids), those of POSIX by their names. Every operation has one; a new alternative does not
/// compile without.
[[nodiscard]] snippets::Action actionOf(const Operation& operation, const listing::Snapshot* snapshot);

/// The object as code names it.
[[nodiscard]] snippets::Target targetOf(ObjectId object, const listing::Snapshot* snapshot);

} // namespace ipclens::ui
