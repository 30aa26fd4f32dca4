// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/wait.h"
#include "core/objects/access.h"
#include "ui/session/operation.h"

#include <vector>

namespace ipclens::ui {

/// What a removal of this object would do, and to whom. Changes nothing; walks /proc, until it is cancelled.
[[nodiscard]] RemovalPreview previewRemoval(ObjectId object, const Credentials& credentials,
                                            const Cancellation& cancellation);

/// Removes one after another, and goes on after a failure: a result for each.
[[nodiscard]] std::vector<RemovalResult> removeObjects(const operation::Remove& remove);

} // namespace ipclens::ui
