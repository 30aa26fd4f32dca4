// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_declaration.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

/// Bytes that are made by typing the fields of a struct.
namespace ipclens::ui::structs {

/// More are not composed as a struct; MSGMAX is 8 KiB where nobody has raised it.
inline constexpr std::uint64_t mostComposed = std::uint64_t{64} * 1024;

/// As many bytes as the struct takes, by the lengths in them: those that are too many are cut, missing ones are 0. A
/// struct that takes all that follows keeps all. At most mostComposed.
[[nodiscard]] std::vector<std::byte> fitted(const bytes::StructDeclaration& declaration, std::vector<std::byte> bytes);

/// The least size of a struct that takes all bytes that follow; none: it takes what it says.
[[nodiscard]] std::optional<std::uint64_t> openFrom(const bytes::StructDeclaration& declaration);

/// With other bytes in a field. Where that moves the fields behind it, because it is a length, they keep their values.
[[nodiscard]] std::vector<std::byte> edited(const bytes::StructDeclaration& declaration,
                                            const std::vector<std::byte>& bytes, std::uint64_t offset,
                                            const std::vector<std::byte>& typed);

} // namespace ipclens::ui::structs
