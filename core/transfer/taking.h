// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/posix/message_queue.h"
#include "core/transfer/landing_slot.h"
#include "core/transfer/message_file.h"
#include "core/transfer/transfer.h"

#include <cstdint>
#include <optional>

/// How messages get out of a POSIX queue into a file and back. Not installed.
namespace ipclens::transfer {

/// Counts what others send and receive beside us: at least so much, for what comes and goes between two looks is not
/// seen.
class OthersTally {
public:
    explicit OthersTally(const posix::MessageQueue& queue)
        : queue_(&queue)
        , messages_(now()) {}

    /// After we have put in (1) or taken out (-1) one.
    void afterOurs(int change);

    [[nodiscard]] std::uint64_t arrived() const noexcept { return arrived_; }
    [[nodiscard]] std::uint64_t received() const noexcept { return received_; }
    [[nodiscard]] bool empty() const noexcept { return messages_ == 0; }

private:
    [[nodiscard]] std::uint64_t now() const;

    const posix::MessageQueue* queue_;
    std::uint64_t messages_;
    std::uint64_t arrived_ = 0;
    std::uint64_t received_ = 0;
};

/// Takes messages, each into a line of a file.
class Taking {
public:
    /// `name`: what the lines say of where they are to go back to; none where they are not.
    [[nodiscard]] static Result<Taking> begin(const posix::MessageQueue& queue, Name name, MessageFile& file);

    enum class Step : std::uint8_t {
        Taken,     ///< message() is the last line of the file
        Empty,     ///< there was none
        Failed,    ///< none was taken: error()
        Unwritten, ///< message() could not be written down: it is in the slot
    };
    [[nodiscard]] Step takeOne();
    [[nodiscard]] const SavedMessage& message() const noexcept { return saved_; }
    [[nodiscard]] const Error& error() const noexcept { return error_; }

    /// An unwritten message found another place, and the slot is free.
    void rehoused() noexcept { slot_.disarm(); }
    /// Nothing is taken any more, and no message is in the slot.
    void end() noexcept { slot_.remove(); }

private:
    Taking(const posix::MessageQueue& queue, Name name, MessageFile& file, LandingSlot slot)
        : queue_(&queue)
        , file_(&file)
        , slot_(std::move(slot)) {
        saved_.api = Api::Posix;
        saved_.state = LineState::Held;
        saved_.queue = name;
    }

    const posix::MessageQueue* queue_;
    MessageFile* file_;
    LandingSlot slot_;
    SavedMessage saved_;
    Error error_;
};

/// What became of the messages of a file that are to go into their queue again.
struct Returned {
    std::uint64_t messages = 0;  ///< that this call has sent
    bool all = false;            ///< nothing is in the file alone
    std::uint64_t uncertain = 0; ///< of the messages sent: those that may have been there already
    std::optional<Error> stopped;
};

/// Sends all messages of `file` that are not back, and says in each line how far it is.
[[nodiscard]] Returned giveBack(const posix::MessageQueue& queue, MessageFile& file, OthersTally& tally,
                                const Control& control);

/// The queue may go with the last process that has it open: what its lines say was put back may be nowhere else.
void keepCopies(MessageFile& file);

} // namespace ipclens::transfer
