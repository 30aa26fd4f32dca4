// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <functional>
#include <string>
#include <string_view>

#include <sys/stat.h>

// What a POSIX queue tells who looks at it. Not installed.

namespace ipclens::listing {

/// Owner, mode and inode, as stat(2) has them; moves no time of the queue.
[[nodiscard]] PosixQueueInfo queueFrom(Name name, const struct stat& status) noexcept;

/// What came of a look.
enum class QueueLook {
    Done,   ///< what may be known is known; a queue that may not be read is Access::Denied
    Gone,   ///< it was unlinked meanwhile, or there is another one under its name
    NoRoom, ///< there was no descriptor to be had (EMFILE, ENFILE): nothing more is known
};

/// Reads attributes and status through a descriptor that `open` gives: of the queue's file or of the queue itself
/// (Linux makes no difference), for reading. This moves the queue's st_atime and st_ctime, and nothing else: a
/// notification that this process has requested at the queue stays (see posix::QueueDescriptor), and where there is one
/// nothing is opened.
[[nodiscard]] QueueLook lookAtQueue(PosixQueueInfo& info, dev_t device, const std::function<int()>& open);

/// Reads the one line of a queue's file, "QSIZE:129 NOTIFY:0 SIGNO:10 NOTIFY_PID:4711" (mq_overview(7)), into `info`;
/// false where it is none.
[[nodiscard]] bool parseQueueStatus(std::string_view line, PosixQueueInfo& info);

} // namespace ipclens::listing
