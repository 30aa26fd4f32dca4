// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/residency.h"

#include "core/sysv/shared_memory.h"

#include <algorithm>
#include <cerrno>
#include <thread>

#include <sys/mman.h>
#include <sys/sysinfo.h>
#include <system_error>
#include <unistd.h>

namespace ipclens::bytes {
namespace {

std::uint64_t pageSize() noexcept {
    static const auto size = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    return size;
}

/// Whether the machine has any place to swap to.
bool hasSwap() noexcept {
    struct sysinfo machine {};
    return sysinfo(&machine) != 0 || machine.totalswap > 0;
}

/// Whether a page of the segment may be in swap. Not known counts as yes.
bool mayBeInSwap(Id id) {
    struct sysinfo machine {};
    // No swap in use at all, as on most machines: spares a walk over all segments
    if (sysinfo(&machine) == 0 && machine.totalswap == machine.freeswap) return false;
    const auto stat = sysv::SharedMemory::adopt(id).stat();
    return !stat || !stat->known.residency || stat->info.swapped > 0;
}

/// From here on it is worth to ask the kernel's table first how much of the segment is there at all.
constexpr std::uint64_t large = std::uint64_t{64} << 20;
/// mincore takes tens of nanoseconds for a page that is not mapped here: it is asked by and by, until all are found.
constexpr std::uint64_t pagesAtOnce = 4096;

bool inMemory(unsigned char page) noexcept {
    return (page & 1U) != 0;
}

} // namespace

Residency::Residency(Id id, const void* address, bool hugePages) noexcept
    : id_(id)
    , address_(static_cast<const std::byte*>(address))
    , hugePages_(hugePages) {}

std::optional<TouchedPages> touchedPages(Id id) {
    const auto stat = sysv::SharedMemory::adopt(id).stat();
    if (!stat || !stat->known.residency) return {};
    const std::uint64_t all = (stat->info.size + pageSize() - 1) / pageSize();
    return TouchedPages{stat->info.resident / pageSize(), stat->info.swapped / pageSize(), all};
}

/// Where `known` pages are all that is there, it looks no further than the last of them.
Result<std::vector<unsigned char>> Residency::pagesInMemory(std::uint64_t firstPage, std::uint64_t count,
                                                            std::uint64_t known) const {
    std::vector<unsigned char> pages(count);
    std::uint64_t found = 0;
    for (std::uint64_t page = 0; page < count && found < known; page += pagesAtOnce) {
        const std::uint64_t some = std::min(pagesAtOnce, count - page);
        // mincore takes the address as not const, and leaves what is there alone
        auto* const from = const_cast<std::byte*>(address_) + (firstPage + page) * pageSize();
        unsigned char* const into = pages.data() + page;
        if (mincore(from, some * pageSize(), into) != 0) {
            return failure(errorFromErrno(errno, "look which pages of " + toString(ObjectId{Kind::SharedMemory, id_}) +
                                                     " are there"));
        }
        found += static_cast<std::uint64_t>(std::count_if(into, into + some, inMemory));
    }
    return pages;
}

Result<std::vector<PageRun>> Residency::of(std::uint64_t offset, std::uint64_t length) const {
    std::vector<PageRun> runs;
    if (length == 0) return runs;
    const std::uint64_t firstPage = offset / pageSize();
    const std::uint64_t count = (offset + length - 1) / pageSize() - firstPage + 1;
    const bool swaps = hasSwap();
    std::uint64_t known = count;
    if (length >= large && !hugePages_) {
        const auto touched = touchedPages(id_);
        if (touched && touched->all()) return std::vector<PageRun>{{offset, length, PageState::Resident}};
        if (touched && touched->swapped == 0 && !swaps) known = touched->resident;
    }
    auto pages = pagesInMemory(firstPage, count, known);
    if (!pages) return failure(pages.error());

    PageState absent = PageState::MaybeSwapped;
    if (!hugePages_ && !std::ranges::all_of(*pages, inMemory) && !mayBeInSwap(id_)) {
        absent = PageState::Untouched;
        // A page may have come back from swap between the two looks above; then it is in memory now
        if (swaps) pages = pagesInMemory(firstPage, count, count);
        if (!pages) return failure(pages.error());
    }
    for (std::uint64_t page = 0; page < count; ++page) {
        const PageState state = inMemory((*pages)[page]) ? PageState::Resident : absent;
        const std::uint64_t begin = std::max(offset, (firstPage + page) * pageSize());
        const std::uint64_t end = std::min(offset + length, (firstPage + page + 1) * pageSize());
        if (runs.empty() || runs.back().state != state) {
            runs.push_back({begin, end - begin, state});
        } else {
            runs.back().length += end - begin;
        }
    }
    return runs;
}

} // namespace ipclens::bytes
