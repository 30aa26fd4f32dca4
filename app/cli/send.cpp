// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/object_json.h"
#include "app/cli/object_word.h"
#include "app/cli/payload.h"
#include "app/cli/use.h"
#include "app/cli/verb.h"
#include "app/cli/wait_options.h"
#include "app/cli/words.h"
#include "core/limits/limits.h"
#include "core/posix/message_queue.h"
#include "core/sysv/message_queue.h"
#include "core/transfer/injection.h"
#include "core/transfer/message_template.h"

#include <climits>
#include <fmt/format.h>

#include <cstdint>
#include <memory>

namespace ipclens::cli {
namespace {

struct SendOptions {
    std::string object;
    std::optional<std::string> type;
    std::optional<std::string> priority;
    PayloadOptions payload;
    std::optional<std::string> count;
    std::optional<std::string> every;
    WaitOptions wait;
};

/// MSGMAX: no use in reading more of an endless file.
std::uint64_t largestMessage() {
    if (const auto all = limits::systemV()) {
        for (const auto& limit : *all) {
            if (limit.name == "MSGMAX") return limit.value;
        }
    }
    return INT_MAX;
}

transfer::MessageTemplate messagesOf(const PayloadOptions& payload, std::uint64_t largest) {
    if (payload.text()) return transfer::MessageTemplate::withSequence(*payload.text());
    return transfer::MessageTemplate::literal(payload.read(largest));
}

transfer::Injection parseRequest(const SendOptions& options, Api api) {
    transfer::Injection request;
    if (api == Api::Posix) request.type = 0;
    if (options.type) request.type = static_cast<long>(parseUnsigned("--type", *options.type, 1, LONG_MAX));
    if (options.priority)
        request.type = static_cast<long>(parseUnsigned("--priority", *options.priority, 0, posix::priorityMax));
    if (options.every) request.every = parseInterval("--every", *options.every);
    if (options.count) {
        request.count = parseUnsigned("--count", *options.count, 1);
    } else if (options.every) {
        request.count.reset();
    }
    request.wait = options.wait.parse();
    return request;
}

template <class Queue>
Status inject(const Queue& queue, ObjectId object, transfer::Injection request, transfer::MessageTemplate messages,
              const std::string& attempted, Call& call) {
    Interrupt interrupt;
    request.wait.cancellation = interrupt.cancellation();
    transfer::Progress progress;
    const auto done = transfer::inject(queue, request, messages, progress);
    const std::uint64_t sent = progress.done;
    if (call.json) {
        JsonObject json(call.output.text());
        addObject(json, object);
        json.number("sent", sent);
        json.close();
        call.output.append("\n");
        call.output.flush();
    }
    if (!done) throw Failed(waitError(done.error(), interrupt, attempted, fmt::format("{} sent", sent)));
    return Status::Done;
}

Status send(SendOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::MessageQueue);
    const UselessOptions useless(word.kind, word.api());
    useless.refuse(options.type.has_value(), "--type", {Kind::MessageQueue, Api::SysV});
    useless.refuse(options.priority.has_value(), "--priority", {Kind::MessageQueue, Api::Posix});
    options.payload.parse();
    const transfer::Injection request = parseRequest(options, word.api());

    const std::string attempted = attempt("send", word);
    const ObjectId object = orFail(resolve(word), attempted);
    if (word.api() == Api::Posix) {
        const auto queue = orFail(posix::MessageQueue::open(word.name(), posix::Direction::Send), attempted);
        const std::uint64_t largest = orFail(queue.attributes(), attempted).messageSize;
        return inject(queue, object, request, messagesOf(options.payload, largest), attempted, call);
    }
    return inject(sysv::MessageQueue::adopt(object.id), object, request, messagesOf(options.payload, largestMessage()),
                  attempted, call);
}

} // namespace

void addSend(Verbs& verbs) {
    const auto options = std::make_shared<SendOptions>();
    Verb& verb = verbs.add("send", "Puts messages into a queue",
                           "  ipclens send msg:42 --type 7 --text 'job {{seq}}' --count 3 --every 50ms\n"
                           "  ipclens send msg:/jobs --priority 9 --file job.json");
    verb.object(options->object, "msg", "msg:KEY, msg:@ID or msg:/NAME");
    verb.value("--type", "N", options->type, "System V: the messages' type, above 0; 1 if not said");
    verb.value("--priority", "N", options->priority, "POSIX: their priority, up to 32767; 0 if not said");
    options->payload.declare(verb, "This text; {{seq}} in it counts from 0");
    verb.value("--count", "N", options->count, "So many messages; 1 if not said, endless with --every");
    verb.value("--every", "DURATION", options->every, "From the start of one message to that of the next");
    options->wait.declare(verb);
    verb.onRun([options](Call& call) { return send(*options, call); });
}

} // namespace ipclens::cli
