// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/object_json.h"
#include "app/cli/object_word.h"
#include "app/cli/use.h"
#include "app/cli/verb.h"
#include "app/cli/wait_options.h"
#include "app/cli/words.h"
#include "core/posix/semaphore.h"
#include "core/sysv/semaphore_set.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <memory>

namespace ipclens::cli {
namespace {

constexpr std::int64_t largestDelta = 32767;

struct OpOptions {
    std::string object;
    std::vector<std::string> operations;
    bool undo = false;
    WaitOptions wait;
};

/// INDEX:DELTA. An index that no set can have is out of range, as one past this set is.
struct Operation {
    std::uint64_t index = 0;
    std::int16_t delta = 0;
};

Operation parseOperation(const std::string& word) {
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos) throw Refused(fmt::format("'{}' is not INDEX:DELTA (0:-1)", word));
    const std::string_view text = word;
    return {parseUnbounded("INDEX", text.substr(0, colon)),
            static_cast<std::int16_t>(parseSigned("DELTA", text.substr(colon + 1), -largestDelta, largestDelta, true))};
}

/// -1 or +1 of a POSIX semaphore, which has one value and knows no more at once.
int parseDelta(const std::vector<std::string>& words) {
    const std::string& word = words.front();
    if (words.size() > 1) throw Refused("a POSIX semaphore takes one operation, -1 or +1");
    if (word.find(':') != std::string::npos)
        throw Refused(fmt::format("'{}': a POSIX semaphore has no INDEX; give -1 or +1", word));
    const auto delta = parseSigned("DELTA", word, -1, 1, true);
    if (delta == 0) throw Refused("DELTA: nobody can wait until a POSIX semaphore is 0; give -1 or +1");
    return static_cast<int>(delta);
}

std::vector<sysv::SemaphoreOperation> operationsFor(const std::vector<Operation>& words, bool undo,
                                                    const std::string& attempted) {
    std::vector<sysv::SemaphoreOperation> operations;
    for (const auto& word : words) {
        if (word.index > UINT16_MAX)
            throw Failed(
                errorOf(ErrorKind::OutOfRange, attempted, fmt::format("no set has a semaphore {}", word.index)));
        operations.push_back({static_cast<std::uint16_t>(word.index), word.delta, undo});
    }
    return operations;
}

void printJson(Output& output, ObjectId object, std::size_t operations, std::chrono::duration<double> waited) {
    constexpr double microseconds = 1e6;
    JsonObject json(output.text());
    addObject(json, object);
    json.number("operations", operations);
    json.number("waited", std::round(waited.count() * microseconds) / microseconds);
    json.close();
    output.append("\n");
}

/// Calls `apply(wait)`, which may wait until Ctrl-C, and tells how long it took.
template <class Apply>
std::chrono::duration<double> applyInterruptibly(Wait wait, const std::string& attempted, Apply apply) {
    Interrupt interrupt;
    wait.cancellation = interrupt.cancellation();
    const auto begun = std::chrono::steady_clock::now();
    const Result<void> done = apply(wait);
    const auto waited = std::chrono::steady_clock::now() - begun;
    if (!done) throw Failed(waitError(done.error(), interrupt, attempted, "nothing was changed"));
    return waited;
}

Status opOnSet(const ObjectWord& word, const OpOptions& options, Call& call) {
    std::vector<Operation> words;
    for (const auto& operation : options.operations)
        words.push_back(parseOperation(operation));
    const Wait wait = options.wait.parse();

    const std::string attempted = attempt("op", word);
    const ObjectId object = orFail(resolve(word), attempted);
    const auto operations = operationsFor(words, options.undo, attempted);
    const auto set = sysv::SemaphoreSet::adopt(object.id);
    const auto waited =
        applyInterruptibly(wait, attempted, [&](const Wait& how) { return set.apply(operations, how); });
    if (call.json) printJson(call.output, object, operations.size(), waited);
    return Status::Done;
}

Status opOnSemaphore(const ObjectWord& word, const OpOptions& options, Call& call) {
    const int delta = parseDelta(options.operations);
    const Wait wait = options.wait.parse();

    const std::string attempted = attempt("op", word);
    const auto semaphore = orFail(posix::Semaphore::open(word.name()), attempted);
    const auto waited = applyInterruptibly(
        wait, attempted, [&](const Wait& how) { return delta < 0 ? semaphore.wait(how) : semaphore.post(); });
    if (call.json) printJson(call.output, orFail(resolve(word), attempted), 1, waited);
    return Status::Done;
}

Status op(const OpOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::Semaphore);
    UselessOptions(word.kind, word.api()).refuse(options.undo, "--undo", {Kind::Semaphore, Api::SysV});
    return word.api() == Api::Posix ? opOnSemaphore(word, options, call) : opOnSet(word, options, call);
}

} // namespace

void addOp(Verbs& verbs) {
    const auto options = std::make_shared<OpOptions>();
    Verb& verb = verbs.add("op", "One atomic semop: all operations, or none; or one step of a POSIX semaphore",
                           "  ipclens op sem:0x51a00001 0:-1 1:-1 --timeout 2s\n"
                           "  ipclens op sem:/render-lock -1 --no-wait");
    verb.object(options->object, "sem", "sem:KEY, sem:@ID or sem:/NAME");
    verb.words("INDEX:DELTA", options->operations,
               "0:-1 takes, 0:+1 gives, 0:0 waits for zero; -32767 to 32767. POSIX: -1 or +1 alone");
    verb.flag("--undo", options->undo, "System V: undone when this program ends, which is at once");
    options->wait.declare(verb);
    verb.onRun([options](Call& call) { return op(*options, call); });
}

} // namespace ipclens::cli
