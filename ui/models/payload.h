// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_declaration.h"

#include <QString>
#include <QStringView>

#include <tl/expected.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// A message's bytes in forms that a person can read. Bytes come from other processes and are hostile: what is given
/// here has no control character, no half of a UTF-8 sequence and no mark that turns the direction of text.
namespace ipclens::ui::payload {

using Bytes = std::span<const std::byte>;

/// What bytes look like. Found by looking, so it is a likeness and not a fact.
enum class Form : std::uint8_t {
    Empty,
    Text, ///< UTF-8 without control characters but line ends and tabs; one NUL at the end is a C string's
    Json, ///< an object or array
    Binary,
    Struct, ///< the struct that a person chose for the queue
};

/// What bytes look like; `whole` is false where they are only the beginning of a message.
[[nodiscard]] Form formOf(Bytes bytes, bool whole);
/// "text", "JSON", "bytes", "empty", "struct".
[[nodiscard]] QString formWord(Form form);

/// One line: what can't be shown is escaped (`\n`, `\x1b`, `\xff`); "…" at the end where more follows.
[[nodiscard]] QString preview(Bytes bytes, bool whole, int maxLength = 240);

/// A message in one line, and what it was taken for.
struct Reading {
    Form form = Form::Empty;
    QString preview;
};

/// Bytes as the best of what they can be taken for: first the struct that a person chose (null: none), where its fields
/// take all bytes and no more; then JSON; then UTF-8 text; else bytes. The same bytes are always read in the same way.
/// `size` of the message, of which `bytes` may be only the beginning.
[[nodiscard]] Reading read(Bytes bytes, std::uint64_t size, const bytes::StructDeclaration* chosen);

/// Many lines: line ends and tabs stay, all else is as in preview().
[[nodiscard]] QString asText(Bytes bytes);

/// An object or array of JSON with a line for each member; numbers, strings and their order stay as they were sent.
/// Nothing where the bytes are no JSON.
[[nodiscard]] std::optional<QString> prettyJson(Bytes bytes);

/// Lines of offset | hex | text, so many bytes a line.
[[nodiscard]] QString hexDump(Bytes bytes, std::size_t columns = 16);
/// Characters that such a line takes.
[[nodiscard]] std::size_t hexDumpWidth(std::size_t columns);

/// "7b 22 6f", for the clipboard and a field that takes hex.
[[nodiscard]] QString toHex(Bytes bytes);

/// Bytes as a person types them: "01 ff", "01ff", "0x01, 0xff". The failure is a sentence that names the place.
[[nodiscard]] tl::expected<std::vector<std::byte>, QString> parseHex(QStringView typed);

/// The bytes of a text as UTF-8.
[[nodiscard]] std::vector<std::byte> bytesOfText(const QString& text);

} // namespace ipclens::ui::payload
