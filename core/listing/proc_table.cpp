// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/listing/proc_table.h"

#include "core/base/proc_file.h"

#include <algorithm>
#include <cerrno>
#include <chrono>

#include <unistd.h>

namespace ipclens::listing {
namespace {

Result<std::string> readFile(const std::string& path) {
    std::string text;
    if (!readProcFile(path, text)) return failure(errorFromErrno(errno, "read " + path));
    return text;
}

void judgeAccess(Snapshot& snapshot, const Credentials& credentials) {
    const auto judge = [&credentials](auto& rows) {
        for (auto& row : rows)
            row.access = credentials.mayRead(row.permissions) ? Access::Readable : Access::Denied;
    };
    judge(snapshot.sets);
    judge(snapshot.segments);
    judge(snapshot.queues);
}

void doubtResidencyHere(std::vector<SegmentInfo>& rows) {
    const bool anyResident = std::any_of(rows.begin(), rows.end(), [](const SegmentInfo& row) {
        return row.resident != 0 && row.resident != unknownBytes;
    });
    if (!anyResident) return;
    const auto memoryInfo = readFile("/proc/meminfo");
    const HugePages hugePages = memoryInfo ? parseHugePages(*memoryInfo) : HugePages{};
    doubtResidency(rows, hugePages, static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
}

} // namespace

ProcTable::ProcTable(std::string folder)
    : folder_(std::move(folder)) {}

Result<Snapshot> ProcTable::list(Kinds kinds) {
    Snapshot snapshot;
    snapshot.takenAt = std::chrono::system_clock::now();
    const auto begun = std::chrono::steady_clock::now();
    snapshot.known = {.residency = false, .capacity = false};
    if (kinds.semaphores) {
        const auto text = readFile(folder_ + "/sem");
        if (!text) return failure(text.error());
        parseSemaphoreTable(*text, snapshot.sets, snapshot.warnings);
    }
    if (kinds.sharedMemory) {
        const auto text = readFile(folder_ + "/shm");
        if (!text) return failure(text.error());
        parseSegmentTable(*text, snapshot.segments, snapshot.warnings, snapshot.known.residency);
        doubtResidencyHere(snapshot.segments);
    }
    if (kinds.messageQueues) {
        const auto text = readFile(folder_ + "/msg");
        if (!text) return failure(text.error());
        parseQueueTable(*text, snapshot.queues, snapshot.warnings);
    }
    judgeAccess(snapshot, credentials_);
    snapshot.took = std::chrono::steady_clock::now() - begun;
    return snapshot;
}

} // namespace ipclens::listing
