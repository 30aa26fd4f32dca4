// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace ipclens::cli {

/// What completes a word or an option's value.
struct Completion {
    enum class By { Nothing, Choice, Objects, Fields, Files, Users };
    By by = By::Nothing;
    std::vector<std::string> choices; ///< Choice: the words; Objects: the kinds, one word as --kind takes them
    bool list = false;                ///< Choice, Fields: several, with commas between
};

struct CompletedOption {
    std::string shortName; ///< "-v", or empty
    std::string longName;  ///< "--verbose"
    std::string description;
    bool takesValue = false;
    std::string placeholder;
    Completion value;
};

struct CompletedWord {
    std::string name;
    bool many = false;
    Completion value;
};

struct CompletedVerb {
    std::string name;
    std::string summary;
    std::vector<CompletedWord> words;
    std::vector<CompletedOption> options;
};

/// What the parser knows, in the order in which it was declared.
[[nodiscard]] std::vector<CompletedVerb> completedVerbs(const CLI::App& root);

[[nodiscard]] std::string bashScript(const std::vector<CompletedVerb>& verbs);
[[nodiscard]] std::string zshScript(const std::vector<CompletedVerb>& verbs);
[[nodiscard]] std::string fishScript(const std::vector<CompletedVerb>& verbs);

} // namespace ipclens::cli
