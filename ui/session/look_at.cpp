// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/look_at.h"

#include "core/listing/posix_names.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"

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

} // namespace ipclens::ui
