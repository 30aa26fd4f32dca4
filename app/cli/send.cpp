// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/json.h"
#include "app/cli/object_word.h"
#include "app/cli/payload.h"
#include "app/cli/verb.h"
#include "app/cli/wait_options.h"
#include "app/cli/words.h"
#include "core/limits/limits.h"
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

transfer::MessageTemplate messagesOf(const PayloadOptions& payload) {
    if (payload.text()) return transfer::MessageTemplate::withSequence(*payload.text());
    return transfer::MessageTemplate::literal(payload.read(largestMessage()));
}

transfer::Injection parseRequest(const SendOptions& options) {
    transfer::Injection request;
    if (options.type) request.type = static_cast<long>(parseUnsigned("--type", *options.type, 1, LONG_MAX));
    if (options.every) request.every = parseInterval("--every", *options.every);
    if (options.count) {
        request.count = parseUnsigned("--count", *options.count, 1);
    } else if (options.every) {
        request.count.reset();
    }
    request.wait = options.wait.parse();
    return request;
}

Status send(SendOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::MessageQueue);
    options.payload.parse();
    transfer::Injection request = parseRequest(options);

    const std::string attempted = attempt("send", word);
    transfer::MessageTemplate messages = messagesOf(options.payload);
    const ObjectId object = orFail(resolve(word), attempted);
    Interrupt interrupt;
    request.wait.cancellation = interrupt.cancellation();
    transfer::Progress progress;
    const auto done = transfer::inject(sysv::MessageQueue::adopt(object.id), request, messages, progress);
    const std::uint64_t sent = progress.done;
    if (call.json) {
        JsonObject json(call.output.text());
        json.text("object", toString(object));
        json.number("sent", sent);
        json.close();
        call.output.append("\n");
        call.output.flush();
    }
    if (!done) throw Failed(waitError(done.error(), interrupt, attempted, fmt::format("{} sent", sent)));
    return Status::Done;
}

} // namespace

void addSend(Verbs& verbs) {
    const auto options = std::make_shared<SendOptions>();
    Verb& verb = verbs.add("send", "Puts messages into a queue",
                           "  ipclens send msg:42 --type 7 --text 'job {{seq}}' --count 3 --every 50ms");
    verb.object(options->object, "msg", "msg:KEY or msg:@ID");
    verb.value("--type", "N", options->type, "The messages' type, above 0; 1 if not said");
    options->payload.declare(verb, "This text; {{seq}} in it counts from 0");
    verb.value("--count", "N", options->count, "So many messages; 1 if not said, endless with --every");
    verb.value("--every", "DURATION", options->every, "From the start of one message to that of the next");
    options->wait.declare(verb);
    verb.onRun([options](Call& call) { return send(*options, call); });
}

} // namespace ipclens::cli
