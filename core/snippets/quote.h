// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

/// Bytes as literals of a language: printable ASCII, one meaning, whatever stands beside them.
namespace ipclens::snippets {

[[nodiscard]] std::span<const std::byte> bytesOf(std::string_view text) noexcept;
/// Whether all of it is ASCII 0x20 … 0x7e.
[[nodiscard]] bool isPlain(std::span<const std::byte> bytes) noexcept;

/// A string literal of C, of several pieces where it is long: each after the first on a line of its own, `indent`
/// spaces in. Octal escapes, which end after three digits whatever follows, and no trigraphs. The compiler adds a NUL.
[[nodiscard]] std::string cLiteral(std::span<const std::byte> bytes, int indent);
/// b"…"; in parentheses where it needs several lines.
[[nodiscard]] std::string pythonBytes(std::span<const std::byte> bytes, int indent);
/// "…" where it is plain, else a bytes literal, which subprocess takes as well.
[[nodiscard]] std::string pythonWord(std::string_view word);
/// As it stands where no shell sees anything in it; else in single quotes, or in $'…' where it is not plain
/// (POSIX 2024; for an older shell it is another word, and nothing worse). A NUL ends it: no argument can hold one.
[[nodiscard]] std::string shellWord(std::string_view word);
/// The operand of a printf(1) that writes these bytes.
[[nodiscard]] std::string shellPrintf(std::span<const std::byte> bytes);
/// "01ff7b".
[[nodiscard]] std::string hexDigits(std::span<const std::byte> bytes);

} // namespace ipclens::snippets
