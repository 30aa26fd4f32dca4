// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/transfer/message_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::transfer {

namespace {

std::string attempt(std::string_view what, const std::string& path) {
    return fmt::format("{} {}", what, path);
}

/// All of it, or the errno.
int writeAll(int file, std::string_view text, std::uint64_t offset) noexcept {
    while (!text.empty()) {
        const ssize_t count = ::pwrite(file, text.data(), text.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return errno;
        text.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return 0;
}

/// The name of a new file is on disk too when its folder is.
void syncFolderOf(const std::string& path) noexcept {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    const UniqueFd opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened) ::fsync(opened.get());
}

/// The size of a file that lines may follow in.
Result<std::uint64_t> endOf(int file, const std::string& attempted) {
    struct stat status {};
    if (::fstat(file, &status) != 0) return failure(errorFromErrno(errno, attempted));
    if (!S_ISREG(status.st_mode)) return failure(errorOf(ErrorKind::Invalid, attempted, "it is no regular file"));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    char last = '\n';
    if (size > 0 && ::pread(file, &last, 1, static_cast<off_t>(size) - 1) != 1)
        return failure(errorFromErrno(errno, attempted));
    if (last != '\n') {
        Error error = errorOf(ErrorKind::Invalid, attempted, "its last line has no end");
        error.hint = "what was cut short there would be lost among new lines";
        return failure(std::move(error));
    }
    return size;
}

bool isStillAt(const std::string& path, int file) noexcept {
    struct stat opened {};
    struct stat named {};
    return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_dev == named.st_dev &&
           opened.st_ino == named.st_ino;
}

} // namespace

Result<MessageFile> MessageFile::openToAppend(const std::string& path) {
    const std::string attempted = attempt("write", path);
    UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600));
    if (!file) return failure(errorFromErrno(errno, attempted));
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        return failure(
            errorFromErrno(errno, attempted, kindOfErrno(errno), "another process adds messages to this file"));
    }
    // Who had the lock until now may have added lines, or removed the file
    if (!isStillAt(path, file.get()))
        return failure(errorOf(ErrorKind::WouldBlock, attempted, "another process has just removed this file"));
    const auto end = endOf(file.get(), attempted);
    if (!end) return failure(end.error());
    if (*end == 0) syncFolderOf(path);
    return MessageFile(std::move(file), path, *end);
}

Result<MessageFile> MessageFile::createAnew(const std::string& folder, const std::string& stem) {
    std::error_code ignored; // a folder that is not there makes open(2) fail, which says it better
    std::filesystem::create_directories(folder, ignored);
    for (unsigned number = 1;; ++number) {
        const std::string path = number == 1 ? fmt::format("{}/{}.jsonl", folder, stem)
                                             : fmt::format("{}/{}-{}.jsonl", folder, stem, number);
        UniqueFd file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
        if (!file && errno == EEXIST) continue;
        if (!file) return failure(errorFromErrno(errno, attempt("make", path)));
        // Who looks for leftovers may have it for a moment
        int failed = 0;
        do {
            failed = ::flock(file.get(), LOCK_EX);
        } while (failed != 0 && errno == EINTR);
        if (failed != 0) {
            Error error = errorFromErrno(errno, attempt("lock", path));
            ::unlink(path.c_str());
            return failure(std::move(error));
        }
        // So long that it was taken for one that nobody works with
        if (!isStillAt(path, file.get())) continue;
        syncFolderOf(path);
        return MessageFile(std::move(file), path, 0);
    }
}

Result<void> MessageFile::reserve(std::uint64_t bytes) {
    int failed = 0;
    do {
        failed = ::fallocate(file_.get(), FALLOC_FL_KEEP_SIZE, static_cast<off_t>(end_), static_cast<off_t>(bytes));
    } while (failed == -1 && errno == EINTR);
    if (failed == 0 || errno == EOPNOTSUPP || errno == ENOSYS) return {};
    return failure(errorFromErrno(errno, attempt("write", path_)));
}

Result<void> MessageFile::append(const SavedMessage& saved, bool onDisk) {
    const std::string line = lineOf(saved);
    int number = writeAll(file_.get(), line, end_);
    if (number == 0 && onDisk && ::fdatasync(file_.get()) != 0) number = errno;
    if (number != 0) {
        static_cast<void>(::ftruncate(file_.get(), static_cast<off_t>(end_)));
        return failure(errorFromErrno(number, attempt("write", path_)));
    }
    lastBegin_ = end_;
    stateAt_ = end_ + stateOffset(line);
    end_ += line.size();
    return {};
}

Result<void> MessageFile::replaceLast(const SavedMessage& saved) {
    dropLast();
    return append(saved);
}

void MessageFile::dropLast() noexcept {
    end_ = lastBegin_;
    static_cast<void>(::ftruncate(file_.get(), static_cast<off_t>(end_)));
}

void MessageFile::markLast(LineState state) noexcept {
    writeAll(file_.get(), stateWord(state), stateAt_);
}

void MessageFile::mark(std::uint64_t endOfLine, LineState state) noexcept {
    writeAll(file_.get(), stateWord(state), endOfLine - stateFromEnd());
}

void MessageFile::sync() noexcept {
    ::fdatasync(file_.get());
}

void MessageFile::remove() noexcept {
    ::unlink(path_.c_str());
}

Result<MessageReader> MessageReader::open(const std::string& path) {
    const std::string attempted = attempt("read", path);
    UniqueFd opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!opened) return failure(errorFromErrno(errno, attempted));
    struct stat status {};
    if (::fstat(opened.get(), &status) != 0) return failure(errorFromErrno(errno, attempted));
    if (!S_ISREG(status.st_mode)) return failure(errorOf(ErrorKind::Invalid, attempted, "it is no regular file"));
    MessageReader reader(::fdopen(opened.get(), "re"), path);
    if (!reader.file_) return failure(errorFromErrno(errno, attempted));
    static_cast<void>(opened.release()); // the stream's now
    return reader;
}

Result<MessageReader::Next> MessageReader::next() {
    const auto wrong = [&](std::string reason) {
        return failure(errorOf(ErrorKind::Invalid, attempt("read", path_), std::move(reason)));
    };
    char* raw = nullptr;
    std::size_t room = 0;
    ssize_t length = 0;
    errno = 0;
    do {
        length = ::getline(&raw, &room, file_.get());
        ++line_;
        end_ += length > 0 ? static_cast<std::uint64_t>(length) : 0;
    } while (length == 1 && raw[0] == '\n');
    const int number = errno;
    const std::unique_ptr<char, void (*)(void*)> line(raw, &std::free);
    if (length < 0) {
        if (std::ferror(file_.get()) != 0) return failure(errorFromErrno(number, attempt("read", path_)));
        return Next{};
    }
    const std::string_view text(line.get(), static_cast<std::size_t>(length));
    if (text.back() != '\n') return wrong(fmt::format("line {} has no end: it was cut short", line_));
    auto saved = parseLine(text.substr(0, text.size() - 1));
    if (!saved) {
        return wrong(fmt::format("line {}, column {}: {}", line_, saved.error().column, saved.error().reason));
    }
    return Next{true, std::move(*saved), end_};
}

void MessageReader::rewind() noexcept {
    std::rewind(file_.get());
    line_ = 0;
    end_ = 0;
}

std::string rescueFolder() {
    // The specification has relative paths ignored
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && state[0] == '/')
        return std::string(state) + "/ipclens";
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        return std::string(home) + "/.local/state/ipclens";
    return {};
}

} // namespace ipclens::transfer
