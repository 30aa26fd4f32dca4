// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/unique_fd.h"

#include <string>
#include <string_view>

#include <sys/stat.h>

// Whose queues they are that a mqueue file system shows: what is mounted may be of another IPC namespace, which is what
// a container with a shared /dev sees, and mq_open(3) speaks of ours alone. Not installed.

namespace ipclens::posix {

/// Whether an open file or folder is of an mqueue file system, whatever its path looks like.
[[nodiscard]] bool isOfQueueFileSystem(int descriptor) noexcept;

/// The mqueue file system of the caller's IPC namespace, mounted nowhere; none without CAP_SYS_ADMIN and Linux 5.2.
[[nodiscard]] UniqueFd openUnmountedQueues();

/// Whether a file is the queue of its name in the caller's IPC namespace.
enum class QueueIdentity {
    Same,
    Other,   ///< there is none of this name, or it is another one
    Unknown, ///< neither of them may be read
};

/// Of the file `directory` and `file`, as faccessat(2) takes both: opens the queue as a place alone (O_PATH), which
/// moves nothing and drops no registration. One that may be read as a file and not as a queue is another one.
[[nodiscard]] QueueIdentity identityOf(const std::string& name, const struct stat& status, int directory,
                                       const char* file);

/// What the queues in a folder say about whose it is: the first one that says anything decides.
[[nodiscard]] QueueIdentity identityOfFolder(int folder);

/// /dev/mqueue, where it shows the queues of the caller's IPC namespace.
struct QueueDirectory {
    UniqueFd place;    ///< perhaps as a place alone (O_PATH); none: something else is there, or nothing
    bool sure = false; ///< false: it may be of another namespace, and nothing in it tells
};
[[nodiscard]] QueueDirectory openQueueDirectory();

/// What stat(2) tells of the file of a queue by its name, which need not be one that may be opened.
struct QueueFile {
    bool found = false;
    bool sure = false; ///< whether it is this namespace's
    struct stat status {};
};
/// In /dev/mqueue.
[[nodiscard]] QueueFile findQueueFile(std::string_view name);
/// In /dev/mqueue, else among what processes have open.
[[nodiscard]] QueueFile findQueueFileOrOpenQueue(std::string_view name);

} // namespace ipclens::posix
