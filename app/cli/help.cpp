// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/help.h"

#include <fmt/format.h>

#include <algorithm>

namespace ipclens::cli {

HelpFormatter::HelpFormatter() {
    constexpr std::size_t firstColumn = 32;
    column_width(firstColumn);
    label("Positionals", "Words");
    label("Subcommands", "Verbs");
}

std::string HelpFormatter::make_usage(const CLI::App* app, std::string name) const {
    if (!app->get_subcommands({}).empty()) return fmt::format("Usage: {0} VERB [WORD...] [OPTION...]\n", name);
    std::string line = fmt::format("Usage: {}", name);
    for (const CLI::Option* option : app->get_options())
        if (option->get_positional()) line += ' ' + make_option_usage(option);
    return line + " [OPTION...]\n";
}

std::string HelpFormatter::make_option_name(const CLI::Option* option, bool isPositional) const {
    if (isPositional) return option->get_name(true, false);
    std::string name = CLI::Formatter::make_option_name(option, false);
    // "-v,--verbose" reads better with a space
    if (const auto comma = name.find(','); comma != std::string::npos) name.insert(comma + 1, " ");
    return name;
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const {
    return option->get_option_text().empty() ? std::string() : ' ' + option->get_option_text();
}

std::string HelpFormatter::make_option_usage(const CLI::Option* option) const {
    const std::string name = option->get_name(true, false) + (option->get_allow_extra_args() ? "..." : "");
    return option->get_required() ? name : fmt::format("[{}]", name);
}

} // namespace ipclens::cli
