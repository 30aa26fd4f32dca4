// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/base/unique_fd.h"
#include "core/objects/object.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/child_process.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

namespace ipclens::testing {

/// Bytes that a segment is given by the process that has it attached.
struct Patch {
    std::uint64_t offset = 0;
    std::string bytes;
};

/// A private segment of the test's own, made by plain system calls, and a process that has it attached and wrote the
/// patches.
class LiveSegment {
public:
    explicit LiveSegment(std::uint64_t size, std::vector<Patch> patches = {}, int flags = 0600,
                         key_t key = IPC_PRIVATE) {
        id_ = shmget(key, size, flags | IPC_CREAT | IPC_EXCL);
        if (id_ < 0) throw std::runtime_error("shmget");
        attachElsewhere(std::move(patches));
    }
    LiveSegment(const LiveSegment&) = delete;
    LiveSegment& operator=(const LiveSegment&) = delete;
    ~LiveSegment() { remove(); }

    [[nodiscard]] Id id() const { return Id{id_}; }
    [[nodiscard]] pid_t attachedBy() const { return holder_->pid(); }

    /// Another process attaches it, writes the patches, and stays; the one before ends after that.
    void attachElsewhere(std::vector<Patch> patches = {}) {
        int ends[2] = {-1, -1};
        if (pipe(ends) != 0) throw std::runtime_error("pipe");
        const UniqueFd ready(ends[0]);
        UniqueFd tell(ends[1]);
        auto next = std::make_unique<ChildProcess>([id = id_, fd = tell.get(), patches = std::move(patches)] {
            auto* const memory = static_cast<char*>(shmat(id, nullptr, 0));
            if (memory == reinterpret_cast<char*>(-1)) return 1;
            for (const Patch& patch : patches)
                patch.bytes.copy(memory + patch.offset, patch.bytes.size());
            if (write(fd, "!", 1) != 1) return 1;
            for (;;)
                pause();
        });
        tell.reset();
        char told = 0;
        if (read(ready.get(), &told, 1) != 1) throw std::runtime_error("the child could not attach the segment");
        detachElsewhere();
        holder_ = std::move(next);
    }

    /// Nobody has it attached any more.
    void detachElsewhere() { holder_.reset(); }

    void remove() { shmctl(id_, IPC_RMID, nullptr); }

    [[nodiscard]] shmid_ds stat() const {
        shmid_ds status{};
        shmctl(id_, IPC_STAT, &status);
        return status;
    }

    /// Its row of /proc/sysvipc/shm: key, shmid, perms, size, cpid, lpid, nattch, …, atime, dtime, ctime, rss, swap.
    /// All that a look must leave as it is.
    [[nodiscard]] std::string row() const {
        std::ifstream table("/proc/sysvipc/shm");
        for (std::string line; std::getline(table, line);) {
            long long key = 0;
            int shmid = -1;
            if (std::istringstream(line) >> key >> shmid && shmid == id_) return line;
        }
        return {};
    }

    /// Bytes in memory, by that row.
    [[nodiscard]] std::uint64_t resident() const {
        std::istringstream words(row());
        std::vector<std::string> columns;
        for (std::string word; words >> word;)
            columns.push_back(word);
        return columns.size() > 14 ? std::stoull(columns[14]) : 0;
    }

private:
    int id_ = -1;
    std::unique_ptr<ChildProcess> holder_;
};

/// What stands in it now; "?" where it can't be had.
inline std::string textAt(const LiveSegment& segment, std::uint64_t offset, std::size_t length) {
    const auto attachment = sysv::SharedMemory::adopt(segment.id()).attach();
    std::string text(length, '\0');
    if (!attachment || !attachment->read(offset, std::as_writable_bytes(std::span(text)))) return "?";
    return text;
}

} // namespace ipclens::testing
