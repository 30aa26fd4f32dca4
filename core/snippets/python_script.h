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
/// A segment, also one without a key.
[[nodiscard]] std::string openedMemory(const Target& segment, bool readOnly);
/// "0o640".
[[nodiscard]] std::string pythonMode(mode_t bits);
/// The expression of a uid or gid.
[[nodiscard]] std::string pythonIdentity(Script& script, const std::string& name, bool group);
/// What the module can't do, ipclens does.
[[nodiscard]] std::string byIpclens(const Action& action, std::string_view why);
/// `call`, once or as often as is asked for.
void callRepeatedly(Script& script, const action::Send& send, std::string_view call);

/// Lines that make `longest`.
inline constexpr std::string_view longestMessage = R"(# as long as the system lets a message be
with open("/proc/sys/kernel/msgmax") as msgmax:
    longest = int(msgmax.read())
)";

/// Of POSIX queues, or those that have keys; no copies.
[[nodiscard]] std::string pythonCode(const action::MoveMessages& move);
[[nodiscard]] std::string pythonCode(const action::DrainMessages& drain);
[[nodiscard]] std::string pythonCode(const action::LoadMessages& load);

[[nodiscard]] std::string pythonCode(const action::ReadBytes& read);
[[nodiscard]] std::string pythonCode(const action::WriteBytes& write);
[[nodiscard]] std::string pythonCode(const action::WriteFile& write);

/// Of POSIX objects, with the module posix_ipc.
[[nodiscard]] std::string pythonCode(const action::CreatePosixSemaphore& create);
[[nodiscard]] std::string pythonCode(const action::CreatePosixSegment& create);
[[nodiscard]] std::string pythonCode(const action::CreatePosixQueue& create);
[[nodiscard]] std::string pythonCode(const action::WaitSemaphore& wait);
[[nodiscard]] std::string pythonCode(const action::PostSemaphore& post);
[[nodiscard]] std::string posixPythonCode(const action::Change& change);
[[nodiscard]] std::string posixPythonCode(const action::Send& send);
[[nodiscard]] std::string posixPythonCode(const action::Receive& receive);
[[nodiscard]] std::string posixPythonCode(const action::ReadBytes& read);
[[nodiscard]] std::string posixPythonCode(const action::WriteBytes& write);
[[nodiscard]] std::string posixPythonCode(const action::WriteFile& write);
/// "queue = posix_ipc.MessageQueue("/jobs", read=False)"; `arguments` go on after the name.
void openPosix(Script& script, const Target& target, std::string_view arguments = {});
void lookAtPosix(Script& script, const Target& target);
/// "posix_ipc.unlink_semaphore(…)".
[[nodiscard]] std::string posixUnlink(const Target& target);

} // namespace ipclens::snippets
