// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/namespaces.h"

#include <QString>

#include <cstdint>
#include <string_view>

/// What the window says of IPC namespaces: pure functions of their arguments; what came from others is escaped.
namespace ipclens::ui::namespace_words {

/// "ipc:[4026531839]", as /proc/PID/ns has it.
[[nodiscard]] QString title(std::uint64_t inode);
/// "ipc:[4026532201]  ·  docker 3f2a91c0b7de  ·  postgres 812 and 4 more  ·  12 objects".
[[nodiscard]] QString line(const processes::IpcNamespace& each);
/// What is in it by kind and whose it is; or why it can't be shown.
[[nodiscard]] QString toolTip(const processes::IpcNamespace& each);
/// "3 processes are in others, perhaps, which you may not see".
[[nodiscard]] QString notReadable(std::uint32_t processes);
/// Why our program ended, from what it printed: "ipclens-gui: WHY; see …". Without anything: that it ended.
[[nodiscard]] QString reasonIn(std::string_view printed);

} // namespace ipclens::ui::namespace_words
