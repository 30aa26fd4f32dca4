// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "core/base/unique_fd.h"
#include "core/bytes/page_walk.h"
#include "core/bytes/range_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::bytes {
namespace {

constexpr std::uint64_t blockBytes = std::uint64_t{1} << 20;

std::string attempt(const std::string& path) {
    return "load " + path;
}

/// A regular file that lies within the target.
struct Opened {
    UniqueFd fd;
    std::uint64_t length = 0;
};

Result<Opened> openFor(const std::string& path, std::uint64_t targetSize, std::uint64_t offset) {
    // A named pipe that nobody writes to would keep open(2) waiting
    Opened file{UniqueFd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)), 0};
    if (!file.fd) return failure(errorFromErrno(errno, attempt(path)));
    struct stat status {};
    if (fstat(file.fd.get(), &status) != 0) return failure(errorFromErrno(errno, attempt(path)));
    if (!S_ISREG(status.st_mode)) return failure(errorOf(ErrorKind::Invalid, attempt(path), "it is no regular file"));
    file.length = static_cast<std::uint64_t>(status.st_size);
    if (file.length == 0) return failure(errorOf(ErrorKind::Invalid, attempt(path), "it is empty"));
    if (offset > targetSize || file.length > targetSize - offset) {
        Error error = errorOf(ErrorKind::OutOfRange, attempt(path), "it would pass the end");
        error.hint = fmt::format("{} bytes, and from 0x{:x} on there is room for {}", file.length, offset,
                                 targetSize - std::min(offset, targetSize));
        return failure(std::move(error));
    }
    return file;
}

/// Data or hole of a file.
struct Part {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool hole = false;
};

/// The part that begins at `place`. A file system without holes has data everywhere.
Part partAt(const Opened& file, std::uint64_t place) noexcept {
    const off_t data = lseek(file.fd.get(), static_cast<off_t>(place), SEEK_DATA);
    if (data < 0) return {place, file.length, errno == ENXIO};
    const auto begin = static_cast<std::uint64_t>(data);
    if (begin > place) return {place, std::min(begin, file.length), true};
    const off_t hole = lseek(file.fd.get(), data, SEEK_HOLE);
    return {place, hole < 0 ? file.length : std::min(static_cast<std::uint64_t>(hole), file.length), false};
}

class Loader {
public:
    Loader(const Opened& file, ByteTarget& target, std::uint64_t offset, const LongWork& work)
        : file_(file)
        , target_(target)
        , offset_(offset)
        , work_(work)
        , buffer_(blockBytes) {}

    Result<void> load(const Part& part) { return part.hole ? clear(part) : copy(part); }
    [[nodiscard]] const Loaded& loaded() const noexcept { return loaded_; }

private:
    Result<void> copy(const Part& part) {
        for (std::uint64_t place = part.begin; place < part.end;) {
            const auto block =
                std::span(buffer_).first(static_cast<std::size_t>(std::min(part.end - place, blockBytes)));
            const ssize_t got = pread(file_.fd.get(), block.data(), block.size(), static_cast<off_t>(place));
            if (got < 0 && errno == EINTR) continue;
            if (got < 0) return failure(errorFromErrno(errno, "load"));
            if (got == 0) return failure(errorOf(ErrorKind::Other, "load", "the file became shorter meanwhile"));
            if (auto wrote = write(place, block.first(static_cast<std::size_t>(got))); !wrote) return wrote;
            place += static_cast<std::uint64_t>(got);
        }
        return {};
    }

    /// Zeros for what is there, and nothing for what nobody has touched.
    Result<void> clear(const Part& part) {
        std::fill(buffer_.begin(), buffer_.end(), std::byte{0});
        for (PageWalk walk(target_, offset_ + part.begin, offset_ + part.end); !walk.atEnd();) {
            const auto window = walk.next();
            if (!window) return failure(window.error());
            for (const PageRun& run : window->runs) {
                if (run.state == PageState::Untouched) {
                    loaded_.skipped += run.length;
                    work_.tell(loaded_.written + loaded_.skipped, file_.length);
                    continue;
                }
                for (std::uint64_t done = 0; done < run.length; done += blockBytes) {
                    const auto block = std::span<const std::byte>(buffer_).first(
                        static_cast<std::size_t>(std::min(run.length - done, blockBytes)));
                    if (auto wrote = write(run.offset - offset_ + done, block); !wrote) return wrote;
                }
            }
        }
        return {};
    }

    Result<void> write(std::uint64_t place, std::span<const std::byte> block) {
        if (work_.cancelled()) return failure(cancelledError("load"));
        if (auto wrote = target_.write(offset_ + place, block); !wrote) return wrote;
        loaded_.written += block.size();
        work_.tell(loaded_.written + loaded_.skipped, file_.length);
        return {};
    }

    const Opened& file_;
    ByteTarget& target_;
    std::uint64_t offset_;
    const LongWork& work_;
    std::vector<std::byte> buffer_;
    Loaded loaded_;
};

} // namespace

Result<LoadPlan> planLoad(const std::string& path, ByteSource& target, std::uint64_t offset) {
    const auto file = openFor(path, target.size(), offset);
    if (!file) return failure(file.error());
    LoadPlan plan;
    plan.length = file->length;
    for (std::uint64_t place = 0; place < file->length;) {
        const Part part = partAt(*file, place);
        if (!part.hole) plan.data += part.end - part.begin;
        place = part.end;
    }
    for (PageWalk walk(target, offset, offset + file->length); !walk.atEnd();) {
        const auto window = walk.next();
        if (!window) return failure(window.error());
        for (const PageRun& run : window->runs)
            plan.touched += run.state == PageState::Untouched ? 0 : run.length;
    }
    return plan;
}

Result<Loaded> loadRange(const std::string& path, ByteTarget& target, std::uint64_t offset, const LongWork& work) {
    const auto file = openFor(path, target.size(), offset);
    if (!file) return failure(file.error());
    if (work.cancelled()) return failure(cancelledError(attempt(path)));
    Loader loader(*file, target, offset, work);
    for (std::uint64_t place = 0; place < file->length;) {
        const Part part = partAt(*file, place);
        if (auto loaded = loader.load(part); !loaded) {
            Error error = std::move(loaded.error());
            error.attempted = attempt(path);
            error.hint = fmt::format("{} of {} bytes were written over before", loader.loaded().written, file->length);
            return failure(std::move(error));
        }
        place = part.end;
    }
    return loader.loaded();
}

} // namespace ipclens::bytes
