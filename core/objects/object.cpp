// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/objects/object.h"

#include <fmt/format.h>

namespace ipclens {

std::string_view kindName(Kind kind) noexcept {
    switch (kind) {
    case Kind::Semaphore: return "sem";
    case Kind::SharedMemory: return "shm";
    case Kind::MessageQueue: return "msg";
    }
    return {};
}

std::string_view kindTitle(Kind kind) noexcept {
    switch (kind) {
    case Kind::Semaphore: return "semaphore set";
    case Kind::SharedMemory: return "shared memory segment";
    case Kind::MessageQueue: return "message queue";
    }
    return {};
}

std::string_view apiName(Api api) noexcept {
    switch (api) {
    case Api::SysV: return "sysv";
    case Api::Posix: return "posix";
    }
    return {};
}

std::string toString(Key key) {
    return fmt::format("0x{:08x}", key.value);
}

std::string toString(ObjectId object) {
    if (object.api() == Api::Posix) return fmt::format("{}:{}", kindName(object.kind), escaped(object.name));
    return fmt::format("{}:@{}", kindName(object.kind), object.id.value);
}

} // namespace ipclens
