// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace ipclens::bytes {

/// The forms in which bytes are copied as text. All are printable ASCII and line ends, whatever the bytes are.
enum class TextForm : std::uint8_t {
    Hex,         ///< "66 72 61 6d"
    Text,        ///< "fram", with a dot for each byte that is not printable ASCII
    Dump,        ///< lines of offset | hex | text
    CArray,      ///< "const unsigned char bytes[4] = {", lines of "0x66, 0x72, …", "};"
    PythonBytes, ///< b"fram\x00"; longer ones in brackets, a literal a line
    Base64,      ///< RFC 4648 section 4, with padding, one line
};

/// `offset` is that of the first byte, for a dump. At most seven characters a byte, and a few lines more.
[[nodiscard]] std::string toText(std::span<const std::byte> bytes, TextForm form, std::uint64_t offset = 0);

} // namespace ipclens::bytes
