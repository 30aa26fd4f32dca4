// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/unique_fd.h"
#include "core/objects/name.h"
#include "core/transfer/message_line.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace ipclens::transfer {

/// Where the messages of a POSIX queue land when they are taken, one after another, before each is a line of a file:
/// memory that is a file itself.
///
/// mq_receive(3) takes a message out of the queue and copies it to its caller in one system call, which a kill does not
/// cut in two: with ordinary memory a process that is killed before it has written the message down loses it. Here it
/// is in a page of a file when the call returns, and settle() finds it there. The one thing that the kernel tells by
/// the call's result alone is how long the message is; where a kill takes that away it is inferred: the slot is filled
/// with random bytes before, and the message ends behind the last byte that differs (in one of 256 cases it was a byte
/// longer). Such a line says so (SavedMessage::sizeInferred).
class LandingSlot {
public:
    /// Makes it beside `messageFile`, with `.taking` added to its name. All of its room is there on disk from the
    /// beginning. Errors: Limit (no room), Other (a file system that can't map files).
    [[nodiscard]] static Result<LandingSlot> make(const std::string& messageFile, Name queue,
                                                  std::uint64_t messageSize);
    LandingSlot(LandingSlot&& other) noexcept;
    LandingSlot& operator=(LandingSlot&&) = delete;
    /// The file stays, see remove().
    ~LandingSlot();

    /// Before each message is taken: its line is to begin at `end` of the file of messages.
    void arm(std::uint64_t end) noexcept;
    /// What the receiving call shall write to.
    [[nodiscard]] std::span<std::byte> room() const noexcept { return room_; }
    [[nodiscard]] unsigned& priority() const noexcept;
    /// So long the message is.
    void landed(std::size_t size) noexcept;
    /// Its line is written: what is in the slot is a copy.
    void disarm() noexcept;
    void remove() noexcept;

private:
    struct Header;
    LandingSlot(std::string path, Header* header, std::span<std::byte> room, std::size_t mapped)
        : path_(std::move(path))
        , header_(header)
        , room_(room)
        , mapped_(mapped) {}
    /// The message of a slot that is read; none where none has landed.
    [[nodiscard]] static Result<std::optional<SavedMessage>> messageIn(int slot, const Header& header,
                                                                       const std::string& attempted);
    /// As a line of the file, at `end` where that is still free.
    [[nodiscard]] static Result<void> writeDown(const SavedMessage& saved, int slot, std::uint64_t end, int file);
    friend Result<void> settle(const std::string& messageFile);

    std::string path_;
    Header* header_;
    std::span<std::byte> room_;
    std::size_t mapped_;
    std::size_t spoilt_ = 0; ///< so many bytes are not those that it was filled with
};

/// Finishes what a killed process had begun with the file at `messageFile`: a message that had landed and was no line
/// yet becomes one, and the slot goes. What else has come to stand in the file stays: the line follows it. Nothing to
/// do is no error. Errors: WouldBlock (the process lives); Denied (the slot belongs to another user) and Invalid (it is
/// no regular file, or has another name as well; or the last line of the file has no end and is no part of ours): slot
/// and file stay as they are.
[[nodiscard]] Result<void> settle(const std::string& messageFile);

} // namespace ipclens::transfer
