// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ipclens::bytes {

/// Bytes a line of a dump for the terminal.
inline constexpr std::size_t hexDumpColumns = 16;

/// Whether a byte stands for itself in a text column: ASCII 0x20 … 0x7e. All others are shown as a dot, so that no
/// control character and no half of a UTF-8 sequence reaches a screen.
[[nodiscard]] constexpr bool isPrintable(std::byte value) noexcept {
    return value >= std::byte{0x20} && value <= std::byte{0x7e};
}

/// Two digits: "0f".
void appendHexDigits(std::string& out, std::byte value);

/// How many hex digits the offsets of `size` bytes need: 8, and more only past 4 GiB.
[[nodiscard]] int offsetDigits(std::uint64_t size) noexcept;

/// Formats bytes as lines of offset | hex | text, as a terminal may have them:
/// "00001a60  66 72 61 6d 65 00 00 00  55 bc 00 00 42 3e e8 d9  frame...U...B>..". Lines begin at multiples of 16 bytes
/// after the first offset, whatever the pieces in which the bytes come. Lines equal to the one before are left out, and
/// stand as one "*"; the last line always appears.
class HexDump {
public:
    /// `offset` is that of the first byte; `size` the whole source's, for the width of the first column.
    HexDump(std::uint64_t offset, std::uint64_t size);

    /// Appends the lines that these bytes complete.
    void add(std::span<const std::byte> bytes, std::string& out);
    /// Appends what is left, a short last line included. Nothing may be added after it.
    void finish(std::string& out);

private:
    void appendLine(std::span<const std::byte> line, std::string& out) const;
    void take(std::span<const std::byte> line, std::string& out);

    std::uint64_t offset_; ///< of the next line
    int digits_;
    std::vector<std::byte> pending_;  ///< the beginning of a line
    std::vector<std::byte> previous_; ///< the last line that was written
    std::uint64_t skipped_ = 0;       ///< lines like `previous_` that were left out
};

} // namespace ipclens::bytes
