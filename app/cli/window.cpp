// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/window.h"

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>

#include <unistd.h>

namespace ipclens::cli {

Status startWindow() {
    std::string name = "ipclens-gui";
    std::array<char*, 2> arguments = {name.data(), nullptr};
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) ::execv((self.parent_path() / name).c_str(), arguments.data());
    ::execvp(name.c_str(), arguments.data());
    Error failed = errorFromErrno(errno, "start the window (ipclens-gui)");
    // Whatever the errno, no IPC object is missing or denied
    failed.kind = ErrorKind::Other;
    failed.hint = "ipclens --help lists the verbs that need no window";
    throw Failed(std::move(failed));
}

} // namespace ipclens::cli
