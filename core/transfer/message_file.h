// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/transfer/message_line.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

namespace ipclens::transfer {

/// A file of message lines that grows by one at a time, each on disk (fdatasync(2)) before append() returns. Nobody
/// else adds to it meanwhile (flock(2)).
class MessageFile {
public:
    /// Makes the file (mode 0600), or goes on behind the lines of one that is there. Errors: Denied, Invalid (it is no
    /// regular file, or its last line has no end), WouldBlock (another process adds to it, or has just removed it).
    [[nodiscard]] static Result<MessageFile> openToAppend(const std::string& path);
    /// Makes a file of a name that is not taken: `stem`.jsonl, or with a number before its suffix. Errors: Other (a
    /// file system without locks; there is no file then).
    [[nodiscard]] static Result<MessageFile> createAnew(const std::string& folder, const std::string& stem);

    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// Room on disk for so many more bytes, so that what is appended finds it; not everywhere can that be had. Errors:
    /// Limit.
    [[nodiscard]] Result<void> reserve(std::uint64_t bytes);
    /// Adds a line. Where it can't, the file is as before. `onDisk` false: not waited for on disk, see sync().
    [[nodiscard]] Result<void> append(const SavedMessage& saved, bool onDisk = true);
    /// Where the next line begins.
    [[nodiscard]] std::uint64_t end() const noexcept { return end_; }
    /// Puts another line in the place of the last. Where it can't, the last line is gone.
    [[nodiscard]] Result<void> replaceLast(const SavedMessage& saved);
    /// Takes the last line back.
    void dropLast() noexcept;
    /// Another state for the last line. In its place, so that it can't fail for want of room; not waited for on disk.
    void markLast(LineState state) noexcept;
    /// The same for any line that has a state, by where it ends (MessageReader::Next).
    void mark(std::uint64_t endOfLine, LineState state) noexcept;
    /// All that was written and marked is on disk.
    void sync() noexcept;
    /// Removes the file by its name.
    void remove() noexcept;

private:
    MessageFile(UniqueFd file, std::string path, std::uint64_t end)
        : file_(std::move(file))
        , path_(std::move(path))
        , lastBegin_(end)
        , end_(end) {}

    UniqueFd file_;
    std::string path_;
    std::uint64_t lastBegin_;
    std::uint64_t end_;
    std::uint64_t stateAt_ = 0;
};

/// Reads a file of message lines one by one.
class MessageReader {
public:
    [[nodiscard]] static Result<MessageReader> open(const std::string& path);

    /// The next message; `there` is false behind the last. Empty lines are passed over. Errors: Invalid, naming line
    /// and column; a last line without an end was cut short and is one.
    struct Next {
        bool there = false;
        SavedMessage saved;
        std::uint64_t end = 0; ///< where the line ends in the file
    };
    [[nodiscard]] Result<Next> next();
    /// Back to the first line.
    void rewind() noexcept;
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
    struct Close {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };
    MessageReader(std::FILE* file, std::string path)
        : file_(file)
        , path_(std::move(path)) {}

    std::unique_ptr<std::FILE, Close> file_;
    std::string path_;
    std::uint64_t line_ = 0;
    std::uint64_t end_ = 0;
};

/// Where moved messages that have nowhere to go are kept: `ipclens` under XDG_STATE_HOME, or ~/.local/state/ipclens.
/// Empty where neither is known.
[[nodiscard]] std::string rescueFolder();

} // namespace ipclens::transfer
