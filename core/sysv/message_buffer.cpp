// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/sysv/message_buffer.h"

#include <algorithm>
#include <cstring>
#include <new>

namespace ipclens::sysv {

namespace {

constexpr std::size_t leastRoom = 8192; // the usual MSGMAX
constexpr std::size_t worthKeeping = 1 << 20;

} // namespace

MessageBuffer* MessageBuffer::ofThisThread(std::size_t payload) noexcept {
    thread_local MessageBuffer buffer;
    if (buffer.room_ >= payload && buffer.memory_) return &buffer;
    const std::size_t room = std::max(payload, leastRoom);
    // not make_unique: the pages of a big buffer are touched only as far as a message needs them
    std::unique_ptr<std::byte[]> memory(new (std::nothrow) std::byte[sizeof(long) + room]);
    if (!memory) return nullptr;
    buffer.memory_ = std::move(memory);
    buffer.room_ = room;
    return &buffer;
}

void MessageBuffer::trim() noexcept {
    if (room_ <= worthKeeping) return;
    memory_.reset();
    room_ = 0;
}

Message MessageBuffer::message(std::size_t length) const {
    Message message;
    std::memcpy(&message.type, memory_.get(), sizeof message.type);
    const std::byte* payload = memory_.get() + sizeof(long);
    message.payload.assign(payload, payload + length);
    return message;
}

void MessageBuffer::setType(long type) noexcept {
    std::memcpy(memory_.get(), &type, sizeof type);
}

} // namespace ipclens::sysv
