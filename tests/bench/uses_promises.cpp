// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/base/folder.h"
#include "core/base/unique_fd.h"
#include "core/listing/posix_names.h"
#include "core/listing/stat_index.h"
#include "core/processes/uses.h"
#include "tests/bench/promises.h"
#include "tests/support/child_process.h"
#include "tests/support/made_object.h"
#include "tests/support/posix_objects.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <unistd.h>

namespace ipclens::bench {

namespace {

constexpr int count = 500;
constexpr std::ptrdiff_t fewestMappings = 200;
constexpr std::size_t size = 4096;

bool isMapped(const char* path) {
    const UniqueFd file(open(path, O_RDWR | O_CLOEXEC));
    return file && mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0) != MAP_FAILED;
}

/// So many processes of this program, which has a window's libraries mapped: each has a segment attached and a POSIX
/// one mapped, and every fifth a queue open.
class Users {
public:
    Users() {
        if (ring_.makeFile(size) != 0) throw std::runtime_error("a segment can't be made");
        for (int made = 0; made < count; ++made)
            processes_.push_back(std::make_unique<testing::ChildProcess>([this, made] { return use(made % 5 == 0); }));
        const bool all = testing::waitUntil([this] {
            shmid_ds status{};
            return shmctl(segment_.id(), IPC_STAT, &status) == 0 && status.shm_nattch == count;
        });
        if (!all) throw std::runtime_error("not all processes have the segment attached");
    }

    [[nodiscard]] ObjectId segment() const noexcept { return segment_.object(); }

private:
    [[nodiscard]] int use(bool queue) const {
        if (!queue) mq_close(queue_.get());
        if (!isMapped(ring_.path())) return 1;
        // The last one, which all is waited for by
        shmat(segment_.id(), nullptr, 0);
        pause();
        return 0;
    }

    testing::MadeObject segment_{Kind::SharedMemory, IPC_PRIVATE, 0600, size};
    testing::ShmEntry ring_{"ring"};
    testing::MadeQueue queue_{"/jobs"};
    std::vector<std::unique_ptr<testing::ChildProcess>> processes_;
};

/// Every process's, with what it has thrown away.
void readMapsBare() {
    static std::vector<char> room(std::size_t{1} << 20U);
    const Folder processes = openFolder(AT_FDCWD, "/proc");
    while (const dirent* entry = readdir(processes.get())) {
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
        const std::string path = fmt::format("{}/maps", entry->d_name);
        const UniqueFd file(openat(dirfd(processes.get()), path.c_str(), O_RDONLY | O_CLOEXEC));
        while (file && read(file.get(), room.data(), room.size()) > 0)
            benchmark::DoNotOptimize(room.data());
    }
}

listing::Snapshot listed() {
    listing::BothApis lister(std::make_unique<listing::StatIndex>());
    auto snapshot = lister.list({});
    if (!snapshot) throw std::runtime_error(snapshot.error().message());
    snapshot->sortById();
    return std::move(*snapshot);
}

void compare(Report& report, std::string_view what, const listing::Snapshot& snapshot) {
    const auto pairs = measurePairs(
        15, [&] { return millisecondsOf([&] { benchmark::DoNotOptimize(processes::usesOf(snapshot)); }); },
        [] { return millisecondsOf(readMapsBare); });
    report.atMost(what, pairs.ratio, 1.3, "x",
                  fmt::format("{:.1f} ms; reading all maps bare {:.1f} ms", pairs.measured, pairs.floor));
}

} // namespace

void measureUses(Report& report) {
    Report::heading("Attachments, 500 processes of a program with a window");
    std::ifstream maps("/proc/self/maps");
    const auto lines = std::count(std::istreambuf_iterator<char>(maps), std::istreambuf_iterator<char>(), '\n');
    if (lines < fewestMappings) throw std::runtime_error(fmt::format("this program has {} mappings alone", lines));
    const Users users;
    const listing::Snapshot snapshot = listed();
    const auto found = processes::usesOf(snapshot).of(users.segment()).size();
    if (found != count) throw std::runtime_error(fmt::format("{} users of the segment were found", found));
    listing::Snapshot systemV = snapshot;
    systemV.posixSemaphores.clear();
    systemV.posixSegments.clear();
    systemV.posixQueues.clear();
    compare(report, "attachments of System V segments", systemV);
    compare(report, "and POSIX mappings and descriptors", snapshot);
}

} // namespace ipclens::bench
