// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/failure.h"

#include <string>
#include <vector>

namespace ipclens::cli {

/// Whether a call has no verb: no words, or --namespace alone with its value.
[[nodiscard]] bool isForWindow(const std::vector<std::string>& words) noexcept;

/// Becomes ipclens-gui, which is found beside this program or in PATH, with these words. Throws Failed.
[[nodiscard]] Status startWindow(const std::vector<std::string>& words);

} // namespace ipclens::cli
