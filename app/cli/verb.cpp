// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/verb.h"

#include "app/cli/arguments.h"
#include "app/cli/help.h"
#include "app/cli/namespace_word.h"
#include "core/base/version.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace ipclens::cli {
namespace {

/// Parses what guardedWords() made; CLI11's complaints become ours. Gives false where help was asked for.
bool parse(CLI::App& root, const Verb& verb, std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());
    words.push_back(verb.app().get_name());
    try {
        root.parse(words);
    } catch (const CLI::CallForHelp&) {
        return false;
    } catch (const CLI::ExtrasError&) {
        throw Refused(fmt::format("'{}' is one word too many", unguarded(verb.app().remaining().front())));
    } catch (const CLI::ParseError& error) {
        throw Refused(error.what());
    }
    return true;
}

std::string unknownVerb(const std::string& word) {
    if (word.starts_with("--namespace")) return "--namespace stands behind the verb";
    const char* const what = word.starts_with('-') ? "no such option before a verb" : "no such verb";
    return fmt::format("{}: {}; see ipclens --help", what, word);
}

} // namespace

Verb::Verb(CLI::App& app, const char* name, const char* summary, const char* example)
    : app_(app.add_subcommand(name, summary)) {
    app_->footer(fmt::format("Example:\n{}", example));
    app_->set_help_flag(); // it comes last, with the others that every verb has
}

CLI::Option* Verb::manyWords(const char* name, std::vector<std::string>& into, const char* description) {
    const auto take = [&into](const CLI::results_t& results) {
        into.clear();
        std::transform(results.begin(), results.end(), std::back_inserter(into), unguarded);
        return true;
    };
    return app_->add_option(name, take, description)->expected(-1)->take_all();
}

CLI::Option* Verb::oneWord(const char* name, std::string& into, const char* description) {
    const auto take = [&into](const CLI::results_t& results) {
        into = unguarded(results.back());
        return true;
    };
    return app_->add_option(name, take, description)->required();
}

void Verb::object(std::string& into, const char* kinds, const char* description) {
    oneWord("OBJECT", into, description)->type_name(kinds);
}

void Verb::optionalObjects(std::vector<std::string>& into, const char* description) {
    manyWords("OBJECT", into, description)->type_name("sem,shm,msg");
}

void Verb::word(const char* name, std::string& into, const char* description) {
    oneWord(name, into, description);
}

void Verb::optionalWord(const char* name, std::optional<std::string>& into, const char* description) {
    const auto take = [&into](const CLI::results_t& results) {
        into = unguarded(results.back());
        return true;
    };
    app_->add_option(name, take, description);
}

void Verb::words(const char* name, std::vector<std::string>& into, const char* description) {
    manyWords(name, into, description)->required();
}

void Verb::flag(const char* name, bool& into, const char* description) {
    app_->add_flag_callback(
            name, [&into] { into = true; }, description)
        ->take_last();
}

void Verb::value(const char* name, const char* placeholder, std::optional<std::string>& into, const char* description) {
    const auto take = [&into](const CLI::results_t& results) {
        into = unguarded(results.back());
        return true;
    };
    app_->add_option(name, take, description)->option_text(placeholder)->take_last();
}

void Verb::values(const char* name, const char* placeholder, std::vector<std::string>& into, const char* description) {
    const auto take = [&into](const CLI::results_t& results) {
        into.clear();
        std::transform(results.begin(), results.end(), std::back_inserter(into), unguarded);
        return true;
    };
    app_->add_option(name, take, description)->option_text(placeholder)->take_all();
}

void Verb::exclusive(std::initializer_list<const char*> names) {
    for (const char* name : names) {
        for (const char* other : names) {
            if (name != other) app_->get_option(name)->excludes(app_->get_option(other));
        }
    }
}

void Verb::needs(const char* name, const char* other) {
    app_->get_option(name)->needs(app_->get_option(other));
}

void Verb::onRun(Run run) {
    run_ = std::move(run);
    flag("--json", json_, "One JSON document instead of text");
    flag("--no-header", noHeader_, "No line of headings");
    value("--namespace", "PID|INODE", namespace_, "Works in the IPC namespace of this process, or with this inode");
    flag("-v,--verbose", verbose_, "Says on standard error how it was done");
    app_->set_help_flag("-h,--help", "Shows this help");
}

Status Verb::run(Output& output) const {
    if (namespace_) enterNamespace(*namespace_);
    Call call{.output = output, .json = json_, .header = !noHeader_, .verbose = verbose_};
    return run_(call);
}

Verbs::Verbs()
    : root_(std::make_unique<CLI::App>("Shows System V and POSIX IPC objects as they live, and makes, changes, "
                                       "feeds and removes them",
                                       "ipclens")) {
    root_->set_help_flag("-h,--help", "Shows this help");
    root_->set_version_flag("--version", fmt::format("ipclens {}", version()), "Says which version this is");
    root_->formatter(std::make_shared<HelpFormatter>());
    root_->footer(
        "Without a verb the window starts (ipclens-gui), with --namespace PID|INODE in another IPC namespace.\n"
        "Each verb has a help of its own, with an example:\n"
        "  ipclens create --help");
}

Verbs::~Verbs() = default;

Verb& Verbs::add(const char* name, const char* summary, const char* example) {
    return *verbs_.emplace_back(std::make_unique<Verb>(*root_, name, summary, example));
}

const Verb* Verbs::find(const std::string& name) const {
    const auto found =
        std::find_if(verbs_.begin(), verbs_.end(), [&](const auto& verb) { return verb->app().get_name() == name; });
    return found != verbs_.end() ? found->get() : nullptr;
}

Status Verbs::call(const std::vector<std::string>& words, Output& output) {
    const std::string& first = words.front();
    if (first == "--help" || first == "-h" || first == "--version") {
        if (words.size() > 1) throw Refused(fmt::format("{} stands alone", first));
        output.append(first == "--version" ? fmt::format("ipclens {}\n", version()) : root_->help());
        return Status::Done;
    }
    const Verb* verb = find(first);
    if (verb == nullptr) throw Refused(unknownVerb(first));
    try {
        if (parse(*root_, *verb, guardedWords(verb->app(), {words.begin() + 1, words.end()}))) return verb->run(output);
    } catch (const Refused& refused) {
        throw Refused(fmt::format("{}: {}", first, refused.what()));
    }
    output.append(verb->app().help("ipclens"));
    return Status::Done;
}

} // namespace ipclens::cli
