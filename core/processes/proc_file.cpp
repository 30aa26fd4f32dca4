// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/proc_file.h"

#include "core/base/unique_fd.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <dirent.h>
#include <string_view>

#include <fcntl.h>

namespace ipclens::processes {

std::vector<pid_t> numbersIn(const std::string& folder, int& error) {
    std::vector<pid_t> numbers;
    const UniqueFd open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    error = open ? numbersIn(open.get(), numbers) : errno;
    return numbers;
}

int numbersIn(int folder, std::vector<int>& numbers) {
    numbers.clear();
    // readdir(3) would ask for its memory anew in each of thousands of folders
    alignas(dirent64) std::array<char, 8192> entries;
    for (;;) {
        const ssize_t filled = getdents64(folder, entries.data(), entries.size());
        if (filled <= 0) return filled < 0 ? errno : 0;
        for (std::size_t place = 0; place < static_cast<std::size_t>(filled);) {
            const char* entry = entries.data() + place;
            unsigned short length = 0;
            std::memcpy(&length, entry + offsetof(dirent64, d_reclen), sizeof length);
            const std::string_view name(entry + offsetof(dirent64, d_name));
            int number = 0;
            const auto [stopped, bad] = std::from_chars(name.data(), name.data() + name.size(), number);
            if (bad == std::errc() && stopped == name.data() + name.size()) numbers.push_back(number);
            place += length;
        }
    }
}

} // namespace ipclens::processes
