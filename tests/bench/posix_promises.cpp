// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/base/folder.h"
#include "core/listing/posix_names.h"
#include "core/watching/diff.h"
#include "tests/bench/promises.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <semaphore.h>
#include <stdexcept>
#include <string>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::bench {

namespace {

constexpr const char* folder = "/dev/shm";
constexpr int count = 10'000;

/// So many semaphores and segments, gone with this.
class Names {
public:
    Names() {
        for (int made = 0; made < count; ++made) {
            make(fmt::format("{}/sem.lock-{}", folder, made));
            make(fmt::format("{}/ring-{}", folder, made));
        }
    }
    Names(const Names&) = delete;
    Names& operator=(const Names&) = delete;
    ~Names() {
        for (int made = 0; made < count; ++made) {
            unlink(fmt::format("{}/sem.lock-{}", folder, made).c_str());
            unlink(fmt::format("{}/ring-{}", folder, made).c_str());
        }
    }

private:
    static void make(const std::string& path) {
        const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) throw std::runtime_error(path + ": " + std::strerror(errno));
        constexpr std::array<char, sizeof(sem_t)> zeros{};
        const bool written = write(file, zeros.data(), zeros.size()) == static_cast<ssize_t>(zeros.size());
        close(file);
        if (!written) throw std::runtime_error(path + ": " + std::strerror(errno));
    }
};

/// readdir, fstatat and, of semaphores, pread, with what they tell thrown away.
void bareLoop() {
    const Folder entries = openFolder(AT_FDCWD, folder);
    const int place = dirfd(entries.get());
    while (const dirent* entry = readdir(entries.get())) {
        struct stat status {};
        benchmark::DoNotOptimize(fstatat(place, entry->d_name, &status, AT_SYMLINK_NOFOLLOW));
        if (!std::string_view(entry->d_name).starts_with("sem.")) continue;
        const int file = openat(place, entry->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        std::array<char, 8> value{};
        benchmark::DoNotOptimize(pread(file, value.data(), value.size(), 0));
        close(file);
    }
}

listing::Snapshot listed(listing::PosixNames& lister) {
    auto snapshot = lister.list({});
    if (!snapshot) throw std::runtime_error(snapshot.error().message());
    snapshot->sortById();
    return std::move(*snapshot);
}

} // namespace

void measurePosix(Report& report) {
    Report::heading("Core, 10,000 POSIX semaphores and 10,000 segments");
    const Names names;
    listing::PosixNames lister;
    const auto pairs = measurePairs(
        15, [&] { return millisecondsOf([&] { benchmark::DoNotOptimize(listed(lister)); }); },
        [] { return millisecondsOf(bareLoop); });
    const auto note = [](const Pairs& measured) {
        return fmt::format("{:.1f} ms; the bare system calls {:.1f} ms", measured.measured, measured.floor);
    };
    report.atMost("listing", pairs.ratio, 1.5, "x", note(pairs));

    listing::Snapshot before = listed(lister);
    const auto refresh = measurePairs(
        15,
        [&] {
            return millisecondsOf([&] {
                listing::Snapshot after = listed(lister);
                benchmark::DoNotOptimize(watching::diff(before, after));
                before = std::move(after);
            });
        },
        [] { return millisecondsOf(bareLoop); });
    report.atMost("refresh without change, sorted and compared", refresh.ratio, 1.5, "x", note(refresh));
}

} // namespace ipclens::bench
