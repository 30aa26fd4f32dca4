// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

namespace ipclens::processes {

/// Whether a device is one where the kernel keeps the memory of System V segments: its own mounts, in which no program
/// can put a file. In a mount namespace of its own anybody may give a file the name that a segment's mapping has. True
/// for all devices where the kernel doesn't tell. Not installed.
[[nodiscard]] bool isSegmentDevice(dev_t device) noexcept;

} // namespace ipclens::processes
