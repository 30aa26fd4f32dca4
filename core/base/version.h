// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <string_view>

namespace ipclens {

/// The version of this build, as `0.1.0`.
std::string_view version() noexcept;

} // namespace ipclens
