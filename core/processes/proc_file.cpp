// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/proc_file.h"

#include "core/base/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>

#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace ipclens::processes {

bool readProcFile(const std::string& path, std::string& text, int folder) {
    text.clear();
    const UniqueFd file(openat(folder, path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return false;
    constexpr std::size_t step = 4096;
    std::size_t filled = 0;
    for (;;) {
        if (text.size() - filled < step) text.resize(std::max(filled + step, 2 * filled));
        const ssize_t count = read(file.get(), text.data() + filled, text.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        text.resize(count > 0 ? text.size() : filled);
        if (count <= 0) return count == 0;
        filled += static_cast<std::size_t>(count);
    }
}

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

std::string_view takeWord(std::string_view& line) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(word.size());
    return word;
}

} // namespace ipclens::processes
