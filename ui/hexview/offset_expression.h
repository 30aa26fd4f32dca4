// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace ipclens::ui {

/// Where a person wants to go: "0x1a60" or any word with a letter a-f is hexadecimal, "6752" decimal, "32M" counts in
/// K, M or G (1024); with + or - before it, from the cursor on; "50%" and "12.5%" are so much of `size`, and "100%" the
/// last byte. Spaces and _ between digits are left out.
/// None where it is no number, or one that leaves 64 bits or goes before 0.
[[nodiscard]] std::optional<std::uint64_t> offsetFromText(const QString& text, std::uint64_t cursor,
                                                          std::uint64_t size);

} // namespace ipclens::ui
