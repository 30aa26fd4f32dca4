// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <fcntl.h>

namespace ipclens {

/// Reads the whole of a small file of /proc into `text`, whose memory is used again. False with errno where it can't be
/// read: ENOENT or ESRCH where the process went away, EACCES or EPERM where it may not be looked into. A relative path
/// begins at `folder`, an open one.
[[nodiscard]] bool readProcFile(const std::string& path, std::string& text, int folder = AT_FDCWD);

} // namespace ipclens
