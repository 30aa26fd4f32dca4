// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/semaphore_word.h"

#include "core/base/mapped_access.h"
#include "core/posix/semaphore.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <ctime>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens::posix {

namespace {

using Word = std::atomic_ref<std::uint64_t>;

timespec timespecOf(const Deadline& deadline) noexcept {
    const auto sinceBoot = deadline.moment().time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(sinceBoot);
    timespec spec{};
    spec.tv_sec = static_cast<time_t>(seconds.count());
    spec.tv_nsec = static_cast<long>((sinceBoot - seconds).count());
    return spec;
}

/// Changes the word as `next` says of what it is, which gives 0 or the errno that stands against that.
template <class Next>
int update(std::uint64_t* word, std::uint64_t& before, Next&& next) noexcept {
    int number = 0;
    const bool there = accessMapped([&]() noexcept {
        const Word shared(*word);
        before = shared.load(std::memory_order_relaxed);
        std::uint64_t after = 0;
        do {
            number = next(before, after);
        } while (number == 0 &&
                 !shared.compare_exchange_weak(before, after, std::memory_order_acq_rel, std::memory_order_relaxed));
    });
    return there ? number : EFAULT;
}

} // namespace

int SemaphoreWord::takeOff(std::uint64_t amount) const noexcept {
    std::uint64_t before = 0;
    return update(word_, before, [amount](std::uint64_t word, std::uint64_t& after) noexcept {
        after = word - amount;
        return valueOf(word) == 0 ? EAGAIN : 0;
    });
}

int SemaphoreWord::addWaiting(std::uint64_t amount) const noexcept {
    std::uint64_t before = 0;
    return update(word_, before, [amount](std::uint64_t word, std::uint64_t& after) noexcept {
        after = word + amount;
        return 0;
    });
}

int SemaphoreWord::tryTake() const noexcept {
    return takeOff(1);
}

int SemaphoreWord::take(const Deadline& deadline) const noexcept {
    int number = takeOff(1);
    if (number != EAGAIN) return number;
    number = addWaiting(oneWaiting);
    if (number != 0) return number;
    for (;;) {
        // Who takes one stops waiting in the same step, so that whoever posts sees either both or none
        number = takeOff(1 + oneWaiting);
        if (number != EAGAIN) return number;
        number = waitForChange(deadline);
        if (number != 0 && number != EAGAIN) break;
    }
    const int left = addWaiting(-oneWaiting);
    return left != 0 ? left : number;
}

int SemaphoreWord::waitForChange(const Deadline& deadline) const noexcept {
    const timespec until = deadline ? timespecOf(deadline) : timespec{};
    // FUTEX_WAIT_BITSET takes its time on CLOCK_MONOTONIC, as a moment; the word's low half is the value
    const long waited =
        ::syscall(SYS_futex, word_, FUTEX_WAIT_BITSET, 0, deadline ? &until : nullptr, nullptr, FUTEX_BITSET_MATCH_ANY);
    return waited == -1 ? errno : 0;
}

int SemaphoreWord::post() const noexcept {
    std::uint64_t before = 0;
    const int number = update(word_, before, [](std::uint64_t word, std::uint64_t& after) noexcept {
        after = word + 1;
        return valueOf(word) >= semaphoreValueMax ? EOVERFLOW : 0;
    });
    if (number != 0) return number;
    // What can go wrong here is that the file ends before the word by now, and then nobody waits there any more
    if (waitingOf(before) > 0) ::syscall(SYS_futex, word_, FUTEX_WAKE, 1, nullptr, nullptr, 0);
    return 0;
}

int SemaphoreWord::read(std::uint32_t& value) const noexcept {
    std::uint64_t word = 0;
    if (!accessMapped([&]() noexcept { word = Word(*word_).load(std::memory_order_relaxed); })) return EFAULT;
    value = valueOf(word);
    return 0;
}

} // namespace ipclens::posix
