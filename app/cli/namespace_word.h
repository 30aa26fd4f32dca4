// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace ipclens::cli {

/// Moves this program into the IPC namespace that --namespace names, by a pid or its inode; before there are threads.
/// Throws Refused where it is no number, and Failed.
void enterNamespace(std::string_view word);

} // namespace ipclens::cli
