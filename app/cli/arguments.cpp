// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/arguments.h"

#include "app/cli/failure.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Option.hpp>
#include <fmt/format.h>

namespace ipclens::cli {
namespace {

constexpr char guard = '=';

std::string guarded(std::string_view word) {
    return guard + std::string(word);
}

/// Whether a word can only be an option: `-` alone and numbers are words.
bool isOption(std::string_view word) {
    if (word.size() < 2 || word.front() != '-') return false;
    const char next = word[1];
    return !(next >= '0' && next <= '9') && next != '.';
}

bool takesValue(const CLI::Option& option) {
    return option.get_items_expected_max() > 0;
}

} // namespace

std::string unguarded(std::string_view word) {
    if (!word.empty() && word.front() == guard) word.remove_prefix(1);
    return std::string(word);
}

std::vector<std::string> guardedWords(const CLI::App& verb, const std::vector<std::string>& words) {
    std::vector<std::string> result;
    for (auto word = words.begin(); word != words.end(); ++word) {
        if (*word == "--") {
            for (++word; word != words.end(); ++word)
                result.push_back(guarded(*word));
            break;
        }
        if (!isOption(*word)) {
            result.push_back(guarded(*word));
            continue;
        }
        const std::size_t equals = word->starts_with("--") ? word->find('=') : std::string::npos;
        const std::string name = word->substr(0, equals);
        const CLI::Option* option = verb.get_option_no_throw(name);
        if (option == nullptr)
            throw Refused(fmt::format("no such option: {}; see ipclens {} --help", name, verb.get_name()));
        if (!takesValue(*option)) {
            if (equals != std::string::npos) throw Refused(fmt::format("{} takes no value", name));
            result.push_back(name);
        } else if (equals != std::string::npos) {
            result.push_back(name + '=' + guarded(std::string_view(*word).substr(equals + 1)));
        } else {
            if (++word == words.end()) throw Refused(fmt::format("{} needs a value", name));
            result.push_back(name + '=' + guarded(*word));
        }
    }
    return result;
}

} // namespace ipclens::cli
