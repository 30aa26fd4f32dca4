// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/posix_segment.h"

#include "core/bytes/segment_file.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace ipclens::bytes {
namespace {

/// No file is longer.
constexpr auto mostBytes = static_cast<std::uint64_t>(INT64_MAX);

/// As it is now; 0 where it can't be told.
std::uint64_t sizeOf(const posix::SharedMemory& memory) noexcept {
    const auto info = memory.stat();
    return info ? info->size : 0;
}

Result<std::vector<PageRun>> runsOf(const posix::SharedMemory& memory, ObjectId object, std::uint64_t offset,
                                    std::uint64_t length) {
    auto runs = SegmentFile{memory.fd(), object, sizeOf(memory)}.runs(offset, length);
    if (!runs) return runs;
    // What was cut off meanwhile are no zeros: it is not there
    const std::uint64_t end = sizeOf(memory);
    std::erase_if(*runs, [end](const PageRun& run) { return run.offset >= end; });
    if (!runs->empty()) runs->back().length = std::min(runs->back().length, end - runs->back().offset);
    return runs;
}

class PosixSource final : public SegmentSource {
public:
    explicit PosixSource(const PosixSegmentInfo& segment)
        : segment_(segment) {}

    [[nodiscard]] SegmentAccess access() const noexcept override { return SegmentAccess::OwnFile; }
    [[nodiscard]] int throughPid() const noexcept override { return 0; }
    [[nodiscard]] std::uint64_t size() const noexcept override {
        const auto info = posix::SharedMemory::look(segment_.name.bytes());
        return info && info->id.inode == segment_.inode ? info->size : 0;
    }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        const auto memory = open();
        if (!memory) return failure(memory.error());
        return memory->read(offset, into);
    }
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) override {
        const auto memory = open();
        if (!memory) return failure(memory.error());
        return runsOf(*memory, objectIdOf(segment_), offset, length);
    }
    [[nodiscard]] std::unique_ptr<ByteView> view() override {
        const auto memory = open();
        return memory ? SegmentFile{memory->fd(), objectIdOf(segment_), mostBytes}.view() : nullptr;
    }

private:
    [[nodiscard]] Result<posix::SharedMemory> open() const {
        return openSame(segment_, posix::SegmentAccess::ReadOnly);
    }

    PosixSegmentInfo segment_;
};

class PosixTarget final : public ByteTarget {
public:
    PosixTarget(ObjectId object, posix::SharedMemory memory)
        : object_(object)
        , memory_(std::move(memory)) {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return sizeOf(memory_); }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        return memory_.read(offset, into);
    }
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) override {
        return runsOf(memory_, object_, offset, length);
    }
    [[nodiscard]] Result<void> write(std::uint64_t offset, std::span<const std::byte> bytes) override {
        return memory_.write(offset, bytes);
    }

private:
    ObjectId object_;
    posix::SharedMemory memory_;
};

} // namespace

Result<posix::SharedMemory> openSame(const PosixSegmentInfo& segment, posix::SegmentAccess access) {
    auto memory = posix::SharedMemory::open(segment.name.bytes(), access);
    if (!memory) return memory;
    const auto info = memory->stat();
    if (!info) return failure(info.error());
    if (info->id.inode == segment.inode) return memory;
    return failure(errorOf(ErrorKind::Removed, "open " + toString(objectIdOf(segment)),
                           "the segment was removed, and its name is another one's now"));
}

Result<std::unique_ptr<SegmentSource>> openPosixSegment(const PosixSegmentInfo& segment) {
    if (const auto memory = openSame(segment, posix::SegmentAccess::ReadOnly); !memory) return failure(memory.error());
    return std::make_unique<PosixSource>(segment);
}

Result<std::unique_ptr<ByteTarget>> openPosixSegmentForWriting(const PosixSegmentInfo& segment) {
    auto memory = openSame(segment, posix::SegmentAccess::ReadWrite);
    if (!memory) return failure(std::move(memory.error()));
    return std::make_unique<PosixTarget>(objectIdOf(segment), std::move(*memory));
}

} // namespace ipclens::bytes
