// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/text_form.h"

#include "core/bytes/hex_dump.h"

#include <algorithm>
#include <string_view>

namespace ipclens::bytes {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t columnsOfCode = 12;
constexpr std::size_t columnsOfPython = 24;

std::string hex(Bytes bytes) {
    std::string out;
    out.reserve(bytes.size() * 3);
    for (const std::byte value : bytes) {
        if (!out.empty()) out += ' ';
        appendHexDigits(out, value);
    }
    return out;
}

std::string text(Bytes bytes) {
    std::string out(bytes.size(), '.');
    std::ranges::transform(bytes, out.begin(),
                           [](std::byte value) { return isPrintable(value) ? static_cast<char>(value) : '.'; });
    return out;
}

std::string dump(Bytes bytes, std::uint64_t offset) {
    std::string out;
    HexDump lines(offset, offset + bytes.size());
    lines.add(bytes, out);
    lines.finish(out);
    return out;
}

std::string cArray(Bytes bytes) {
    std::string out = "const unsigned char bytes[" + std::to_string(bytes.size()) + "] = {\n";
    out.reserve(out.size() + bytes.size() * 7);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += i % columnsOfCode == 0 ? "    0x" : " 0x";
        appendHexDigits(out, bytes[i]);
        out += ',';
        if (i % columnsOfCode == columnsOfCode - 1 || i + 1 == bytes.size()) out += '\n';
    }
    return out + "};\n";
}

void appendPythonLiteral(std::string& out, Bytes bytes) {
    out += "b\"";
    for (const std::byte value : bytes) {
        const char character = static_cast<char>(value);
        if (!isPrintable(value)) {
            out += "\\x";
            appendHexDigits(out, value);
            continue;
        }
        if (character == '"' || character == '\\') out += '\\';
        out += character;
    }
    out += '"';
}

std::string pythonBytes(Bytes bytes) {
    std::string out;
    if (bytes.size() <= columnsOfPython) {
        appendPythonLiteral(out, bytes);
        return out;
    }
    out.reserve(bytes.size() * 5);
    out = "(\n";
    for (std::size_t i = 0; i < bytes.size(); i += columnsOfPython) {
        out += "    ";
        appendPythonLiteral(out, bytes.subspan(i, std::min(columnsOfPython, bytes.size() - i)));
        out += '\n';
    }
    return out + ")\n";
}

std::string base64(Bytes bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        unsigned bits = 0;
        for (std::size_t k = 0; k < 3; ++k)
            bits = bits << 8U | (k < count ? std::to_integer<unsigned>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            out += k <= count ? alphabet[bits >> (18 - 6 * k) & 0x3fU] : '=';
    }
    return out;
}

} // namespace

std::string toText(std::span<const std::byte> bytes, TextForm form, std::uint64_t offset) {
    switch (form) {
    case TextForm::Hex: return hex(bytes);
    case TextForm::Text: return text(bytes);
    case TextForm::Dump: return dump(bytes, offset);
    case TextForm::CArray: return cArray(bytes);
    case TextForm::PythonBytes: return pythonBytes(bytes);
    case TextForm::Base64: break;
    }
    return base64(bytes);
}

} // namespace ipclens::bytes
