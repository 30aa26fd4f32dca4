// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_model.h"

#include <optional>
#include <string_view>

namespace ipclens::bytes::structs {

/// A type that is there without a declaration, by a name of one word ("uint32_t", "pthread_mutex_t"), with the size and
/// alignment that it has in a struct of this machine.
[[nodiscard]] std::optional<Type> builtinType(std::string_view name);

/// What is declared before every text: struct timespec and struct timeval.
[[nodiscard]] std::string_view prelude() noexcept;

/// Any pointer, by its name ("char *").
[[nodiscard]] Type pointerType(std::string name);

/// Whether its values are whole numbers, so that it can be a bit field, a length or what an enum is made of.
[[nodiscard]] bool isInteger(const Type& type) noexcept;
[[nodiscard]] bool isSigned(const Type& type) noexcept;

} // namespace ipclens::bytes::structs
