// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>

namespace ipclens::snippets {

/// A script in the making: what it imports, and its lines.
class Script {
public:
    void use(std::string_view module) { modules_.emplace(module); }
    void add(std::string_view line) { body_ += line; }
    void line(std::string_view text) { body_.append(text) += '\n'; }
    void comment(std::string_view text) { body_.append("# ").append(text) += '\n'; }

    [[nodiscard]] std::string text() const {
        std::string all = "#!/usr/bin/env python3\n";
        for (const std::string& module : modules_)
            all += fmt::format("import {}\n", module);
        return all + '\n' + body_;
    }

private:
    std::set<std::string> modules_;
    std::string body_;
};

[[nodiscard]] std::string_view classOf(Kind kind);
[[nodiscard]] std::string_view variableOf(Kind kind);
/// sysv_ipc takes keys with the sign that key_t has.
[[nodiscard]] std::string keyNumber(Key key);
/// "queue = sysv_ipc.MessageQueue(0x51a00001)"; `arguments` go on after the key.
[[nodiscard]] std::string opened(const Target& target, std::string_view arguments = {});

/// Lines that make `longest`.
inline constexpr std::string_view longestMessage = R"(# as long as the system lets a message be
with open("/proc/sys/kernel/msgmax") as msgmax:
    longest = int(msgmax.read())
)";

/// Of queues that have keys, and no copies.
[[nodiscard]] std::string pythonCode(const action::MoveMessages& move);
[[nodiscard]] std::string pythonCode(const action::DrainMessages& drain);
[[nodiscard]] std::string pythonCode(const action::LoadMessages& load);

} // namespace ipclens::snippets
