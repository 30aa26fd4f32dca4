// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/objects/object.h"

#include <string_view>

namespace ipclens::testing {

inline ObjectId segmentNamed(std::string_view name) {
    return ObjectId::posix(Kind::SharedMemory, Name::of(name));
}
inline ObjectId semaphoreNamed(std::string_view name) {
    return ObjectId::posix(Kind::Semaphore, Name::of(name));
}
inline ObjectId queueNamed(std::string_view name) {
    return ObjectId::posix(Kind::MessageQueue, Name::of(name));
}

} // namespace ipclens::testing
