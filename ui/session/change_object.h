// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "ui/session/operation.h"

namespace ipclens::ui {

/// Changes what is named. Names of users and groups become numbers here, which may ask a directory server; where one is
/// unknown nothing was tried.
[[nodiscard]] Result<void> changeObject(const operation::Change& change);

} // namespace ipclens::ui
