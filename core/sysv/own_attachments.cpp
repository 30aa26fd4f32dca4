// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/sysv/own_attachments.h"

#include <mutex>

#include <sys/shm.h>

namespace ipclens::sysv {
namespace {

struct Register {
    std::mutex mutex; ///< held during the calls too: the segment and its line here change together
    std::map<const void*, Id> attached;
    std::uint64_t changes = 0;
};

Register& ours() {
    static Register all;
    return all;
}

} // namespace

OwnAttachments ownAttachments() {
    const std::scoped_lock lock(ours().mutex);
    OwnAttachments own;
    own.changes = ours().changes;
    for (const auto& [address, segment] : ours().attached)
        ++own.counts[segment];
    return own;
}

void* attachCounted(Id segment, const void* address, int flags) {
    const std::scoped_lock lock(ours().mutex);
    void* attached = ::shmat(segment.value, address, flags);
    if (attached == reinterpret_cast<void*>(-1)) return attached; // NOLINT(performance-no-int-to-ptr): shmat(2)'s own
    ours().attached[attached] = segment;                          // SHM_REMAP puts it over another
    ++ours().changes;
    return attached;
}

int detachCounted(const void* address) noexcept {
    const std::scoped_lock lock(ours().mutex);
    const int result = ::shmdt(address);
    if (result == 0) ours().changes += ours().attached.erase(address);
    return result;
}

} // namespace ipclens::sysv
