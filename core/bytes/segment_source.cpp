// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/segment_source.h"

#include "core/bytes/byte_target.h"
#include "core/bytes/mapped_view.h"
#include "core/bytes/residency.h"
#include "core/bytes/same_segment.h"
#include "core/bytes/segment_mapping.h"
#include "core/sysv/shared_memory.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <utility>

#include <unistd.h>

namespace ipclens::bytes {
namespace {

/// mincore takes a byte a page: this much is looked at and read in one step.
constexpr std::uint64_t stepBytes = std::uint64_t{64} << 20;

std::string attempt(const char* what, Id id) {
    return what + (" " + toString(ObjectId{Kind::SharedMemory, id}));
}

/// How much is told at once of which pages are there: a mincore of milliseconds, and so many runs at most.
constexpr std::uint64_t mostTold = std::uint64_t{1} << 30;
constexpr std::size_t mostRuns = 65536;

/// How much of `wanted` lies before the end.
std::size_t available(std::uint64_t size, std::uint64_t offset, std::size_t wanted) noexcept {
    if (offset >= size) return 0;
    return static_cast<std::size_t>(std::min<std::uint64_t>(wanted, size - offset));
}

class MapFilesSource final : public SegmentSource {
public:
    MapFilesSource(SegmentInfo segment, SegmentMapping mapping)
        : segment_(segment)
        , mapping_(std::move(mapping)) {}

    [[nodiscard]] SegmentAccess access() const noexcept override { return SegmentAccess::MapFiles; }
    [[nodiscard]] int throughPid() const noexcept override { return mapping_.pid(); }
    [[nodiscard]] std::uint64_t size() const noexcept override { return segment_.size; }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override;
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) override;
    [[nodiscard]] std::unique_ptr<ByteView> view() override;

private:
    [[nodiscard]] Result<UniqueFd> open();

    SegmentInfo segment_;
    SegmentMapping mapping_;
};

Result<UniqueFd> MapFilesSource::open() {
    auto file = mapping_.open(segment_);
    if (file || file.error().kind != ErrorKind::NotFound) return file;
    // That process has ended or detached: is the segment still there, and another process that has it?
    const auto now = sysv::SharedMemory::adopt(segment_.id).stat();
    if (!now || !isSameSegment(segment_, now->info)) {
        return failure(errorOf(ErrorKind::Removed, attempt("read", segment_.id), "the segment was removed"));
    }
    segment_ = now->info;
    auto other = SegmentMapping::find(segment_);
    if (!other) {
        return failure(errorOf(ErrorKind::Denied, attempt("read", segment_.id),
                               "no other process has it attached any more, and to read it now takes an attachment"));
    }
    mapping_ = std::move(*other);
    return mapping_.open(segment_);
}

Result<std::size_t> MapFilesSource::read(std::uint64_t offset, std::span<std::byte> into) {
    into = into.first(available(size(), offset, into.size()));
    if (into.empty()) return 0;
    const auto file = open();
    if (!file) return failure(file.error());
    std::size_t done = 0;
    while (done < into.size()) {
        // Gives zeros for pages that nobody has touched, and leaves them so
        const ssize_t got =
            pread(file->get(), into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(errorFromErrno(errno, attempt("read", segment_.id)));
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

/// The data of the file (lseek(2), SEEK_DATA) is all that was touched, also what is in swap; a hole nobody has touched.
Result<std::vector<PageRun>> MapFilesSource::runs(std::uint64_t offset, std::uint64_t length) {
    std::vector<PageRun> runs;
    if (offset >= size()) return runs;
    const std::uint64_t end = offset + std::min(length, size() - offset);
    const auto file = open();
    if (!file) return failure(file.error());
    const auto nextOf = [&](std::uint64_t place, int whence) -> Result<std::uint64_t> {
        const off_t found = lseek(file->get(), static_cast<off_t>(place), whence);
        if (found >= 0) return std::min(static_cast<std::uint64_t>(found), end);
        if (errno == ENXIO) return end; // no data any more
        return failure(errorFromErrno(errno, attempt("read", segment_.id)));
    };
    for (std::uint64_t place = offset; place < end && runs.size() < mostRuns;) {
        const auto data = nextOf(place, SEEK_DATA);
        if (!data) return failure(data.error());
        if (*data > place) runs.push_back({place, *data - place, PageState::Untouched});
        if (*data == end) break;
        const auto hole = nextOf(*data, SEEK_HOLE);
        if (!hole) return failure(hole.error());
        runs.push_back({*data, *hole - *data, PageState::Resident});
        place = *hole;
    }
    return runs;
}

std::unique_ptr<ByteView> MapFilesSource::view() {
    const auto file = open();
    return file ? viewOfFile(file->get(), size()) : nullptr;
}

/// Whether the mapping that begins at this address has huge pages (/proc/self/smaps). Where that can't be told, yes:
/// then no page counts as untouched.
bool hasHugePages(const void* address) {
    std::array<char, 32> beginning{};
    std::snprintf(beginning.data(), beginning.size(), "%08" PRIxPTR "-", reinterpret_cast<std::uintptr_t>(address));
    std::ifstream smaps("/proc/self/smaps");
    std::string line;
    while (std::getline(smaps, line) && !line.starts_with(beginning.data())) {
    }
    std::uint64_t kilobytes = 0;
    while (std::getline(smaps, line)) {
        if (std::sscanf(line.c_str(), "KernelPageSize: %" SCNu64 " kB", &kilobytes) == 1)
            return kilobytes * 1024 > static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    }
    return true;
}

Result<void> readStep(const sysv::Attachment& attachment, const Residency& residency, std::uint64_t offset,
                      std::span<std::byte> into) {
    const auto runs = residency.of(offset, into.size());
    if (!runs) return failure(runs.error());
    for (const PageRun& run : *runs) {
        const auto part = into.subspan(run.offset - offset, run.length);
        if (run.state == PageState::Untouched) {
            std::ranges::fill(part, std::byte{0});
        } else if (const auto read = attachment.read(run.offset, part); !read) {
            return failure(read.error());
        }
    }
    return {};
}

Result<std::size_t> readAttached(const sysv::Attachment& attachment, const Residency& residency, std::uint64_t offset,
                                 std::span<std::byte> into) {
    into = into.first(available(attachment.size(), offset, into.size()));
    for (std::size_t done = 0; done < into.size(); done += stepBytes) {
        const auto step = into.subspan(done, std::min<std::size_t>(stepBytes, into.size() - done));
        if (const auto read = readStep(attachment, residency, offset + done, step); !read) return failure(read.error());
    }
    return into.size();
}

Result<std::vector<PageRun>> runsAttached(const sysv::Attachment& attachment, const Residency& residency,
                                          std::uint64_t offset, std::uint64_t length) {
    if (offset >= attachment.size()) return std::vector<PageRun>();
    return residency.of(offset, std::min({length, attachment.size() - offset, mostTold}));
}

class AttachedSource final : public SegmentSource {
public:
    AttachedSource(Id id, sysv::Attachment attachment)
        : attachment_(std::move(attachment))
        , residency_(id, attachment_.address(), hasHugePages(attachment_.address())) {}

    [[nodiscard]] SegmentAccess access() const noexcept override { return SegmentAccess::Attached; }
    [[nodiscard]] int throughPid() const noexcept override { return 0; }
    [[nodiscard]] std::uint64_t size() const noexcept override { return attachment_.size(); }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        return readAttached(attachment_, residency_, offset, into);
    }
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) override {
        return runsAttached(attachment_, residency_, offset, length);
    }
    [[nodiscard]] std::unique_ptr<ByteView> view() override {
        return viewOfMemory(attachment_.address(), attachment_.size());
    }

private:
    sysv::Attachment attachment_;
    Residency residency_;
};

/// The same with the right to write.
class AttachedTarget final : public ByteTarget {
public:
    AttachedTarget(Id id, sysv::Attachment attachment)
        : attachment_(std::move(attachment))
        , residency_(id, attachment_.address(), hasHugePages(attachment_.address())) {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return attachment_.size(); }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        return readAttached(attachment_, residency_, offset, into);
    }
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) override {
        return runsAttached(attachment_, residency_, offset, length);
    }
    [[nodiscard]] Result<void> write(std::uint64_t offset, std::span<const std::byte> bytes) override {
        return attachment_.write(offset, bytes);
    }

private:
    sysv::Attachment attachment_;
    Residency residency_;
};

} // namespace

