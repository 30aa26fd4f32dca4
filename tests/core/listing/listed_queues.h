// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/core/listing/listed.h"
#include "tests/support/child_process.h"
#include "tests/support/without_capabilities.h"

#include <functional>

#include <sched.h>
#include <sys/mount.h>

namespace ipclens::testing {

/// The POSIX queues that a listing finds now.
inline listing::Snapshot listedQueues() {
    return listed(listing::Kinds::only(Kind::MessageQueue));
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
