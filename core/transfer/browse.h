// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/name.h"
#include "core/transfer/transfer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Looking into a POSIX queue. Linux lets nobody see its messages without taking them (there is nothing like MSG_COPY),
/// so a browse takes all of them and puts them back. It is never done unasked: others find the queue empty for a
/// moment, a notification that is registered would be used up, and who waits for room or for a message may come
/// between.
namespace ipclens::transfer {

/// Of a message that is no longer whole in a browse, so many bytes are.
inline constexpr std::size_t browsedHead = 256;
/// Messages are whole until their payloads have so many bytes together: of 10,000 messages of 8 KiB the first 2,048
/// are, and all of them have their head, 19 MiB in all.
inline constexpr std::uint64_t browsedBytes = std::uint64_t{16} << 20U;

struct BrowsedMessage {
    unsigned priority = 0;
    std::uint64_t size = 0;
    std::vector<std::byte> payload; ///< all of it, or the first browsedHead bytes

    [[nodiscard]] bool whole() const noexcept { return payload.size() == size; }
    bool operator==(const BrowsedMessage&) const = default;
};

/// Why a queue is not browsed unless that is forced.
enum class BrowseObstacle : std::uint8_t {
    None,
    Full,     ///< somebody may wait to send, and would fill the room that the first message taken leaves
    Notified, ///< mq_notify(3): the first message put back would be taken for news, and use the registration up
};

struct BrowseReport {
    std::vector<BrowsedMessage> messages; ///< in the order in which they are received
    std::uint64_t taken = 0;              ///< those that came while they were taken are among them
    std::uint64_t putBack = 0;
    /// At least so many messages came meanwhile. Among those of one priority their order may differ from that in which
    /// they were sent.
    std::uint64_t arrived = 0;
    std::uint64_t received = 0;                     ///< at least so many were taken by others meanwhile
    BrowseObstacle obstacle = BrowseObstacle::None; ///< nothing was done, and `stopped` says why
    std::optional<Error> stopped;                   ///< why not all is done
    /// Messages that could not be put back are in this file, and `kept` says how many; putBack() brings them back.
    std::string keptIn;
    std::uint64_t kept = 0;
    /// The queue was unlinked meanwhile. The messages are in it for those who have it open, and all of them in `keptIn`
    /// as well.
    bool unlinked = false;
};

/// Takes all messages of a queue, writes each into a file in `rescueFolder`, and puts them back in their order; the
/// file goes when all are back. Refuses a queue with an obstacle unless `force` is set, and one that it may not read as
/// well as write (Denied), before anything is taken.
///
/// Nothing is lost, also where this process is killed (kill -9): each message is received into memory that is a file
/// (LandingSlot), so that at any moment it is in its queue, in a file, or in both, which its line tells (LineState).
/// That holds without waiting for the disk, since a file's pages outlive the process; whatever takes them away (power,
/// a crash of the kernel) takes the queue away too. The file is on disk (fdatasync(2)) before the first is put back.
///
/// Putting back waits for room as `control` says. Cancelling ends that wait; while messages are taken it comes into
/// force when all are, since those of one priority would change places if it stopped among them. Progress counts each
/// message twice. `wholeBytes`: see browsedBytes.
[[nodiscard]] BrowseReport browse(Name queue, const std::string& rescueFolder, bool force, const Control& control,
                                  std::uint64_t wholeBytes = browsedBytes);

/// Puts what a browse left in the file at `path` into `queue`, behind what is there, and removes the file when all is
/// back. A line of state Send is sent too: its message may be in the queue twice then (Report::uncertain). Errors:
/// WouldBlock where a process still works with that file.
[[nodiscard]] Report putBack(const std::string& path, Name queue, const Control& control);

/// drainToFile() and loadFromFile() for POSIX queues. A drain is as safe as a browse; what a killed one had taken is
/// added to the file by the next call of any of these. Loading passes over lines of state Back, and takes no line of
/// System V: that has no priority.
[[nodiscard]] Report drainToFile(Name from, const std::string& path, const Control& control);
[[nodiscard]] Report loadFromFile(const std::string& path, Name to, const Control& control, std::uint64_t skip = 0);

} // namespace ipclens::transfer
