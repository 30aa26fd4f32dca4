// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/window.h"

#include "app/cli/words.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>

#include <unistd.h>

namespace ipclens::cli {
namespace {

constexpr std::string_view option = "--namespace";
constexpr std::string_view assigned = "--namespace=";

/// As the window takes it, its number in decimal.
std::string namespaceOption(const std::vector<std::string>& words) {
    const std::string& last = words.back();
    const std::string_view word = words.size() == 2 ? last : std::string_view(last).substr(assigned.size());
    return fmt::format("{}{}", assigned, parseUnsigned(option, word, 1));
}

} // namespace

bool isForWindow(const std::vector<std::string>& words) noexcept {
    if (words.empty()) return true;
    return (words.size() == 2 && words.front() == option) || (words.size() == 1 && words.front().starts_with(assigned));
}

Status startWindow(const std::vector<std::string>& words) {
    std::string name = "ipclens-gui";
    std::string chosen = words.empty() ? "" : namespaceOption(words);
    std::array<char*, 3> arguments = {name.data(), chosen.empty() ? nullptr : chosen.data(), nullptr};
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
