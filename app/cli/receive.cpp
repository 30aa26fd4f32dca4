// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/message_printer.h"
#include "app/cli/object_word.h"
#include "app/cli/use.h"
#include "app/cli/verb.h"
#include "app/cli/wait_options.h"
#include "app/cli/words.h"
#include "core/posix/message_queue.h"
#include "core/sysv/message_queue.h"

#include <climits>
#include <fmt/format.h>

#include <memory>

#include <poll.h>
#include <unistd.h>

namespace ipclens::cli {
namespace {

struct ReceiveOptions {
    std::string object;
    std::optional<std::string> type;
    bool except = false;
    std::optional<std::string> size;
    bool truncate = false;
    std::optional<std::string> count;
    WaitOptions wait;
    BytesForm form;
};

sysv::Selection parseSelection(const ReceiveOptions& options) {
    sysv::Selection selection;
    if (options.type) selection.type = parseSigned("--type", *options.type, LONG_MIN, LONG_MAX);
    selection.except = options.except;
    if (options.except && selection.type < 1) throw Refused("--except needs a --type above 0");
    if (options.size) selection.maxSize = parseSize("--size", *options.size);
    selection.truncate = options.truncate;
    return selection;
}

/// Before a message is taken: one that could not be shown would be lost.
void requireReader(const Output& output) {
    pollfd reader{STDOUT_FILENO, 0, 0};
    if (::poll(&reader, 1, 0) > 0 && (reader.revents & POLLERR) != 0) throw OutputClosed();
    output.requireWritable();
}

/// Takes messages by `take(wait)` and prints each before the next; gives why it ended early.
template <class Take>
Result<void> receiveAll(Take take, const Wait& wait, std::uint64_t count, Call& call, MessagePrinter& printer,
                        std::uint64_t& received) {
    for (; received < count; ++received) {
        requireReader(call.output);
        auto message = take(wait);
        if (!message) return failure(std::move(message).error());
        printer.print(received, *message);
        call.output.flush();
    }
    return {};
}

template <class Take>
Status receiveBy(Take take, Wait wait, std::uint64_t count, const std::string& attempted, BytesForm form, Call& call) {
    Interrupt interrupt;
    wait.cancellation = interrupt.cancellation();
    MessagePrinter printer(call, form);
    printer.begin();
    std::uint64_t received = 0;
    const auto done = receiveAll(take, wait, count, call, printer, received);
    printer.end();
    if (!done) throw Failed(waitError(done.error(), interrupt, attempted, fmt::format("{} taken", received)));
    return Status::Done;
}

Status receive(const ReceiveOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::MessageQueue);
    const UselessOptions useless(word.kind, word.api());
    useless.refuse(options.type.has_value(), "--type", {Kind::MessageQueue, Api::SysV});
    useless.refuse(options.except, "--except", {Kind::MessageQueue, Api::SysV});
    useless.refuse(options.size.has_value(), "--size", {Kind::MessageQueue, Api::SysV});
    const sysv::Selection selection = parseSelection(options);
    const std::uint64_t count = options.count ? parseUnsigned("--count", *options.count, 1) : 1;
    const Wait wait = options.wait.parse();

    const std::string attempted = attempt("receive", word);
    if (word.api() == Api::Posix) {
        const auto queue = orFail(posix::MessageQueue::open(word.name(), posix::Direction::Receive), attempted);
        const auto take = [&](const Wait& how) { return queue.receive(how); };
        return receiveBy(take, wait, count, attempted, options.form, call);
    }
    const auto queue = sysv::MessageQueue::adopt(orFail(resolve(word), attempted).id);
    const auto take = [&](const Wait& how) { return queue.receive(selection, how); };
    return receiveBy(take, wait, count, attempted, options.form, call);
}

struct PeekOptions {
    std::string object;
    std::optional<std::string> index;
    std::optional<std::string> limit;
    BytesForm form;
};

/// All messages from `first` on, at most `limit`; that there is none at `first` is an error, but for an empty queue
/// that is looked at from its beginning.
std::vector<sysv::Message> peekFrom(const sysv::MessageQueue& queue, std::uint64_t first, std::uint64_t limit,
                                    const std::string& attempted) {
    std::vector<sysv::Message> messages;
    while (messages.size() < limit) {
        auto message = queue.peek(first + messages.size());
        if (!message && message.error().kind == ErrorKind::WouldBlock && (first == 0 || !messages.empty())) break;
        messages.push_back(orFail(std::move(message), attempted));
    }
    return messages;
}

Status peek(const PeekOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::MessageQueue);
    if (word.api() == Api::Posix)
        throw Refused(
            fmt::format("'{0}': a POSIX queue can't be peeked: Linux shows its messages to nobody but who takes "
                        "them; show {0} counts them, receive {0} takes them",
                        word.text));
    const std::uint64_t first = options.index ? parseUnbounded("--index", *options.index) : 0;
    const std::uint64_t limit = options.limit ? parseUnsigned("--limit", *options.limit, 1) : UINT64_MAX;

    const std::string attempted = attempt("peek", word);
    const ObjectId object = orFail(resolve(word), attempted);
    const auto messages = peekFrom(sysv::MessageQueue::adopt(object.id), first, limit, attempted);
    MessagePrinter printer(call, options.form);
    printer.begin();
    for (std::size_t i = 0; i < messages.size(); ++i) {
        printer.print(first + i, messages[i]);
        call.output.spill();
    }
    printer.end();
    return Status::Done;
}

} // namespace

void addReceive(Verbs& verbs) {
    const auto options = std::make_shared<ReceiveOptions>();
    Verb& verb = verbs.add("receive", "Takes messages out of a queue",
                           "  ipclens receive msg:42 --type -10 --count 2 --timeout 2s --json\n"
                           "  ipclens receive msg:/jobs --no-wait --raw");
    verb.object(options->object, "msg", "msg:KEY, msg:@ID or msg:/NAME (the highest priority comes first)");
    verb.value("--type", "N", options->type,
               "System V: 0 the first; above, the first of that type; below, the lowest up to its absolute value");
    verb.flag("--except", options->except, "System V: the first of another type than --type");
    verb.value("--size", "BYTES", options->size, "System V: a longer message stays where it is, and is an error");
    verb.flag("--truncate", options->truncate, "With --size: a longer one is taken, and its rest lost");
    verb.value("--count", "N", options->count, "So many messages; 1 if not said");
    options->wait.declare(verb);
    verb.needs("--truncate", "--size");
    verb.onRun([options](Call& call) { return receive(*options, call); });
    options->form.declare(verb);
}

void addPeek(Verbs& verbs) {
    const auto options = std::make_shared<PeekOptions>();
    Verb& verb =
        verbs.add("peek", "Shows the messages of a queue, and leaves them", "  ipclens peek msg:42 --limit 10");
    verb.object(options->object, "msg", "msg:KEY or msg:@ID; a POSIX queue can't be peeked");
    verb.value("--index", "N", options->index, "From this place in the queue on; 0 is the first");
    verb.value("--limit", "N", options->limit, "So many messages at most");
    verb.onRun([options](Call& call) { return peek(*options, call); });
    options->form.declare(verb);
}

} // namespace ipclens::cli
