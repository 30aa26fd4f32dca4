// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/bytes/new_file.h"
#include "core/bytes/page_walk.h"
#include "core/bytes/range_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include <unistd.h>

namespace ipclens::bytes {
namespace {

constexpr std::uint64_t blockBytes = std::uint64_t{1} << 20;

/// How much of a range is not untouched.
Result<std::uint64_t> contentOf(ByteSource& source, std::uint64_t begin, std::uint64_t end, const LongWork& work) {
    std::uint64_t content = 0;
    for (PageWalk walk(source, begin, end); !walk.atEnd();) {
        if (work.cancelled()) return failure(cancelledError("save"));
        const auto window = walk.next();
        if (!window) return failure(window.error());
        for (const PageRun& run : window->runs)
            content += run.state == PageState::Untouched ? 0 : run.length;
    }
    return content;
}

Result<void> writeAll(int fd, std::uint64_t offset, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t done = pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR) continue;
        if (done < 0) return failure(errorFromErrno(errno, "save"));
        offset += static_cast<std::uint64_t>(done);
        bytes = bytes.subspan(static_cast<std::size_t>(done));
    }
    return {};
}

class Saver {
public:
    Saver(ByteSource& source, std::uint64_t begin, int fd, std::uint64_t all, const LongWork& work)
        : source_(source)
        , begin_(begin)
        , fd_(fd)
        , all_(all)
        , work_(work)
        , buffer_(blockBytes) {}

    Result<void> save(PageRun run) {
        while (run.length > 0) {
            if (work_.cancelled()) return failure(cancelledError("save"));
            const auto block = std::span(buffer_).first(static_cast<std::size_t>(std::min(run.length, blockBytes)));
            const auto got = source_.read(run.offset, block);
            if (!got) return failure(got.error());
            if (*got < block.size()) {
                return failure(errorOf(ErrorKind::Other, "save",
                                       fmt::format("the bytes ended at 0x{:x} meanwhile", run.offset + *got)));
            }
            if (auto wrote = writeAll(fd_, run.offset - begin_, block); !wrote) return wrote;
            run.offset += block.size();
            run.length -= block.size();
            written_ += block.size();
            work_.tell(std::min(written_, all_), all_);
        }
        return {};
    }

    [[nodiscard]] std::uint64_t written() const noexcept { return written_; }

private:
    ByteSource& source_;
    std::uint64_t begin_;
    int fd_;
    std::uint64_t all_;
    const LongWork& work_;
    std::vector<std::byte> buffer_;
    std::uint64_t written_ = 0;
};

} // namespace

Result<Saved> saveRange(ByteSource& source, std::uint64_t offset, std::uint64_t length, const std::string& path,
                        const LongWork& work) {
    const std::string attempted = "save to " + path;
    if (offset >= source.size() || length == 0)
        return failure(errorOf(ErrorKind::OutOfRange, attempted, "there are no bytes in this range"));
    length = std::min(length, source.size() - offset);
    const auto content = contentOf(source, offset, offset + length, work);
    if (!content) return failure(content.error());
    auto file = NewFile::create(path);
    if (!file) return failure(std::move(file.error()));
    const auto space = file->freeSpace();
    if (!space) return failure(space.error());
    if (*space < *content) {
        Error error = errorFromErrno(ENOSPC, attempted);
        error.hint = fmt::format("{} bytes to write, {} free", *content, *space);
        return failure(std::move(error));
    }
    if (ftruncate(file->fd(), static_cast<off_t>(length)) != 0) return failure(errorFromErrno(errno, attempted));

    std::uint64_t told = 0;
    Saver saver(source, offset, file->fd(), *content, work);
    for (PageWalk walk(source, offset, offset + length); !walk.atEnd();) {
        const auto window = walk.next();
        if (!window) return failure(window.error());
        for (const PageRun& run : window->runs) {
            told += run.length;
            if (run.state == PageState::Untouched) continue;
            auto saved = saver.save(run);
            if (!saved) {
                saved.error().attempted = attempted;
                return failure(std::move(saved.error()));
            }
        }
    }
    if (told < length) return failure(errorOf(ErrorKind::Other, attempted, "the bytes became fewer meanwhile"));
    if (work.cancelled()) return failure(cancelledError(attempted));
    if (auto put = file->put(); !put) return failure(std::move(put.error()));
    return Saved{length, saver.written()};
}

} // namespace ipclens::bytes
