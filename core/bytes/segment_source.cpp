// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/segment_source.h"

#include "core/bytes/byte_target.h"
#include "core/bytes/mapped_view.h"
#include "core/bytes/own_attachment.h"
#include "core/bytes/posix_segment.h"
#include "core/bytes/residency.h"
#include "core/bytes/same_segment.h"
#include "core/bytes/segment_file.h"
#include "core/bytes/segment_mapping.h"
#include "core/sysv/shared_memory.h"

#include <algorithm>
#include <utility>

namespace ipclens::bytes {
namespace {

/// mincore takes a byte a page: this much is looked at and read in one step.
constexpr std::uint64_t stepBytes = std::uint64_t{64} << 20;

std::string attempt(const char* what, Id id) {
    return what + (" " + toString(ObjectId{Kind::SharedMemory, id}));
}

/// How much is told at once of which pages are there: a mincore of milliseconds.
constexpr std::uint64_t mostTold = std::uint64_t{1} << 30;

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
    [[nodiscard]] SegmentFile file(const UniqueFd& fd) const { return {fd.get(), objectIdOf(segment_), segment_.size}; }

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
    if (offset >= size() || into.empty()) return 0;
    const auto fd = open();
    if (!fd) return failure(fd.error());
    return file(*fd).read(offset, into);
}

Result<std::vector<PageRun>> MapFilesSource::runs(std::uint64_t offset, std::uint64_t length) {
    if (offset >= size()) return std::vector<PageRun>();
    const auto fd = open();
    if (!fd) return failure(fd.error());
    return file(*fd).runs(offset, length);
}

std::unique_ptr<ByteView> MapFilesSource::view() {
    const auto fd = open();
    return fd ? file(*fd).view() : nullptr;
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

/// The bytes of an attachment of our own: by the segment's file where that may be opened, else by its pages here.
class AttachedBytes {
public:
    AttachedBytes(Id id, sysv::Attachment attachment)
        : id_(id)
        , attachment_(std::move(attachment))
        , own_(lookAtAttachment(attachment_.address()))
        , residency_(id, attachment_.address(), own_.hugePages) {}

    [[nodiscard]] std::uint64_t size() const noexcept { return attachment_.size(); }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) const {
        return own_.file ? file().read(offset, into) : readAttached(attachment_, residency_, offset, into);
    }
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) const {
        if (own_.file) return file().runs(offset, length);
        if (offset >= size()) return std::vector<PageRun>();
        return residency_.of(offset, std::min({length, size() - offset, mostTold}));
    }
    [[nodiscard]] std::unique_ptr<ByteView> view() const {
        if (own_.file) return file().view();
        const auto touched = own_.hugePages ? std::nullopt : touchedPages(id_);
        return viewOfMemory(attachment_.address(), attachment_.size(), touched && touched->allResident());
    }
    [[nodiscard]] Result<void> write(std::uint64_t offset, std::span<const std::byte> bytes) {
        return attachment_.write(offset, bytes);
    }

private:
    [[nodiscard]] SegmentFile file() const { return {own_.file.get(), {Kind::SharedMemory, id_}, size()}; }

    Id id_;
    sysv::Attachment attachment_; ///< longer than what it leads to
    OwnAttachment own_;
    Residency residency_;
};

class AttachedSource final : public SegmentSource {
public:
    explicit AttachedSource(AttachedBytes bytes)
        : bytes_(std::move(bytes)) {}

    [[nodiscard]] SegmentAccess access() const noexcept override { return SegmentAccess::Attached; }
    [[nodiscard]] int throughPid() const noexcept override { return 0; }
    [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        return bytes_.read(offset, into);
    }
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) override {
        return bytes_.runs(offset, length);
    }
    [[nodiscard]] std::unique_ptr<ByteView> view() override { return bytes_.view(); }

private:
    AttachedBytes bytes_;
};

/// The same with the right to write.
class AttachedTarget final : public ByteTarget {
public:
    explicit AttachedTarget(AttachedBytes bytes)
        : bytes_(std::move(bytes)) {}

    [[nodiscard]] std::uint64_t size() const noexcept override { return bytes_.size(); }
    [[nodiscard]] Result<std::size_t> read(std::uint64_t offset, std::span<std::byte> into) override {
        return bytes_.read(offset, into);
    }
    [[nodiscard]] Result<std::vector<PageRun>> runs(std::uint64_t offset, std::uint64_t length) override {
        return bytes_.runs(offset, length);
    }
    [[nodiscard]] Result<void> write(std::uint64_t offset, std::span<const std::byte> bytes) override {
        return bytes_.write(offset, bytes);
    }

private:
    AttachedBytes bytes_;
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
    return std::make_unique<AttachedSource>(AttachedBytes(id, std::move(*attachment)));
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
    return std::make_unique<AttachedTarget>(AttachedBytes(segment.id, std::move(*attachment)));
}

Result<std::unique_ptr<SegmentSource>> openUnnoticed(const Segment& segment) {
    if (const PosixSegmentInfo* posix = segment.posix()) return openPosixSegment(*posix);
    return openSegmentUnnoticed(segment.object().id);
}

Result<std::unique_ptr<SegmentSource>> openAsAgreed(const Segment& segment, bool attach) {
    auto source = openUnnoticed(segment);
    if (source || !attach || segment.api() == Api::Posix) return source;
    return attachSegment(segment.object().id);
}

Result<std::unique_ptr<ByteTarget>> openForWriting(const Segment& segment) {
    if (const PosixSegmentInfo* posix = segment.posix()) return openPosixSegmentForWriting(*posix);
    return attachSegmentForWriting(*segment.systemV());
}

Result<std::unique_ptr<SegmentSource>> openSegment(Id id) {
    auto unnoticed = openSegmentUnnoticed(id);
    if (unnoticed || (unnoticed.error().kind != ErrorKind::Denied && unnoticed.error().kind != ErrorKind::NotFound)) {
        return unnoticed;
    }
    return attachSegment(id);
}

} // namespace ipclens::bytes
