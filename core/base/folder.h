// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <cerrno>
#include <dirent.h>
#include <memory>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens {

struct CloseFolder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};
/// A folder that readdir(3) goes through.
using Folder = std::unique_ptr<DIR, CloseFolder>;

/// Opens one, as openat(2) takes both; none, with errno, where it can't be read.
[[nodiscard]] inline Folder openFolder(int parent, const char* path) noexcept {
    const int descriptor = ::openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    Folder folder(descriptor < 0 ? nullptr : ::fdopendir(descriptor));
    if (descriptor >= 0 && !folder) {
        const int error = errno;
        ::close(descriptor);
        errno = error;
    }
    return folder;
}

} // namespace ipclens
