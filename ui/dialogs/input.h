// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"

#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

/// What a person types into a field, by the rules of the command line. A failure is a sentence that can stand beside
/// the field as it is.
namespace ipclens::ui::input {

template <class T>
using Parsed = tl::expected<T, QString>;

/// A POSIX name as somebody may give it to an object of this kind: "/render-lock".
[[nodiscard]] QString exampleName(Kind kind);
/// The bytes of a POSIX name: a slash in front is added where it is missing, `\xNN` is that byte, `\\` a backslash,
/// and all else stands for itself: what words::name() shows is that name. "render-lock" is "/render-lock".
[[nodiscard]] Parsed<std::string> posixName(Kind kind, const QString& typed);

/// Decimal or 0x hex, with a sign where negative: "42".
[[nodiscard]] Parsed<std::int64_t> number(const QString& typed, std::int64_t least, std::int64_t most);
/// -2147483648 … 4294967295, decimal or 0x hex, never 0.
[[nodiscard]] Parsed<Key> key(const QString& typed);
/// Bytes: "4096", "64K", "64 MiB", "1G" (1024 each, either case).
[[nodiscard]] Parsed<std::uint64_t> size(const QString& typed);
/// Octal, with or without a leading 0, up to 0777.
[[nodiscard]] Parsed<mode_t> mode(const QString& typed);
/// Semaphore values 0 … 32767 with commas or spaces between; at least one.
[[nodiscard]] Parsed<std::vector<std::uint16_t>> values(const QString& typed);
/// Seconds, "0.4", or with a unit: "50 ms", "2s", "1 m"; nothing typed: none.
[[nodiscard]] Parsed<std::optional<std::chrono::nanoseconds>> duration(const QString& typed);
/// A message's type: 1 … the largest long.
[[nodiscard]] Parsed<long> messageType(const QString& typed);

} // namespace ipclens::ui::input
