// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/json.h"
#include "core/objects/object.h"
#include "core/processes/process.h"
#include "core/processes/users_of.h"

#include <string>

namespace ipclens::cli {

// Processes in words for people, escaped already, and in JSON.

/// "4711 (render)".
[[nodiscard]] std::string processText(const processes::Process& process);
/// "attached rw, 2 times"; of a POSIX object "mapped r", "open rw", "mapped rw, 2 times, and open".
[[nodiscard]] std::string useText(const processes::Attached& use, Api api);

/// Adds `"pid": 4711, "name": "render", "started_at": 1790000000`.
void addProcess(JsonObject& json, const processes::Process& process);
/// Adds `"attached": 1, "mapped": 0, "descriptors": 0, "writable": true`.
void addUse(JsonObject& json, const processes::Attached& use, Api api);
/// Adds text, or null where it is empty, which stands for not known.
void addTextUnlessEmpty(JsonObject& json, const MemberName& name, std::string_view text);

} // namespace ipclens::cli
