// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/listing/snapshot.h"

#include <string>

// /dev/shm, where glibc keeps semaphores and segments. Not installed.

namespace ipclens::listing {

/// Adds the POSIX semaphores and segments in a folder, in its order.
///
/// A semaphore is whatever is called sem.NAME; where it is no regular file of the size of a sem_t it is `bogus`. So a
/// file that sem_open(3) is just about to fill, and its temporary file, are met as they are. A segment is any other
/// regular file: folders, symbolic links (which are never followed), FIFOs, sockets and devices are no segments, since
/// shm_open(3) makes none of these. What goes away meanwhile is left out. Files are opened for reading without moving
/// their st_atime where the caller may ask for that (O_NOATIME: owner, CAP_FOWNER).
/// Fails where the folder can't be read. Where it may be read but not searched (its x bit), Snapshot::unread says that
/// too.
[[nodiscard]] Result<void> listShmFolder(const std::string& folder, Kinds kinds, Snapshot& snapshot);

/// The one of this name in /dev/shm. NotFound where there is none; Other (number 0) where what has the name of a
/// segment is no regular file.
[[nodiscard]] Result<ObjectInfo> lookInShmFolder(ObjectId object);

} // namespace ipclens::listing
