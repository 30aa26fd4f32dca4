// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/proc_file.h"

#include "core/base/unique_fd.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace ipclens {

bool readProcFile(const std::string& path, std::string& text, int folder) {
    const UniqueFd file(openat(folder, path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) {
        text.clear();
        return false;
    }
    // What is in `text` from before is overwritten, so that its room need not be filled with zeros again
    constexpr std::size_t step = 4096;
    std::size_t filled = 0;
    for (;;) {
        if (text.size() - filled < step) text.resize(filled + step);
        const ssize_t count = read(file.get(), text.data() + filled, text.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) text.resize(filled);
        if (count <= 0) return count == 0;
        filled += static_cast<std::size_t>(count);
    }
}

std::string_view takeLine(std::string_view& text) noexcept {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    return line;
}

std::string_view takeWord(std::string_view& line) noexcept {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(word.size());
    return word;
}

} // namespace ipclens
