// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/objects/users.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace ipclens {

/// The fields of an object as JSON, --sort, --columns and the filter name them. One list for all kinds and both APIs.
enum class Field : std::uint8_t {
    Api,
    Kind,
    Id,
    Key,
    Name,
    Mode,
    Owner,
    Group,
    Creator,
    Changed,
    Count,
    Operated,
    Size,
    Attached,
    CreatorPid,
    LastPid,
    AttachedAt,
    DetachedAt,
    Resident,
    Swapped,
    Removed,
    Locked,
    Messages,
    Bytes,
    Capacity,
    LastSendPid,
    LastReceivePid,
    SentAt,
    ReceivedAt,
    Value,
    Waiting,
    MaxMessages,
    MessageSize,
    NotifyPid,
    NotifySignal,
    Bogus,
    Denied,
};

/// "last_send_pid" and so on.
[[nodiscard]] std::string_view fieldName(Field field) noexcept;
[[nodiscard]] std::optional<Field> fieldByName(std::string_view name) noexcept;
[[nodiscard]] std::span<const Field> allFields() noexcept;

/// The value of a field as the JSON has it, without its form: absent where the object's kind has no such field, null
/// where it is not known or not set. Text is for key ("0x0000beef"), mode ("0660"), kind, api; owner, creator and group
/// are the number here, their names come from UserNames.
struct Absent {
    bool operator==(const Absent&) const = default;
};
struct Null {
    bool operator==(const Null&) const = default;
};
using FieldValue = std::variant<Absent, Null, bool, std::int64_t, std::string>;

[[nodiscard]] FieldValue fieldValue(ObjectView object, Field field, Knowledge known);

/// Orders two objects by a field: owner and creator by user name (by number where there is none), keys as unsigned,
/// null and absent last whichever way. Negative, 0, positive like memcmp, before `descending` turns it.
class FieldOrder {
public:
    FieldOrder(Field field, bool descending, Knowledge known, UserNames& users);
    [[nodiscard]] bool operator()(ObjectView left, ObjectView right) const;

private:
    Field field_;
    bool descending_;
    Knowledge known_;
    UserNames* users_;
};

} // namespace ipclens
