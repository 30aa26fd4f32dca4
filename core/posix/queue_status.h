// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/posix/file.h"

#include <cstdint>
#include <functional>
#include <string_view>

#include <sys/types.h>

namespace ipclens::posix {

/// What the file of a queue in a mqueue file system says (mq_overview(7)).
struct QueueStatus {
    std::uint64_t bytes = 0; ///< QSIZE: payload bytes now in the queue
    int notifyMethod = 0;    ///< NOTIFY: SIGEV_SIGNAL (0), SIGEV_NONE or SIGEV_THREAD, of whoever is registered
    int notifySignal = 0;    ///< SIGNO: the signal of SIGEV_SIGNAL; 0: none
    pid_t notifyPid = 0;     ///< NOTIFY_PID: who is registered; 0: nobody, or nobody of our PID namespace

    bool operator==(const QueueStatus&) const = default;
};

/// The number of each word that it knows; false where QSIZE is missing.
[[nodiscard]] bool parseQueueStatus(std::string_view text, QueueStatus& into) noexcept;

/// Reads it through a descriptor that may read the queue. Moves the file's own atime and ctime, and nothing else. Gives
/// 0 or an errno.
[[nodiscard]] int readQueueStatus(int fd, QueueStatus& into) noexcept;

/// What mq_getattr(3) tells of a queue.
struct QueueAttributes {
    std::uint64_t messages = 0; ///< now in the queue
    std::uint64_t maxMessages = 0;
    std::uint64_t messageSize = 0; ///< bytes that a message may have at most

    bool operator==(const QueueAttributes&) const = default;
};

/// Through any descriptor of the queue. Gives 0 or an errno.
[[nodiscard]] int readQueueAttributes(int fd, QueueAttributes& into) noexcept;

/// A queue, as far as it may be looked at.
struct QueueLook {
    int error = 0; ///< an errno: ENOENT where it is gone; where it can't be opened (EACCES, EMFILE) `file` is known
    bool foreign = false; ///< something in that directory has the name that is no queue
    FileInfo file;        ///< its size says nothing; its times move by being looked at
    bool statusKnown = false;
    QueueStatus status;
    bool attributesKnown = false; ///< permission to write is enough
    QueueAttributes attributes;
};

/// Looks at a queue by its file in a mqueue file system, as openat(2) takes both. Takes no message, and leaves a
/// notification of this process standing, see QueueDescriptor. One fstatat(2), openat(2), fstat(2), mq_getattr(3),
/// pread(2) of its line, close(2); where this process has requested a notification nothing is opened.
[[nodiscard]] QueueLook lookAtQueue(int directory, const char* file);

/// The rest of a look at the queue whose file is in `look` already: opened by `open`, which is given O_RDONLY and,
/// where that is denied, O_WRONLY, and gives -1 with errno. `look.file` is that of what was opened then, which may be
/// another queue by now.
void lookFurther(QueueLook& look, const std::function<int(int access)>& open);

} // namespace ipclens::posix
