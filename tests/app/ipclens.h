// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>
#include <QTest>

#include <nlohmann/json.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace ipclens::testing {

using Json = nlohmann::ordered_json;

/// What a run of ipclens came to.
struct Ran {
    int status = -1; ///< its exit status; -1 where a signal ended it, or it hung
    std::string out;
    std::string err;

    /// Standard output as JSON; a discarded value where it is none.
    Json json() const { return Json::parse(out, nullptr, false); }
};

/// The path of the program that is tested.
QString ipclensPath();

/// Runs `ipclens WORDS…` to its end, in this process's namespace.
Ran run(const QStringList& words, const QByteArray& input = {});
/// The words as one writes them in a shell, without its quotes: split at spaces.
Ran run(const char* line);
/// Words that need not be UTF-8, as they are.
Ran runBytes(const std::vector<std::string>& words);
/// A line for bash, in which `ipclens` is the program that is tested: with its redirections and limits.
Ran runInShell(const QString& line);
/// The same without privilege (runUnprivileged()); nothing where that can't be had here.
std::optional<Ran> runAsNobody(const QStringList& words);
std::optional<Ran> runAsNobody(const char* line);

/// The names of an object's members, in their order.
std::vector<std::string> namesOf(const Json& object);
/// The objects of JSON Lines.
std::vector<Json> linesOf(const std::string& text);
/// The texts of messages, a space behind each.
std::string textsOf(const Json& messages);

/// It failed with this status: one line of error with this in it, and nothing on standard output.
void verifyFailed(const Ran& ran, int status, const QString& error = {});

/// A row of a test: a line that is run, what it ends with, and what its error says.
struct LineAndStatus {
    const char* line;
    int status;
    const char* error;
};
void addStatuses(std::initializer_list<LineAndStatus> rows);
/// Runs the line of such a row.
void verifyStatus();

/// `ipclens WORDS… --timeout 2s`, which waits in one of these system calls: Ctrl-Z and `fg` neither end nor lengthen
/// it.
void verifyStopNeitherEndsNorLengthens(const QStringList& words, std::initializer_list<long> calls);

/// One that runs on while the test does something else.
class RunningIpclens {
public:
    explicit RunningIpclens(const QStringList& words);
    ~RunningIpclens();

    void signal(int number);
    pid_t pid() const { return static_cast<pid_t>(process_.processId()); }
    bool running() const { return process_.state() != QProcess::NotRunning; }
    /// Waits until it sleeps in one of these system calls.
    bool waitUntilBlockedIn(std::initializer_list<long> calls);
    /// What it wrote so far, waiting until `lines` lines are there.
    std::string waitForLines(int lines);
    Ran finish();

private:
    QProcess process_;
    QByteArray out_;
};

} // namespace ipclens::testing

template <>
inline char* QTest::toString(const ipclens::testing::Json& json) {
    return qstrdup(json.dump().c_str());
}
