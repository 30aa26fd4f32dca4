// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/struct_model.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Values of fields as text, and back.
namespace ipclens::bytes::structs {

/// Whole bytes that stand as they are: how arrays of a type are shown.
enum class ArrayForm : std::uint8_t { Text, Hex, Elements };
[[nodiscard]] ArrayForm arrayForm(const Type& element) noexcept;

/// `width` bits (1 … 64) from bit `bit` of the bytes on; of ByteOrder::Big bit 0 is the highest of the first byte.
[[nodiscard]] std::uint64_t loadBits(std::span<const std::byte> bytes, std::uint64_t bit, unsigned width,
                                     ByteOrder order) noexcept;

/// A whole number of a type (isInteger()), from its lowest `width` bits.
[[nodiscard]] std::int64_t integerOf(const Type& type, std::uint64_t bits, unsigned width) noexcept;
[[nodiscard]] std::string integerText(const Type& type, std::uint64_t bits, unsigned width);

/// The value of a scalar or enum that lies in all of `bytes`.
[[nodiscard]] std::string scalarText(const Type& type, std::span<const std::byte> bytes, ByteOrder order);
/// `"frame"`: up to the zeros at the end; cut after about `longest` bytes.
[[nodiscard]] std::string textOf(std::span<const std::byte> bytes, std::size_t longest);
/// "66 72 61 6d"; cut after about `longest` bytes.
[[nodiscard]] std::string hexOf(std::span<const std::byte> bytes, std::size_t longest);

/// The other way round, for a field of `size` bytes.
[[nodiscard]] Result<std::vector<std::byte>> encodeScalar(const Type& type, std::string_view typed, ByteOrder order);
[[nodiscard]] Result<std::vector<std::byte>> encodeText(std::string_view typed, std::size_t size);
[[nodiscard]] Result<std::vector<std::byte>> encodeHex(std::string_view typed, std::size_t size);

} // namespace ipclens::bytes::structs
