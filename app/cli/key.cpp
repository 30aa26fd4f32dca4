// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/key.h"

#include "app/cli/escape.h"
#include "app/cli/json.h"
#include "app/cli/verb.h"
#include "app/cli/words.h"

#include <fmt/format.h>

#include <memory>

namespace ipclens::cli {
namespace {

/// A number, or one character that is not a digit, which stands for its byte.
std::uint8_t parseProject(const std::string& word) {
    constexpr std::uint64_t largest = 255;
    const bool character = word.size() == 1 && (word[0] < '0' || word[0] > '9');
    if (character) return static_cast<std::uint8_t>(word[0]);
    return static_cast<std::uint8_t>(parseUnsigned("PROJECT", word, 0, largest));
}

Status showKey(const std::string& path, const std::optional<std::string>& project, Call& call) {
    if (path.empty()) throw Refused("PATH is empty");
    const std::uint8_t number = project ? parseProject(*project) : 1;
    const auto origin = orFail(sysv::keyOfPath(path, number), fmt::format("key {}", path));
    if (call.json) {
        JsonObject json(call.output.text());
        json.key("key", origin.key);
        json.text("path", path);
        json.number("project", unsigned{origin.project});
        json.number("device", origin.device);
        json.number("inode", origin.inode);
        json.close();
        call.output.append("\n");
    } else {
        call.output.append(fmt::format("{}  {}  project {}, device {}, inode {}\n", toString(origin.key), escaped(path),
                                       origin.project, origin.device, origin.inode));
    }
    return Status::Done;
}

} // namespace

void addKey(Verbs& verbs) {
    const auto path = std::make_shared<std::string>();
    const auto project = std::make_shared<std::optional<std::string>>();
    Verb& verb = verbs.add("key", "The key that ftok makes of a path", "  ipclens key /etc/passwd A");
    verb.word("PATH", *path, "A file that exists");
    verb.optionalWord("PROJECT", *project, "0 to 255, or one character that is not a digit; 1 if not said");
    verb.onRun([path, project](Call& call) { return showKey(*path, *project, call); });
}

} // namespace ipclens::cli
