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

#include <climits>
#include <fmt/format.h>

#include <charconv>
#include <chrono>
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

/// The payload of one message after another: `{{seq}}` in a text becomes the message's number.
class Messages {
public:
    explicit Messages(const PayloadOptions& payload)
        : bytes_(payload.read(largestMessage())) {
        if (!payload.text()) return;
        constexpr std::string_view placeholder = "{{seq}}";
        std::string_view text = *payload.text();
        for (auto at = text.find(placeholder); at != std::string_view::npos; at = text.find(placeholder)) {
            pieces_.push_back(bytesOf(text.substr(0, at)));
            text.remove_prefix(at + placeholder.size());
        }
        if (!pieces_.empty()) pieces_.push_back(bytesOf(text));
    }

    [[nodiscard]] std::span<const std::byte> at(std::uint64_t sequence) {
        if (!pieces_.empty()) fill(sequence);
        return bytes_;
    }

private:
    void fill(std::uint64_t sequence) {
        constexpr std::size_t longest = 20;
        char digits[longest];
        const auto* const end = std::to_chars(digits, digits + longest, sequence).ptr;
        const auto number = std::as_bytes(std::span(static_cast<const char*>(digits), end));
        bytes_.assign(pieces_.front().begin(), pieces_.front().end());
        for (std::size_t i = 1; i < pieces_.size(); ++i) {
            bytes_.insert(bytes_.end(), number.begin(), number.end());
            bytes_.insert(bytes_.end(), pieces_[i].begin(), pieces_[i].end());
        }
    }

    std::vector<std::byte> bytes_;
    std::vector<std::vector<std::byte>> pieces_; ///< what stands around the numbers; none without {{seq}}
};

struct SendRequest {
    long type = 1;
    std::optional<std::uint64_t> count;            ///< none: until Ctrl-C
    std::optional<std::chrono::nanoseconds> every; ///< none: one right after the other
    Wait wait;
};

SendRequest parseRequest(const SendOptions& options) {
    SendRequest request;
    if (options.type) request.type = static_cast<long>(parseUnsigned("--type", *options.type, 1, LONG_MAX));
    if (options.every) request.every = parseInterval("--every", *options.every);
    if (options.count) {
        request.count = parseUnsigned("--count", *options.count, 1);
    } else if (!options.every) {
        request.count = 1;
    }
    request.wait = options.wait.parse();
    return request;
}

/// Sends, and counts in `sent`; gives why it ended early.
Result<void> sendAll(const sysv::MessageQueue& queue, const SendRequest& request, Messages& messages,
                     const Interrupt& interrupt, std::uint64_t& sent) {
    using Clock = std::chrono::steady_clock;
    auto start = request.every ? Clock::now() : Clock::time_point();
    for (; !request.count || sent < *request.count; ++sent) {
        if (request.every && sent > 0) {
            // From one start to the next; a message that had to wait longer than that delays the later ones
            start = std::max(start + *request.every, Clock::now());
            interrupt.sleepUntil(start);
        }
        if (interrupt.requested()) return failure(errorOf(ErrorKind::Interrupted, {}, {}));
        if (auto done = queue.send(request.type, messages.at(sent), request.wait); !done) return done;
    }
    return {};
}

Status send(SendOptions& options, Call& call) {
    const ObjectWord word = parseObject(options.object, Kind::MessageQueue);
    options.payload.parse();
    SendRequest request = parseRequest(options);

    const std::string attempted = attempt("send", word);
    Messages messages(options.payload);
    const ObjectId object = orFail(resolve(word), attempted);
    Interrupt interrupt;
    request.wait.cancellation = interrupt.cancellation();
    std::uint64_t sent = 0;
    const auto done = sendAll(sysv::MessageQueue::adopt(object.id), request, messages, interrupt, sent);
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
