// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// JSON as text, without a document in memory: what is shown is what was sent, not what a parser made of it.
namespace ipclens::ui::json {

/// Whether the text is one object or array; where it is not `whole`, whether it could go on as one.
[[nodiscard]] bool looksLikeDocument(std::string_view text, bool whole);

/// Where a text stops being JSON (any value, not only a document), as an offset of bytes; nothing where it is.
[[nodiscard]] std::optional<std::size_t> faultOf(std::string_view text);

/// The same text with a line for each member, indented by two spaces a level. `text` must be valid JSON.
[[nodiscard]] std::string indented(std::string_view text);

} // namespace ipclens::ui::json
