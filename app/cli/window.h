// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/failure.h"

namespace ipclens::cli {

/// Becomes ipclens-gui, the one beside this program or else in PATH. Returns only by throwing Failed.
Status startWindow();

} // namespace ipclens::cli
