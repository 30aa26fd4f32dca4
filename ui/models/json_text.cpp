// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/json_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>

namespace ipclens::ui::json {
namespace {

/// Deeper levels are not moved further in: hostile nesting would make a page of blanks of a few bytes.
constexpr std::size_t deepestIndent = 40;

/// Takes nothing in; remembers only where the text went wrong. The parser keeps no stack of ours, so that deep nesting
/// can't exhaust it.
class Judge : public nlohmann::json_sax<nlohmann::json> {
public:
    std::size_t wrongAt = 0;

    bool null() override { return true; }
    bool boolean(bool /*value*/) override { return true; }
    bool number_integer(number_integer_t /*value*/) override { return true; }
    bool number_unsigned(number_unsigned_t /*value*/) override { return true; }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }
    bool string(string_t& /*value*/) override { return true; }
    bool binary(binary_t& /*value*/) override { return true; }
    bool start_object(std::size_t /*elements*/) override { return true; }
    bool key(string_t& /*value*/) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t /*elements*/) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) override {
        wrongAt = position;
        return false;
    }
};

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// One past the string that begins at `begin`.
std::size_t endOfString(std::string_view text, std::size_t begin) {
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            return i + 1;
        }
    }
    return text.size();
}

void startLine(std::string& out, std::size_t depth) {
    out += '\n';
    out.append(2 * std::min(depth, deepestIndent), ' ');
}

} // namespace

bool looksLikeDocument(std::string_view text, bool whole) {
    const auto first = std::find_if_not(text.begin(), text.end(), isBlank);
    if (first == text.end() || (*first != '{' && *first != '[')) return false;
    Judge judge;
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &judge)) return true;
    // The end of the text counts as one more character: what failed there only lacked the rest
    return !whole && judge.wrongAt > text.size();
}

std::optional<std::size_t> faultOf(std::string_view text) {
    Judge judge;
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &judge)) return std::nullopt;
    // The parser counts the characters that it has read, the wrong one included
    return judge.wrongAt > 0 ? judge.wrongAt - 1 : 0;
}

std::string indented(std::string_view text) {
    std::string out;
    std::size_t depth = 0;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '"') {
            const std::size_t end = endOfString(text, i);
            out += text.substr(i, end - i);
            i = end;
            continue;
        }
        ++i;
        if (isBlank(c)) continue;
        if (c == '}' || c == ']') startLine(out, --depth);
        out += c;
        if (c == ':') out += ' ';
        if (c == ',') startLine(out, depth);
        if (c != '{' && c != '[') continue;
        const std::size_t next = std::min(text.find_first_not_of(" \t\r\n", i), text.size());
        if (next < text.size() && text[next] == (c == '{' ? '}' : ']')) {
            out += text[next];
            i = next + 1;
        } else {
            startLine(out, ++depth);
        }
    }
    return out;
}

} // namespace ipclens::ui::json
