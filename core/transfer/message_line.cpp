// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_line.h"

#include "core/posix/message_queue.h"
#include "core/posix/name.h"

#include <climits>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <optional>
#include <utility>

namespace ipclens::transfer {

namespace {

using nlohmann::json;

constexpr std::array<std::pair<LineState, std::string_view>, 4> stateWords{{
    {LineState::Take, "take"},
    {LineState::Held, "held"},
    {LineState::Send, "send"},
    {LineState::Back, "back"},
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

std::string withoutOddBytes(std::string_view name) {
    std::string text;
    for (const char each : name) {
        const bool plain = each > ' ' && each <= '~' && each != '%' && each != '"' && each != '\\';
        text += plain ? std::string(1, each) : fmt::format("%{:02x}", static_cast<unsigned char>(each));
    }
    return text;
}

std::optional<std::string> withOddBytes(std::string_view text) {
    std::string name;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            name += text[i];
            continue;
        }
        const auto byte = bytesOf(text.substr(i + 1, 2));
        if (!byte || byte->size() != 1) return std::nullopt;
        name += static_cast<char>(byte->front());
        i += 2;
    }
    return name;
}

/// "type" of a System V message, "priority" of a POSIX one.
std::optional<LineFault> readKind(std::string_view line, const json& object, SavedMessage& into) {
    const auto number = [&](const char* member) -> std::optional<std::int64_t> {
        const auto found = object.find(member);
        if (found == object.end() || !found->is_number_integer()) return std::nullopt;
        if (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{LONG_MAX}) return std::nullopt;
        return found->get<std::int64_t>();
    };
    if (!object.contains("priority")) {
        const auto type = number("type");
        if (!type || *type <= 0)
            return LineFault{columnOf(line, "type"), fmt::format("\"type\" must be a number from 1 to {}", LONG_MAX)};
        into.message.type = static_cast<long>(*type);
        return std::nullopt;
    }
    if (object.contains("type"))
        return LineFault{columnOf(line, "priority"), "a message has a \"type\" or a \"priority\", not both"};
    const auto priority = number("priority");
    if (!priority || *priority < 0 || *priority > std::int64_t{posix::priorityMax}) {
        return LineFault{columnOf(line, "priority"),
                         fmt::format("\"priority\" must be a number from 0 to {}", posix::priorityMax)};
    }
    into.api = Api::Posix;
    into.message.type = static_cast<long>(*priority);
    return std::nullopt;
}

std::optional<LineFault> readQueue(std::string_view line, const json& object, SavedMessage& into) {
    const auto found = object.find("queue");
    if (found == object.end() || into.api == Api::SysV) return std::nullopt; // of `ipclens peek`, say: not ours
    const auto name =
        found->is_string() ? withOddBytes(found->get_ref<const std::string&>()) : std::optional<std::string>();
    if (!name || !posix::checkName(Kind::MessageQueue, *name))
        return LineFault{columnOf(line, "queue"), "\"queue\" is no name of a queue"};
    into.queue = Name::of(*name);
    return std::nullopt;
}

tl::expected<LineState, LineFault> stateOf(std::string_view line, const json& object) {
    const auto found = object.find("state");
    if (found == object.end() || found->is_null()) return LineState::None;
    for (const auto& [state, word] : stateWords) {
        if (found->is_string() && found->get_ref<const std::string&>() == word) return state;
    }
    return fault(columnOf(line, "state"), "\"state\" is none of \"take\", \"held\", \"send\" and \"back\"");
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
    std::string line = "{";
    if (!saved.queue.empty()) line += fmt::format(R"("queue": "{}", )", withoutOddBytes(saved.queue.bytes()));
    line += fmt::format(R"("{}": {}, "size": {}, )", saved.api == Api::Posix ? "priority" : "type", saved.message.type,
                        payload.size());
    if (saved.sizeInferred) line += R"("sizeInferred": true, )";
    line += R"("hex": ")";
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
    return line.size() - stateFromEnd();
}

std::size_t stateFromEnd() noexcept {
    return afterState.size() + stateWord(LineState::Held).size();
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
    if (auto wrong = readKind(line, object, saved)) return tl::unexpected(std::move(*wrong));
    if (auto wrong = readQueue(line, object, saved)) return tl::unexpected(std::move(*wrong));

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
    saved.sizeInferred = object.value("sizeInferred", json()) == json(true);
    return saved;
}

} // namespace ipclens::transfer
