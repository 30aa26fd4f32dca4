// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/wait.h"
#include "core/objects/object.h"
#include "core/sysv/message_queue.h"
#include "core/transfer/progress.h"

#include <cstdint>
#include <optional>
#include <string>

/// Many messages at once: from queue to queue, into a file and out of one. Other processes may send and receive all the
/// while; each message goes to one of them or to one of us.
///
/// Nothing is lost, also where this process is killed (kill -9) in between: a message is written down on disk before it
/// is taken, and taken before the next is looked at. So at any moment at most one message is in two places, and its
/// line says so (LineState). There is one exception, which the kernel gives no way around: where another process takes
/// a message between our look at it and our msgrcv(2), that call brings another one, which is written down at once; a
/// kill in the microseconds between the two would lose it. Where it can't be written down (the disk is full) and no
/// queue has room for it either, it is handed to the caller (Report::inHand).
namespace ipclens::transfer {

/// How it is done.
struct Control {
    Cancellation* cancellation = nullptr;       ///< ends it between two messages, and any wait for room
    bool wait = false;                          ///< where the destination is full: waits for room; else stops there
    std::optional<Wait::Duration> timeout = {}; ///< for the room of each message, with `wait`; none: for ever
    Progress* progress = nullptr;
    /// Of the POSIX queue that is meant: Removed, with nothing done, where another one has its name now; 0: whichever.
    std::uint64_t inode = 0;
};

/// What was done, also where it ended early.
struct Report {
    std::uint64_t messages = 0; ///< that reached their new place
    std::uint64_t total = 0;    ///< that were there at the beginning
    /// Lines of a file with the state Take or Send: their messages may be in a queue as well.
    std::uint64_t uncertain = 0;
    std::optional<Error> stopped; ///< why it ended before the last; none: all is done
    /// A message that was taken and that the destination then refused is the one line of this file.
    std::string keptIn;
    /// A message that was taken and that neither a file nor a queue would have: it is nowhere but here.
    std::optional<sysv::Message> inHand;
};

/// Takes the messages that are in `from` now, oldest first, and puts each into `to` before the next is taken. It waits
/// for room before it takes. Where the destination refuses a message all the same once it was taken (somebody else was
/// faster, it was removed), that message stays in Report::keptIn, a file in `rescueFolder`, and nothing more is taken;
/// loadFromFile() brings it back. One that can't be written down is sent on, or goes back. A file
/// there with a line of state Send is of a process that was killed: its message may be in the destination. Needs
/// MSG_COPY (ENOSYS otherwise, and nothing is done).
[[nodiscard]] Report moveToQueue(Id from, Id to, const std::string& rescueFolder, const Control& control);

/// Puts copies of the messages that are in `from` now into `to`. `from` is only looked at (MSG_COPY): where others take
/// from it meanwhile, a message may be left out or come twice, and the report says so (uncertain).
[[nodiscard]] Report copyToQueue(Id from, Id to, const Control& control);

/// Takes the messages that are in `from` now and adds them to the file at `path`, a line each; makes the file where
/// there is none, and never overwrites. Each is on disk before it is taken. After a kill the last line has the state
/// Take where its message may still be the first of the queue. A message that can't be written down goes back, as the
/// last. Needs MSG_COPY.
[[nodiscard]] Report drainToFile(Id from, const std::string& path, const Control& control);

/// Puts the messages of the file at `path` into `to`, in their order. The whole file is looked through first: one wrong
/// line, and nothing is sent. The file is left as it is. Where it stops, Report::messages says how many lines are done:
/// `skip` so many to go on from there.
[[nodiscard]] Report loadFromFile(const std::string& path, Id to, const Control& control, std::uint64_t skip = 0);

} // namespace ipclens::transfer
