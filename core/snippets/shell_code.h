// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"

#include <string>

namespace ipclens::snippets {

[[nodiscard]] std::string shellCode(const Action& action);

} // namespace ipclens::snippets
