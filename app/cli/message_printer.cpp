// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/message_printer.h"

#include "app/cli/escape.h"
#include "app/cli/object_json.h"

#include <fmt/format.h>

namespace ipclens::cli {
namespace {

std::string_view textOf(const sysv::Message& message) {
    return {reinterpret_cast<const char*>(message.payload.data()), message.payload.size()};
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

void MessagePrinter::printHeading() {
    if (!call_.header || headingPrinted_) return;
    headingPrinted_ = true;
    call_.styler.append(call_.output.text(), Style::Heading,
                        fmt::format("{:>6}  {:>10}  {:>8}  {}", "INDEX", "TYPE", "SIZE", "TEXT"));
    call_.output.append("\n");
}

void MessagePrinter::print(std::uint64_t index, const sysv::Message& message) {
    std::string& out = call_.output.text();
    if (array_) {
        array_->next();
        JsonObject json(out);
        json.number("index", index);
        json.number("type", message.type);
        json.number("size", message.payload.size());
        addBytes(json, message.payload);
        json.close();
    } else if (form_.raw) {
        out += textOf(message);
    } else if (form_.hex) {
        appendHex(out, message.payload);
        out += '\n';
    } else {
        printHeading();
        out += fmt::format("{:>6}  {:>10}  {:>8}  {}\n", index, message.type, message.payload.size(),
                           escaped(textOf(message)));
    }
}

void MessagePrinter::end() {
    if (array_) array_->close();
    call_.output.flush();
}

} // namespace ipclens::cli
