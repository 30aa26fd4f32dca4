// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/sysv/message_queue.h"

#include <cstddef>
#include <memory>

namespace ipclens::sysv {

/// Room for a struct msgbuf: the type, then the payload. One a thread, kept from call to call, so that sending and
/// receiving allocates nothing.
class MessageBuffer {
public:
    /// That of this thread, with room for so many payload bytes, which are not initialised; nullptr without memory.
    [[nodiscard]] static MessageBuffer* ofThisThread(std::size_t payload) noexcept;
    /// Lets go of more memory than is worth keeping.
    void trim() noexcept;

    [[nodiscard]] void* raw() noexcept { return memory_.get(); }
    [[nodiscard]] std::size_t room() const noexcept { return room_; }

    /// What a call has filled in.
    [[nodiscard]] Message message(std::size_t length) const;
    void setType(long type) noexcept;
    [[nodiscard]] std::byte* payload() noexcept { return memory_.get() + sizeof(long); }

private:
    std::unique_ptr<std::byte[]> memory_;
    std::size_t room_ = 0;
};

} // namespace ipclens::sysv
