// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/failure.h"
#include "app/cli/output.h"
#include "app/cli/terminal.h"

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace ipclens::cli {

/// What every verb is run with.
struct Call {
    Output& output;
    bool json = false;
    bool header = true;
    bool verbose = false;
    Styler styler{1};
};

/// One verb of the command line: what words and options it takes, and what it does with them. Declaring is all the
/// parser, the help and the completions know. A value's placeholder says what completes it: `sem|shm|msg` is a choice,
/// FIELD, FILE and USER are what they say.
class Verb {
public:
    using Run = std::function<Status(Call&)>;

    Verb(CLI::App& app, const char* name, const char* summary, const char* example);
    Verb(const Verb&) = delete;
    Verb& operator=(const Verb&) = delete;

    /// An object; `kinds` are those that the verb has use for, as --kind takes them.
    void object(std::string& into, const char* kinds, const char* description);
    void optionalObjects(std::vector<std::string>& into, const char* description);
    void word(const char* name, std::string& into, const char* description);
    void optionalWord(const char* name, std::optional<std::string>& into, const char* description);
    void words(const char* name, std::vector<std::string>& into, const char* description);
    void flag(const char* name, bool& into, const char* description);
    /// Given twice, the last counts.
    void value(const char* name, const char* placeholder, std::optional<std::string>& into, const char* description);
    /// Given twice, they add up.
    void values(const char* name, const char* placeholder, std::vector<std::string>& into, const char* description);

    /// At most one of these options.
    void exclusive(std::initializer_list<const char*> names);
    /// `name` makes sense only beside `other`.
    void needs(const char* name, const char* other);

    /// Comes last: adds the options that every verb has.
    void onRun(Run run);

    [[nodiscard]] CLI::App& app() const noexcept { return *app_; }
    [[nodiscard]] Status run(Output& output) const;

private:
    CLI::Option* oneWord(const char* name, std::string& into, const char* description);
    CLI::Option* manyWords(const char* name, std::vector<std::string>& into, const char* description);

    CLI::App* app_;
    bool json_ = false;
    bool noHeader_ = false;
    bool verbose_ = false;
    std::optional<std::string> namespace_;
    Run run_;
};

/// All verbs, and the parser that knows them.
class Verbs {
public:
    Verbs();
    ~Verbs();
    Verbs(const Verbs&) = delete;
    Verbs& operator=(const Verbs&) = delete;

    Verb& add(const char* name, const char* summary, const char* example);

    /// Parses the words of a call and does what they say, help and version included. Throws what the verb throws.
    [[nodiscard]] Status call(const std::vector<std::string>& words, Output& output);
    [[nodiscard]] const CLI::App& root() const noexcept { return *root_; }

private:
    [[nodiscard]] const Verb* find(const std::string& name) const;

    std::unique_ptr<CLI::App> root_;
    std::vector<std::unique_ptr<Verb>> verbs_;
};

// One a verb, each in the file of its group

void addList(Verbs& verbs);
void addShow(Verbs& verbs);
void addCreate(Verbs& verbs);
void addRemove(Verbs& verbs);
void addSet(Verbs& verbs);
void addOp(Verbs& verbs);
void addSend(Verbs& verbs);
void addReceive(Verbs& verbs);
void addPeek(Verbs& verbs);
void addRead(Verbs& verbs);
void addWrite(Verbs& verbs);
void addWatch(Verbs& verbs);
void addLimits(Verbs& verbs);
void addKey(Verbs& verbs);
void addWho(Verbs& verbs);
void addWaiters(Verbs& verbs);
void addOrphans(Verbs& verbs);
void addNamespaces(Verbs& verbs);
void addCompletion(Verbs& verbs);

} // namespace ipclens::cli
