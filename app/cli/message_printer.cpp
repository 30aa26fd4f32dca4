// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/message_printer.h"

#include "app/cli/escape.h"
#include "app/cli/object_json.h"

#include <fmt/format.h>

namespace ipclens::cli {
namespace {

std::string_view textOf(std::span<const std::byte> payload) {
    return {reinterpret_cast<const char*>(payload.data()), payload.size()};
}

} // namespace

void BytesForm::declare(Verb& verb) {
    verb.flag("--raw", raw, "The bytes as they are, and nothing else");
    verb.flag("--hex", hex, "Bare hex digits");
    verb.exclusive({"--raw", "--hex", "--json"});
}

MessagePrinter::MessagePrinter(Call& call, BytesForm form)
    : call_(call)
    , form_(form) {}

void MessagePrinter::begin() {
    if (!call_.json) return;
    array_.emplace(call_.output.text());
    call_.output.flush();
}

void MessagePrinter::printHeading(const Number& number) {
    if (!call_.header || headingPrinted_) return;
    headingPrinted_ = true;
    call_.styler.append(call_.output.text(), Style::Heading,
                        fmt::format("{:>6}  {:>10}  {:>8}  {}", "INDEX", number.heading, "SIZE", "TEXT"));
    call_.output.append("\n");
}

void MessagePrinter::print(std::uint64_t index, const sysv::Message& message) {
    print(index, {"TYPE", "type", message.type}, message.payload);
}

void MessagePrinter::print(std::uint64_t index, const posix::Message& message) {
    print(index, {"PRIORITY", "priority", static_cast<long>(message.priority)}, message.payload);
}

void MessagePrinter::print(std::uint64_t index, const Number& number, std::span<const std::byte> payload) {
    std::string& out = call_.output.text();
    if (array_) {
        array_->next();
        JsonObject json(out);
        json.number("index", index);
        json.number(number.member, number.value);
        json.number("size", payload.size());
        addBytes(json, payload);
        json.close();
    } else if (form_.raw) {
        out += textOf(payload);
    } else if (form_.hex) {
        appendHex(out, payload);
        out += '\n';
    } else {
        printHeading(number);
        out += fmt::format("{:>6}  {:>10}  {:>8}  {}\n", index, number.value, payload.size(), escaped(textOf(payload)));
    }
}

void MessagePrinter::end() {
    if (array_) array_->close();
    call_.output.flush();
}

} // namespace ipclens::cli
