// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/base/utf8.h"

#include <cstddef>
#include <string_view>

namespace ipclens::cli {

/// How many columns text takes on a terminal, taking each character of UTF-8 for one.
[[nodiscard]] std::size_t columnsOf(std::string_view text) noexcept;

} // namespace ipclens::cli
