// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_line.h"

#include <climits>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <optional>
#include <utility>

namespace ipclens::transfer {

namespace {

using nlohmann::json;

constexpr std::array<std::pair<LineState, std::string_view>, 3> stateWords{{
    {LineState::Take, "take"},
    {LineState::Held, "held"},
    {LineState::Send, "send"},
}};

/// What stands behind the word of the state.
constexpr std::string_view afterState = "\"}\n";

int hexDigit(char digit) noexcept {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

std::optional<std::vector<std::byte>> bytesOf(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::vector<std::byte> bytes(hex.size() / 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const int high = hexDigit(hex[2 * i]);
        const int low = hexDigit(hex[2 * i + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes[i] = static_cast<std::byte>(high * 16 + low);
    }
    return bytes;
}

tl::unexpected<LineFault> fault(std::size_t column, std::string reason) {
    return tl::unexpected(LineFault{column, std::move(reason)});
}

/// Faults of a whole member are at its name, as near as the text tells.
std::size_t columnOf(std::string_view line, std::string_view member) {
    const std::size_t at = line.find(fmt::format("\"{}\"", member));
    return at == std::string_view::npos ? 1 : at + 1;
}

tl::expected<LineState, LineFault> stateOf(std::string_view line, const json& object) {
    const auto found = object.find("state");
    if (found == object.end() || found->is_null()) return LineState::None;
    for (const auto& [state, word] : stateWords) {
        if (found->is_string() && found->get_ref<const std::string&>() == word) return state;
    }
    return fault(columnOf(line, "state"), "\"state\" is none of \"take\", \"held\" and \"send\"");
}

} // namespace

std::string_view stateWord(LineState state) noexcept {
    for (const auto& [each, word] : stateWords) {
        if (each == state) return word;
    }
    return {};
}

std::string lineOf(const SavedMessage& saved) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto& payload = saved.message.payload;
    std::string line = fmt::format(R"({{"type": {}, "size": {}, "hex": ")", saved.message.type, payload.size());
    line.reserve(line.size() + 2 * payload.size() + 32);
    for (const std::byte byte : payload) {
        line += digits[std::to_integer<unsigned>(byte) >> 4U];
        line += digits[std::to_integer<unsigned>(byte) & 0xfU];
    }
    if (saved.state != LineState::None) line += fmt::format(R"(", "state": "{})", stateWord(saved.state));
    line += afterState;
    return line;
}

std::size_t stateOffset(std::string_view line) noexcept {
    return line.size() - afterState.size() - stateWord(LineState::Held).size();
}

tl::expected<SavedMessage, LineFault> parseLine(std::string_view line) {
    json object;
    try {
        object = json::parse(line.begin(), line.end());
    } catch (const json::parse_error& error) {
        return fault(std::max<std::size_t>(error.byte, 1), "this is no JSON");
    } catch (const json::exception&) {
        return fault(1, "this is no JSON that can be read");
    }
    if (!object.is_object()) return fault(1, "a message is an object: {\"type\": 1, \"hex\": \"00ff\"}");

    SavedMessage saved;
    const auto type = object.find("type");
    const bool fits = type != object.end() && type->is_number_integer() &&
                      (!type->is_number_unsigned() || type->get<std::uint64_t>() <= std::uint64_t{LONG_MAX}) &&
                      type->get<std::int64_t>() > 0;
    if (!fits) return fault(columnOf(line, "type"), fmt::format("\"type\" must be a number from 1 to {}", LONG_MAX));
    saved.message.type = type->get<long>();

    const auto hex = object.find("hex");
    auto bytes = hex != object.end() && hex->is_string() ? bytesOf(hex->get_ref<const std::string&>()) : std::nullopt;
    if (!bytes) return fault(columnOf(line, "hex"), "\"hex\" must be pairs of hex digits");
    saved.message.payload = std::move(*bytes);

    const auto size = object.find("size");
    if (size != object.end() && *size != saved.message.payload.size()) {
        return fault(columnOf(line, "size"),
                     fmt::format("\"size\" is not that of the {} bytes in \"hex\"", saved.message.payload.size()));
    }
    const auto state = stateOf(line, object);
    if (!state) return tl::unexpected(state.error());
    saved.state = *state;
    return saved;
}

} // namespace ipclens::transfer
