// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/objects/object.h"

#include <charconv>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace ipclens::cli {

/// Appends a JSON string with its quotes. C0, DEL and C1 come as \u00XX, bytes that are not UTF-8 as U+FFFD.
void appendJsonString(std::string& out, std::string_view text);

/// Appends bytes as hex digits, without anything between.
void appendHex(std::string& out, std::span<const std::byte> bytes);

/// Appends `"0x0000beef"` and `"0660"`, quotes included.
void appendJsonKey(std::string& out, Key key);
void appendJsonMode(std::string& out, unsigned mode);

void appendNumber(std::string& out, double number);
template <std::integral T>
void appendNumber(std::string& out, T number) {
    constexpr std::size_t longest = 20;
    char digits[longest];
    out.append(digits, std::to_chars(digits, digits + longest, number).ptr);
}

/// Appends one JSON object member by member, as `{"kind": "sem", "id": 3}`. Member names are ours, and plain ASCII.
class JsonObject {
public:
    explicit JsonObject(std::string& out)
        : out_(&out) {
        *out_ += '{';
    }

    void text(std::string_view name, std::string_view value) {
        begin(name);
        appendJsonString(*out_, value);
    }
    template <class Numeric>
        requires std::is_arithmetic_v<Numeric>
    void number(std::string_view name, Numeric value) {
        begin(name);
        appendNumber(*out_, value);
    }
    void key(std::string_view name, Key value) {
        begin(name);
        appendJsonKey(*out_, value);
    }
    void mode(std::string_view name, unsigned value) {
        begin(name);
        appendJsonMode(*out_, value);
    }
    void hex(std::string_view name, std::span<const std::byte> bytes) {
        begin(name);
        *out_ += '"';
        appendHex(*out_, bytes);
        *out_ += '"';
    }
    void boolean(std::string_view name, bool value) { raw(name, value ? "true" : "false"); }
    void null(std::string_view name) { raw(name, "null"); }
    /// A value that is JSON already.
    void raw(std::string_view name, std::string_view json) {
        begin(name);
        *out_ += json;
    }
    /// The name alone: the caller appends the value to the same string.
    void begin(std::string_view name) {
        if (!first_) *out_ += ", ";
        first_ = false;
        *out_ += '"';
        *out_ += name;
        *out_ += "\": ";
    }
    void close() { *out_ += '}'; }

private:
    std::string* out_;
    bool first_ = true;
};

/// The elements of a JSON array, one a line, as they come.
class JsonArray {
public:
    explicit JsonArray(std::string& out)
        : out_(&out) {
        *out_ += '[';
    }
    /// Before each element.
    void next() {
        *out_ += first_ ? "\n" : ",\n";
        first_ = false;
    }
    void close() { *out_ += first_ ? "]\n" : "\n]\n"; }

private:
    std::string* out_;
    bool first_ = true;
};

} // namespace ipclens::cli
