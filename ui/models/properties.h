// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/session/update.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

/// All that is known of an object, field by field, in words: pure functions of their arguments.
namespace ipclens::ui::properties {

struct Property {
    QString label;
    QString value; ///< "–" where it is not known
    QString aside; ///< a word on the value: how long ago, why it is not known; may be empty
    bool operator==(const Property&) const = default;
};

struct Group {
    QString title;
    QString aside; ///< a word on the whole group; may be empty
    std::vector<Property> properties;
    bool operator==(const Group&) const = default;
};

/// What an info does not hold itself.
struct Context {
    const NameTable* names = nullptr;
    const Credentials* credentials = nullptr; ///< of this program; null: not known
    Knowledge known;
    EpochSeconds now = 0;
    std::uint64_t attachedByUs = 0; ///< so many of a segment's attachments are our own
    std::optional<ProcessLabel> creator;
    std::optional<ProcessLabel> lastProcess;   ///< of a segment
    std::optional<ProcessLabel> lastSender;    ///< of a queue
    std::optional<ProcessLabel> lastReceiver;  ///< of a queue
    std::vector<ProcessLabel> memberProcesses; ///< of a set
    std::optional<ProcessLabel> notified;      ///< of a POSIX queue: who is registered with mq_notify(3)
    std::string queueFolder;                   ///< where its file system is mounted, raw bytes; empty: nowhere
};

[[nodiscard]] std::vector<Group> propertiesOf(const ObjectInfo& info, const Context& context);

/// As lines of plain text, for the clipboard.
[[nodiscard]] QString asText(const std::vector<Group>& groups);

} // namespace ipclens::ui::properties
