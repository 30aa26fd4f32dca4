// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>

namespace ipclens {

/// The kernel drops a process' mq_notify(3) registration at a queue when the process closes any descriptor of that
/// queue (mq_close(3) NOTES; so it is after reading its file of the mqueue file system too, but not with O_PATH).
///
/// Whoever registers holds this meanwhile. Whoever opens a queue only to look holds it from open to close, and does not
/// close where the queue then says that the registered process is this one: so no registration is lost in between.
[[nodiscard]] inline std::mutex& notificationLock() noexcept {
    static std::mutex lock;
    return lock;
}

} // namespace ipclens
