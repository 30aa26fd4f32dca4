// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/posix_names.h"
#include "tests/support/child_process.h"
#include "tests/support/without_capabilities.h"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <sched.h>
#include <sys/mount.h>

namespace ipclens::testing {

/// The POSIX queues that a listing finds now.
inline listing::Snapshot listed() {
    auto result = listing::PosixNames().list(listing::Kinds::only(Kind::MessageQueue));
    if (!result) throw std::runtime_error(result.error().message());
    return std::move(*result);
}

/// The one of this name; null: none.
inline const PosixQueueInfo* queue(const listing::Snapshot& snapshot, std::string_view name) {
    const auto& rows = snapshot.posixQueues;
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name.bytes() == name; });
    return found == rows.end() ? nullptr : &*found;
}

/// Runs in a process of its own, in a mount namespace where nothing is mounted on /dev/mqueue.
inline int withoutMount(const std::function<int()>& work) {
    ChildProcess child([&] {
        if (unshare(CLONE_NEWNS) != 0 || umount2("/dev/mqueue", MNT_DETACH) != 0) return 90;
        return work();
    });
    return child.wait();
}

/// The same, without the privilege to open a file system.
inline int withoutMountOrPrivilege(const std::function<int()>& work) {
    return withoutMount([&] {
        const WithoutCapabilities ordinary;
        return work();
    });
}

} // namespace ipclens::testing
