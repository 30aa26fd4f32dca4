// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/listing/snapshot.h"
#include "ui/session/interest.h"
#include "ui/session/process_names.h"
#include "ui/session/update.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace ipclens::ui {

/// Of a set's row, so many members are asked for their waiting counts and pids at most.
inline constexpr std::uint32_t membersOfRow = 64;
/// So many bytes of each message in the list.
inline constexpr std::size_t headBytes = 256;
/// More rows or members at once than any screen shows are not read.
inline constexpr std::size_t mostAtOnce = 1024;

/// What the kernel tells of visible rows, beyond the listing. Changes nothing in any object.
[[nodiscard]] std::map<ObjectId, RowDetail> readRows(const listing::Snapshot& snapshot,
                                                     const std::vector<ObjectId>& visible, ProcessNames& processes);
/// The members that a panel shows: all values of one moment (GETALL), then pids and waiting counts of those.
[[nodiscard]] SetDetail readSet(const listing::Snapshot& snapshot, const SetInterest& asked, ProcessNames& processes);
/// The messages that a panel shows, by peek. A queue that moves between two peeks is normal: a message may come twice
/// or not at all then, until the next sample.
[[nodiscard]] QueueDetail readQueue(const listing::Snapshot& snapshot, const QueueInterest& asked,
                                    ProcessNames& processes);

/// What is told of a POSIX semaphore and a POSIX queue, from the listing: these are not opened for being looked at.
[[nodiscard]] PosixSemaphoreDetail readPosixSemaphore(const listing::Snapshot& snapshot, Name name);
[[nodiscard]] PosixQueueDetail readPosixQueue(const listing::Snapshot& snapshot, Name name, ProcessNames& processes);

/// A message as the list shows it: of a long one only the beginning is kept.
[[nodiscard]] MessageHead headOf(std::uint64_t index, sysv::Message message);

/// The error of an object that is not in the snapshot.
[[nodiscard]] Error goneError(ObjectId object);

} // namespace ipclens::ui
