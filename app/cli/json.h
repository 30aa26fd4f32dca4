// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/objects/object.h"

#include <algorithm>
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

/// The name of a member, made ready at compile time with all that stands around it: `, "kind": `. Plain ASCII, of ours.
class MemberName {
public:
    template <std::size_t size>
    consteval MemberName(const char (&name)[size]) // NOLINT(google-explicit-constructor): a literal is one
        : size_(static_cast<unsigned char>(size - 1 + opening.size() + closing.size())) {
        static_assert(size - 1 + opening.size() + closing.size() <= sizeof text_);
        char* at = std::copy(opening.begin(), opening.end(), text_);
        at = std::copy_n(name, size - 1, at);
        std::copy(closing.begin(), closing.end(), at);
    }

    /// `"kind": ` for the first member, with the comma for the others.
    [[nodiscard]] std::string_view text(bool first) const noexcept {
        const std::size_t comma = first ? 2 : 0;
        return {text_ + comma, size_ - comma};
    }

private:
    static constexpr std::string_view opening = ", \"";
    static constexpr std::string_view closing = "\": ";

    char text_[31] = {};
    unsigned char size_;
};

/// Appends one JSON object member by member, as `{"kind": "sem", "id": 3}`.
class JsonObject {
public:
    explicit JsonObject(std::string& out)
        : out_(&out) {
        *out_ += '{';
    }

    void text(const MemberName& name, std::string_view value) {
        begin(name);
        appendJsonString(*out_, value);
    }
    template <class Numeric>
        requires std::is_arithmetic_v<Numeric>
    void number(const MemberName& name, Numeric value) {
        begin(name);
        appendNumber(*out_, value);
    }
    void key(const MemberName& name, Key value) {
        begin(name);
        appendJsonKey(*out_, value);
    }
    void mode(const MemberName& name, unsigned value) {
        begin(name);
        appendJsonMode(*out_, value);
    }
    void hex(const MemberName& name, std::span<const std::byte> bytes) {
        begin(name);
        *out_ += '"';
        appendHex(*out_, bytes);
        *out_ += '"';
    }
    void boolean(const MemberName& name, bool value) { raw(name, value ? "true" : "false"); }
    void null(const MemberName& name) { raw(name, "null"); }
    /// A value that is JSON already.
    void raw(const MemberName& name, std::string_view json) {
        begin(name);
        *out_ += json;
    }
    /// The name alone: the caller appends the value to the same string.
    void begin(const MemberName& name) {
        *out_ += name.text(first_);
        first_ = false;
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
    void close() {
        closeWithin();
        *out_ += '\n';
    }
    /// Where more of a document follows.
    void closeWithin() { *out_ += first_ ? "]" : "\n]"; }

private:
    std::string* out_;
    bool first_ = true;
};

/// Appends an array with an object for each element, one a line, which `add(object, element)` gives its members.
template <class Elements, class Add>
void appendObjects(std::string& out, const Elements& elements, Add add) {
    JsonArray array(out);
    for (const auto& element : elements) {
        array.next();
        JsonObject one(out);
        add(one, element);
        one.close();
    }
    array.closeWithin();
}

/// A short array, on one line: `append(out, element)` writes each value.
template <class Elements, class Append>
[[nodiscard]] std::string jsonList(const Elements& elements, Append append) {
    std::string out = "[";
    for (const auto& element : elements) {
        if (out.size() > 1) out += ", ";
        append(out, element);
    }
    return out + ']';
}

} // namespace ipclens::cli
