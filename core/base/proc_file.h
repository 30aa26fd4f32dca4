// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

#include <fcntl.h>

namespace ipclens {

/// Reads the whole of a small file of /proc into `text`, whose memory is used again. False with errno where it can't be
/// read: ENOENT or ESRCH where the process went away, EACCES or EPERM where it may not be looked into. A relative path
/// begins at `folder`, an open one.
[[nodiscard]] bool readProcFile(const std::string& path, std::string& text, int folder = AT_FDCWD);

/// Whether an error of /proc says that the process or thread is gone, which is normal in mid-scan.
[[nodiscard]] inline bool isProcessGone(int error) noexcept {
    return error == ENOENT || error == ESRCH;
}

/// Takes the next line off the text of a file, without its end; the last one may have none.
[[nodiscard]] std::string_view takeLine(std::string_view& text) noexcept;

/// Takes the next word off a line of /proc, which pads with spaces.
[[nodiscard]] std::string_view takeWord(std::string_view& line) noexcept;

} // namespace ipclens
