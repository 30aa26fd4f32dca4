// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/segment_file.h"

#include "core/bytes/mapped_view.h"
#include "core/bytes/residency.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace ipclens::bytes {
namespace {

/// So many runs are told of at once.
constexpr std::size_t mostRuns = 65536;
/// From here on a look into the table of segments costs less than it may spare.
constexpr std::uint64_t worthATable = std::uint64_t{64} << 20;
/// A copy of this stays near the processor, and is worth the call.
constexpr std::uint64_t copiedPiece = std::uint64_t{1} << 20;

Error errorNow(ObjectId object) {
    return errorFromErrno(errno, "read " + toString(object));
}

/// How much of it is there, where the kernel tells that at once, and it is large enough that it is worth asking.
std::optional<TouchedPages> touchedOf(ObjectId object, std::uint64_t length) {
    if (object.api() == Api::Posix || length < worthATable) return {};
    return touchedPages(object.id);
}

/// Maps no page: a hole stays one.
class FileView final : public ByteView {
public:
    FileView(UniqueFd fd, SegmentFile file) noexcept
        : fd_(std::move(fd))
        , file_(file) {
        file_.fd = fd_.get();
    }

    [[nodiscard]] std::uint64_t pieceBytes() const noexcept override { return copiedPiece; }
    [[nodiscard]] Result<std::span<const std::byte>> at(std::uint64_t offset, std::uint64_t length,
                                                        std::vector<std::byte>& buffer) override {
        if (offset > file_.size || length > file_.size - offset)
            return failure(errorOf(ErrorKind::OutOfRange, "look at bytes", "they pass the end"));
        if (buffer.size() < length) buffer.resize(static_cast<std::size_t>(length));
        const auto into = std::span(buffer).first(static_cast<std::size_t>(length));
        const auto got = file_.read(offset, into);
        if (!got) return failure(got.error());
        return std::span<const std::byte>(into.first(*got));
    }
    void release(std::span<const std::byte> /*bytes*/) noexcept override {}

private:
    UniqueFd fd_;
    SegmentFile file_;
};

} // namespace

Result<std::size_t> SegmentFile::read(std::uint64_t offset, std::span<std::byte> into) const {
    if (offset >= size) return 0;
    into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size - offset)));
    std::size_t done = 0;
    while (done < into.size()) {
        // Gives zeros for pages that nobody has touched, and leaves them so
        const ssize_t got = pread(fd, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure(errorNow(object));
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Result<std::vector<PageRun>> SegmentFile::runs(std::uint64_t offset, std::uint64_t length) const {
    std::vector<PageRun> runs;
    if (offset >= size) return runs;
    const std::uint64_t end = offset + std::min(length, size - offset);
    // To find no hole takes a look at each page: a segment that is there as a whole is spared that
    if (const auto touched = touchedOf(object, end - offset); touched && touched->all())
        return std::vector<PageRun>{{offset, end - offset, PageState::Resident}};
    const auto nextOf = [&](std::uint64_t place, int whence) -> Result<std::uint64_t> {
        const off_t found = lseek(fd, static_cast<off_t>(place), whence);
        if (found >= 0) return std::min(static_cast<std::uint64_t>(found), end);
        if (errno == ENXIO) return end; // no data any more
        return failure(errorNow(object));
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

std::unique_ptr<ByteView> SegmentFile::view() const {
    // Two processors look at mapped pages faster than at copies, but only where the kernel maps many at once: those
    // that are there. No page of a System V segment can be cut off, so there is no SIGBUS to be had from it either.
    if (const auto touched = touchedOf(object, size); touched && touched->allResident()) {
        if (auto mapped = viewOfFile(fd, size)) return mapped;
    }
    UniqueFd own(fcntl(fd, F_DUPFD_CLOEXEC, 0));
    if (!own) return nullptr;
    return std::make_unique<FileView>(std::move(own), *this);
}

} // namespace ipclens::bytes
