// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/completion_script.h"
#include "app/cli/verb.h"
#include "core/objects/fields.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace ipclens::cli {
namespace {

using By = Completion::By;

/// The words of `auto|stat|proc`, without a `[,...]` behind them; nothing where the placeholder is no choice.
std::vector<std::string> choicesOf(std::string_view placeholder) {
    placeholder = placeholder.substr(0, placeholder.find('['));
    const bool plain = !placeholder.empty() && std::all_of(placeholder.begin(), placeholder.end(),
                                                           [](char c) { return (c >= 'a' && c <= 'z') || c == '|'; });
    return plain ? CLI::detail::split(std::string(placeholder), '|') : std::vector<std::string>();
}

Completion completionOf(std::string_view placeholder) {
    const bool list = placeholder.ends_with("[,...]");
    if (auto choices = choicesOf(placeholder); !choices.empty()) return {By::Choice, std::move(choices), list};
    if (placeholder.find("FIELD") != std::string_view::npos) return {By::Fields, {}, list};
    if (placeholder == "FILE" || placeholder == "PATH") return {By::Files, {}};
    if (placeholder.starts_with("USER")) return {By::Users, {}};
    if (placeholder == "KIND") return {By::Choice, {"sem", "shm", "msg"}};
    if (placeholder == "SELECTOR") return {By::Choice, {"private", "random", "random-name"}};
    if (placeholder == "SHELL") return {By::Choice, {"bash", "zsh", "fish"}};
    return {};
}

CompletedWord wordOf(const CLI::Option& option) {
    CompletedWord word{option.get_name(true, false), option.get_allow_extra_args(), {}};
    word.value = word.name == "OBJECT" ? Completion{By::Objects, {option.get_type_name()}} : completionOf(word.name);
    return word;
}

CompletedOption optionOf(const CLI::Option& option) {
    CompletedOption completed;
    if (!option.get_snames().empty()) completed.shortName = '-' + option.get_snames().front();
    completed.longName = "--" + option.get_lnames().front();
    completed.description = option.get_description();
    completed.takesValue = option.get_items_expected_max() > 0;
    completed.placeholder = option.get_option_text();
    if (completed.takesValue) completed.value = completionOf(completed.placeholder);
    return completed;
}

} // namespace

std::vector<CompletedVerb> completedVerbs(const CLI::App& root) {
    std::vector<CompletedVerb> verbs;
    for (const CLI::App* app : root.get_subcommands({})) {
        auto& verb = verbs.emplace_back(CompletedVerb{app->get_name(), app->get_description(), {}, {}});
        for (const CLI::Option* option : app->get_options()) {
            if (option->get_positional()) {
                verb.words.push_back(wordOf(*option));
            } else {
                verb.options.push_back(optionOf(*option));
            }
        }
    }
    return verbs;
}

void addCompletion(Verbs& verbs) {
    const auto shell = std::make_shared<std::string>();
    Verb& verb = verbs.add("completion", "Prints a shell's completions for this program",
                           "  ipclens completion bash > ~/.local/share/bash-completion/completions/ipclens");
    verb.word("SHELL", *shell, "bash, zsh or fish");
    verb.onRun([shell, &verbs](Call& call) {
        const auto known = completedVerbs(verbs.root());
        if (*shell == "bash") {
            call.output.append(bashScript(known));
        } else if (*shell == "zsh") {
            call.output.append(zshScript(known));
        } else if (*shell == "fish") {
            call.output.append(fishScript(known));
        } else {
            throw Refused(fmt::format("'{}' is not bash, zsh or fish", *shell));
        }
        return Status::Done;
    });
}

} // namespace ipclens::cli
