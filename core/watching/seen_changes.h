// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"

namespace ipclens::watching {

/// Fills PosixSemaphoreInfo::changeSeenAt of a listing by the one before it: no file tells when a value moved, so that
/// only who lists again and again knows. Both must be sorted by id (Snapshot::sortById). Linear merge.
void noteChangesSeen(const listing::Snapshot& before, listing::Snapshot& after);

} // namespace ipclens::watching
