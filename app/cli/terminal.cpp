// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/terminal.h"

#include <charconv>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace ipclens::cli {
namespace {

std::string_view environment(const char* name) noexcept {
    const char* value = std::getenv(name);
    return value != nullptr ? value : std::string_view();
}

void takeNumber(std::string_view text, std::size_t& into) noexcept {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number > 0) into = number;
}

std::string_view codeOf(Style style) noexcept {
    switch (style) {
    case Style::Plain: break;
    case Style::Heading: return "\x1b[1m";
    case Style::Faint: return "\x1b[2m";
    case Style::Warning: return "\x1b[33m";
    case Style::Changed: return "\x1b[7m";
    }
    return {};
}

} // namespace

bool isTerminal(int descriptor) noexcept {
    return ::isatty(descriptor) == 1;
}

TerminalSize terminalSize(int descriptor) noexcept {
    winsize window{};
    if (::ioctl(descriptor, TIOCGWINSZ, &window) == 0 && window.ws_row > 0 && window.ws_col > 0)
        return {window.ws_row, window.ws_col};
    TerminalSize size;
    takeNumber(environment("LINES"), size.rows);
    takeNumber(environment("COLUMNS"), size.columns);
    return size;
}

Styler::Styler(int descriptor)
    : colours_(isTerminal(descriptor) && environment("NO_COLOR").empty() && environment("TERM") != "dumb") {}

void Styler::append(std::string& out, Style style, std::string_view text) const {
    // Reverse video is no colour; it is asked for only where the screen is drawn on anyway
    const std::string_view code = colours_ || style == Style::Changed ? codeOf(style) : std::string_view();
    out += code;
    out += text;
    if (!code.empty()) out += "\x1b[0m";
}

} // namespace ipclens::cli
