// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/object.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace ipclens::sysv {

/// "semop sem:@98304".
[[nodiscard]] std::string attempted(std::string_view call, ObjectId object);
/// "semget sem:0x00004320".
[[nodiscard]] std::string attempted(std::string_view call, Kind kind, Key key);

/// The Error of a call on an object by its id, whose other arguments were right: so EINVAL means that there is no such
/// object. A denial names owner and mode in its hint where the kernel tells them.
[[nodiscard]] Error failureOn(ObjectId object, std::string_view call, int number);

/// The Error of an IPC_SET call. EINVAL of an object that is there: the owner or group that it would have has no number
/// in the caller's user namespace (Invalid).
[[nodiscard]] Error failureToSet(ObjectId object, std::string_view call, int number);

/// "3 messages", "1 message".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view unit);

} // namespace ipclens::sysv
