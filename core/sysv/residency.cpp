// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/residency.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace ipclens::sysv {

namespace {

// key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap
enum Column : std::size_t { shmid = 1, size = 3, rss = 14, swap = 15, columns = 16 };

std::string_view takeLine(std::string_view& text) noexcept {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::string_view takeWord(std::string_view& line) noexcept {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(end);
    return word;
}

template <class Number>
bool read(std::string_view word, Number& into) noexcept {
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), into);
    return error == std::errc() && end == word.data() + word.size();
}

} // namespace

std::optional<ResidencyRow> residencyRow(std::string_view table, Id id) noexcept {
    while (!table.empty()) {
        std::string_view line = takeLine(table);
        std::array<std::string_view, columns> words;
        for (std::string_view& word : words)
            word = takeWord(line);
        int found = -1;
        if (!read(words[shmid], found) || found != id.value) continue;
        ResidencyRow row;
        if (!read(words[size], row.size) || !read(words[rss], row.resident) || !read(words[swap], row.swapped)) break;
        return row;
    }
    return std::nullopt;
}

std::optional<ResidencyRow> residencyRow(Id id) {
    std::ifstream file("/proc/sysvipc/shm");
    const std::string table{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return residencyRow(table, id);
}

HugePagePool HugePagePool::current() {
    HugePagePool pool;
    std::error_code ignored;
    for (const auto& folder : std::filesystem::directory_iterator("/sys/kernel/mm/hugepages", ignored)) {
        // hugepages-2048kB
        const std::string name = folder.path().filename().string();
        std::uint64_t kibibytes = 0;
        const std::size_t dash = name.find('-');
        if (dash == std::string::npos) continue;
        std::from_chars(name.data() + dash + 1, name.data() + name.size(), kibibytes);
        if (kibibytes == 0) continue;
        pool.smallest = pool.smallest == 0 ? kibibytes * 1024 : std::min(pool.smallest, kibibytes * 1024);
        std::uint64_t pages = 0;
        std::ifstream(folder.path() / "nr_hugepages") >> pages;
        pool.inUse = pool.inUse || pages > 0;
    }
    return pool;
}

Residency judge(const ResidencyRow& row, const HugePagePool& pool, std::uint64_t pageSize) noexcept {
    if (pool.smallest == 0) return {false, true};
    const std::uint64_t pages = row.size / pageSize + (row.size % pageSize != 0 ? 1 : 0);
    if (row.resident / pageSize > pages) return {true, false};
    if (row.swapped > 0 || row.resident % pool.smallest != 0) return {false, true};
    if (row.resident == 0) return {std::nullopt, true};
    if (!pool.inUse) return {false, true};
    // one huge page, counted once for each of its pages
    const std::uint64_t counted = pool.smallest * (pool.smallest / pageSize);
    return {std::nullopt, row.resident % counted != 0};
}

} // namespace ipclens::sysv
