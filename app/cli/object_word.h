// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/failure.h"
#include "core/objects/info.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace ipclens::cli {

/// An object as a word of the call names it: `sem:0x51a00001`, `shm:@32771`, `msg:/jobs`.
struct ObjectWord {
    std::string text; ///< as it was given
    Kind kind = Kind::Semaphore;
    std::variant<Key, Id, Name> selector;

    [[nodiscard]] Api api() const noexcept { return std::holds_alternative<Name>(selector) ? Api::Posix : Api::SysV; }
    /// The bytes of a POSIX name, the slash too; of a System V object none.
    [[nodiscard]] const std::string& name() const noexcept;
};

[[nodiscard]] Kind parseKind(std::string_view name, std::string_view word);
/// A key: decimal or 0x hex, -2147483648 … 4294967295; never 0, which is IPC_PRIVATE and names no object.
[[nodiscard]] Key parseKey(std::string_view word);
/// A slash and bytes without another, as a POSIX object of this kind can be named. Throws Refused.
[[nodiscard]] Name parseName(Kind kind, std::string_view word);
/// KIND:SELECTOR of either API. Throws Refused.
[[nodiscard]] ObjectWord parseObject(std::string_view word);
/// The same, for a verb that has use for one kind alone.
[[nodiscard]] ObjectWord parseObject(std::string_view word, Kind kind);
/// The word for an object: its id, or its name byte by byte. Other than toString(ObjectId) it is what another call
/// takes.
[[nodiscard]] ObjectWord wordOf(ObjectId object);

/// The object behind a word. Of System V: by key whatever its permissions, an id after a look that it exists. A POSIX
/// name is the object itself: nobody has looked whether it is there.
[[nodiscard]] Result<ObjectId> resolve(const ObjectWord& word);

/// All that a look at one object tells.
struct Found {
    ObjectInfo info;
    Knowledge known;
    std::optional<bool> hugePages; ///< of a segment, where it can be told
};
[[nodiscard]] Result<Found> look(ObjectId object);
/// Says on standard error where what was found may be the queue of another IPC namespace, which can't be told.
void reportDoubtOf(const Found& found, std::string_view attempted);

/// "VERB OBJECT", for what was tried.
[[nodiscard]] std::string attempt(std::string_view verb, const ObjectWord& word);

} // namespace ipclens::cli