Result<std::unique_ptr<SegmentSource>> openSegmentUnnoticed(Id id) {
    const auto stat = sysv::SharedMemory::adopt(id).stat();
    if (!stat) return failure(stat.error());
    auto mapping = SegmentMapping::find(stat->info);
    if (!mapping) {
        return failure(errorOf(ErrorKind::Denied, attempt("read", id),
                               "no other process that can be looked into has it attached"));
    }
    if (const auto file = mapping->open(stat->info); !file) return failure(file.error());
    return std::make_unique<MapFilesSource>(stat->info, std::move(*mapping));
}

Result<std::unique_ptr<SegmentSource>> attachSegment(Id id) {
    auto attachment = sysv::SharedMemory::adopt(id).attach();
    if (!attachment) return failure(attachment.error());
    return std::make_unique<AttachedSource>(id, std::move(*attachment));
}

Result<std::unique_ptr<ByteTarget>> attachSegmentForWriting(const SegmentInfo& segment) {
    const auto handle = sysv::SharedMemory::adopt(segment.id);
    auto attachment = handle.attach({.mode = sysv::AttachMode::ReadWrite});
    if (!attachment) return failure(attachment.error());
    // While it is attached its id can't be given to another
    const auto now = handle.stat();
    if (!now || !isSameSegment(segment, now->info)) {
        return failure(errorOf(ErrorKind::Removed, attempt("write to", segment.id),
                               "the segment was removed, and another has its id"));
    }
    return std::make_unique<AttachedTarget>(segment.id, std::move(*attachment));
}

Result<std::unique_ptr<SegmentSource>> openSegment(Id id) {
    auto unnoticed = openSegmentUnnoticed(id);
    if (unnoticed || (unnoticed.error().kind != ErrorKind::Denied && unnoticed.error().kind != ErrorKind::NotFound)) {
        return unnoticed;
    }
    return attachSegment(id);
}

} // namespace ipclens::bytes
