// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/posix/file.h"

#include <functional>
#include <list>
#include <mutex>
#include <vector>

#include <signal.h>

namespace ipclens::posix {

/// The notifications that this process has requested with mq_notify(3), one a queue at most, as the kernel has it. Not
/// installed. Thread-safe. See QueueDescriptor for why the process has to keep them in mind.
class NotificationSlots {
public:
    static NotificationSlots& ofThisProcess();

    /// mq_notify(3) through `fd`, which has to stay open until release(). Gives 0 or an errno. Where another slot of
    /// this process on the queue is still here its notification has come, or the kernel had refused: `overtaken` of
    /// that one is called.
    int request(int fd, const sigevent& event, std::function<void()> overtaken);
    /// Whether the request made through `fd` still stands. A descriptor that may not read the queue can't tell, and is
    /// taken at the last word: true until it is released.
    [[nodiscard]] bool stands(int fd);
    /// Ends the request made through `fd` (it may have come already), and closes what was put by for it.
    void release(int fd);

    /// Closes a queue's descriptor, or puts it by.
    void close(int fd);

    /// Calls `look` with a descriptor that is open for reading, where a request of this process stands on the queue, so
    /// that nobody has to open (and close) another one; false where there is none.
    bool lookThrough(FileId queue, const std::function<void(int fd)>& look);

private:
    struct Slot {
        FileId queue;
        int fd;
        bool readable;
        std::function<void()> overtaken;
        std::vector<int> putBy;
    };
    using Slots = std::list<Slot>;

    [[nodiscard]] Slots::iterator slotOf(FileId queue);
    [[nodiscard]] Slots::iterator slotThrough(int fd);
    [[nodiscard]] static bool stands(const Slot& slot);
    static void closeAll(std::vector<int>& putBy);

    std::mutex mutex_;
    Slots slots_;
};

} // namespace ipclens::posix
