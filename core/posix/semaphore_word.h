// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/deadline.h"

#include <bit>
#include <cstdint>
#include <semaphore.h>

namespace ipclens::posix {

/// The first word of a semaphore as glibc lays it out where it has atomic operations on 64 bits (struct new_sem): value
/// and number of waiting threads in its halves. Operated on as glibc does, beside processes that use glibc for it, but
/// with nothing taken for granted: whoever may write to the file may have written anything there, or cut it short, and
/// glibc ends the process then (SIGBUS, or "unexpected error" of a futex).
///
/// All calls answer 0 or an errno: EFAULT where the file ends before the word by now. Thread-safe.
class SemaphoreWord {
public:
    /// How a look at the file finds them.
    static constexpr std::uint32_t valueOf(std::uint64_t word) noexcept { return static_cast<std::uint32_t>(word); }
    static constexpr std::uint32_t waitingOf(std::uint64_t word) noexcept {
        return static_cast<std::uint32_t>(word >> waitingShift);
    }

    /// `mapped`: shared, readable and writable, as long as this is used.
    explicit SemaphoreWord(sem_t* mapped) noexcept
        : word_(reinterpret_cast<std::uint64_t*>(mapped)) {}

    /// sem_trywait(3): EAGAIN where the value is 0.
    [[nodiscard]] int tryTake() const noexcept;
    /// sem_wait(3), sem_clockwait(3) on CLOCK_MONOTONIC: also EINTR and ETIMEDOUT; nothing was taken then, and the
    /// thread is counted among those that wait no longer.
    [[nodiscard]] int take(const Deadline& deadline) const noexcept;
    /// sem_post(3): EOVERFLOW at semaphoreValueMax.
    [[nodiscard]] int post() const noexcept;
    /// sem_getvalue(3).
    [[nodiscard]] int read(std::uint32_t& value) const noexcept;

private:
    static constexpr unsigned waitingShift = 32;
    static constexpr std::uint64_t oneWaiting = std::uint64_t{1} << waitingShift;
    static_assert(sizeof(void*) == 8 && std::endian::native == std::endian::little,
                  "glibc lays its semaphores out in another way here");

    [[nodiscard]] int takeOff(std::uint64_t amount) const noexcept;
    [[nodiscard]] int waitForChange(const Deadline& deadline) const noexcept;
    [[nodiscard]] int addWaiting(std::uint64_t amount) const noexcept;

    std::uint64_t* word_;
};

} // namespace ipclens::posix
