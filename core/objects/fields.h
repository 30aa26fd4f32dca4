// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/objects/users.h"

#include <array>
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
/// where it is not known or not set. Text is for key ("0x0000beef"), mode ("0660"), kind, api, and for a name: its
/// bytes as they are. Owner, creator and group are the number here, their names come from UserNames.
struct Absent {
    bool operator==(const Absent&) const = default;
};
struct Null {
    bool operator==(const Null&) const = default;
};
using FieldValue = std::variant<Absent, Null, bool, std::int64_t, std::string>;

[[nodiscard]] FieldValue fieldValue(ObjectView object, Field field, Knowledge known);

/// The same without text, so that tens of thousands of objects can be sorted, filtered and compared without an
/// allocation: a number, and what it stands for.
struct RawValue {
    enum class Form : std::uint8_t { Absent, Null, Boolean, Number, Key, Mode, Kind, Api, User, Group, Name };

    Form form = Form::Absent;
    std::int64_t number = 0; ///< 0 where there is no value; a Key is its unsigned value; Kind and Api the enumerator's
    Name name = {};          ///< of the form Name

    [[nodiscard]] constexpr bool hasValue() const noexcept { return form != Form::Absent && form != Form::Null; }
    bool operator==(const RawValue&) const = default;
};

[[nodiscard]] RawValue rawValue(ObjectView object, Field field, Knowledge known) noexcept;

/// Room for whatever printTo() writes.
using FieldBuffer = std::array<char, 24>;
/// The value as the JSON prints it, without quotes: "0x0000beef", "0660", "42", "true", "null", "shm"; a user or group
/// as its number; a name as its bytes, whatever they are; empty for Absent. What it gives lies in `buffer` or stays for
/// ever.
[[nodiscard]] std::string_view printTo(FieldBuffer& buffer, RawValue value) noexcept;

/// What an object is sorted by. To sort many, take each one's key once and compare the keys; `name` points into the
/// UserNames of the FieldOrder that made it.
struct SortKey {
    bool last = false;                 ///< null or absent: behind all others, whichever way
    const std::string* name = nullptr; ///< of an object; of a user or group that has one, those without come behind
    std::int64_t number = 0;
};

/// Orders two objects by a field: owner and creator by user name (by number where there is none), keys as unsigned,
/// names by bytes, null and absent last whichever way. A strict weak order, for std::stable_sort.
class FieldOrder {
public:
    FieldOrder(Field field, bool descending, Knowledge known, UserNames& users);
    /// Whether `left` stands before `right`.
    [[nodiscard]] bool operator()(ObjectView left, ObjectView right) const;

    [[nodiscard]] SortKey keyOf(ObjectView object) const;
    /// Whether what has the key `left` stands before what has `right`; the same order as of the objects.
    [[nodiscard]] bool before(const SortKey& left, const SortKey& right) const noexcept;

private:
    Field field_;
    bool descending_;
    Knowledge known_;
    UserNames* users_;
};

} // namespace ipclens
