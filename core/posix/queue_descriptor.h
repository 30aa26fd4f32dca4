// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <utility>

namespace ipclens::posix {

/// Owns a descriptor of a message queue, and closes it. 0 is a valid one; -1 means none.
///
/// Why it is no UniqueFd: Linux ends the notification that a process has requested on a queue as soon as that process
/// closes any of its descriptors of this queue, also one that it only opened to look (mq_close(3) says it of the one
/// that was used for the request; the kernel asks for the process alone). So while a Notification of this process
/// stands on the queue, its other descriptors are not closed but put by, and closed when that has come or was
/// cancelled; see NotificationSlots. All of the library's queue descriptors are held by this class; who opens one past
/// it has to do without notifications.
class QueueDescriptor {
public:
    QueueDescriptor() noexcept = default;
    explicit QueueDescriptor(int fd) noexcept
        : fd_(fd) {}
    QueueDescriptor(QueueDescriptor&& other) noexcept
        : fd_(std::exchange(other.fd_, -1)) {}
    QueueDescriptor& operator=(QueueDescriptor&& other) noexcept {
        if (this != &other) {
            reset();
            fd_ = std::exchange(other.fd_, -1);
        }
        return *this;
    }
    QueueDescriptor(const QueueDescriptor&) = delete;
    QueueDescriptor& operator=(const QueueDescriptor&) = delete;
    ~QueueDescriptor() { reset(); }

    [[nodiscard]] int get() const noexcept { return fd_; }
    [[nodiscard]] explicit operator bool() const noexcept { return fd_ >= 0; }
    void reset() noexcept;

private:
    int fd_ = -1;
};

} // namespace ipclens::posix
