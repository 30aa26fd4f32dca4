// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/look_at.h"

#include "core/listing/posix_names.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

#include <fmt/format.h>

namespace ipclens::ui {

Result<ObjectInfo> lookAt(ObjectId object) {
    if (object.api() == Api::Posix) return listing::lookAtPosix(object);
    const auto asInfo = [](const auto& info) { return ObjectInfo(info); };
    switch (object.kind) {
    case Kind::Semaphore: return sysv::SemaphoreSet::adopt(object.id).stat().map(asInfo);
    case Kind::SharedMemory:
        return sysv::SharedMemory::adopt(object.id).stat().map([](const auto& stat) { return ObjectInfo(stat.info); });
    case Kind::MessageQueue: break;
    }
    return sysv::MessageQueue::adopt(object.id).stat().map(asInfo);
}

std::uint64_t inodeOf(const ObjectInfo& info) noexcept {
    return std::visit(
        [](const auto& object) -> std::uint64_t {
            if constexpr (requires { object.inode; }) {
                return object.inode;
            } else {
                return 0;
            }
        },
        info);
}

Result<void> checkSame(ObjectId object, std::uint64_t inode, const char* verb) {
    if (inode == 0 || object.api() == Api::SysV) return {};
    const auto now = lookAt(object);
    if (!now) return failure(now.error());
    if (inodeOf(*now) == inode) return {};
    return failure(errorOf(ErrorKind::Other, fmt::format("{} {}", verb, toString(object)),
                           "another one has this name by now; it was left as it is"));
}

} // namespace ipclens::ui
