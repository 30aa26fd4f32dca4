// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/json.h"
#include "app/cli/verb.h"
#include "core/posix/message_queue.h"
#include "core/sysv/message_queue.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ipclens::cli {

/// How bytes are shown: --raw and --hex, or else text or JSON.
struct BytesForm {
    bool raw = false;
    bool hex = false;

    /// Declares --raw and --hex, and that --json goes with neither. After onRun().
    void declare(Verb& verb);
};

/// Prints messages one after another: a line each, a JSON array, bare hex digits, or the bytes as they are.
class MessagePrinter {
public:
    MessagePrinter(Call& call, BytesForm form);

    /// Writes out what JSON has before the first message: whether standard output works is known then. Text has
    /// nothing: its heading comes with the first message, so that who fails to get one prints nothing.
    void begin();
    void print(std::uint64_t index, const sysv::Message& message);
    void print(std::uint64_t index, const posix::Message& message);
    /// What stands behind them.
    void end();

private:
    /// What tells messages apart: the type of System V, the priority of POSIX.
    struct Number {
        const char* heading;
        MemberName member;
        long value;
    };
    void print(std::uint64_t index, const Number& number, std::span<const std::byte> payload);
    void printHeading(const Number& number);

    Call& call_;
    BytesForm form_;
    bool headingPrinted_ = false;
    std::optional<JsonArray> array_;
};

} // namespace ipclens::cli
