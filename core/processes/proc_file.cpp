// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/proc_file.h"

#include <charconv>
#include <filesystem>

#include <system_error>

namespace ipclens::processes {

std::vector<pid_t> numbersIn(const std::string& folder, int& error) {
    std::vector<pid_t> numbers;
    std::error_code failed;
    for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        pid_t number = 0;
        const char* nameEnd = name.data() + name.size();
        const auto [stopped, bad] = std::from_chars(name.data(), nameEnd, number);
        if (bad == std::errc() && stopped == nameEnd) numbers.push_back(number);
    }
    error = failed.value();
    return numbers;
}

} // namespace ipclens::processes
