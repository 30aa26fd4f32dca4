// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ipclens::cli {

[[nodiscard]] bool isTerminal(int descriptor) noexcept;

struct TerminalSize {
    std::size_t rows = 24;
    std::size_t columns = 80;
};
/// As the kernel has it, else LINES and COLUMNS, else 24 × 80.
[[nodiscard]] TerminalSize terminalSize(int descriptor) noexcept;

/// Changed is for the live list alone.
enum class Style : std::uint8_t { Plain, Heading, Faint, Warning, Changed };

/// Dresses text for standard output: in colour on a terminal alone, and never with NO_COLOR (any value but empty) or
/// TERM=dumb.
class Styler {
public:
    explicit Styler(int descriptor);
    [[nodiscard]] bool colours() const noexcept { return colours_; }
    void append(std::string& out, Style style, std::string_view text) const;

private:
    bool colours_;
};

} // namespace ipclens::cli
