// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace ipclens::processes {

/// Reads the whole of a small file of /proc into `text`, whose memory is used again. False with errno where it can't be
/// read: ENOENT or ESRCH where the process went away, EACCES or EPERM where it may not be looked into.
[[nodiscard]] bool readProcFile(const std::string& path, std::string& text);

} // namespace ipclens::processes
