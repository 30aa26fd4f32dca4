// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/wake_up.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <ctime>

#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>

namespace ipclens::ui {

WakeUp::WakeUp()
    : calls_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (!calls_) throw std::system_error(errno, std::generic_category(), "eventfd");
}

void WakeUp::call() noexcept {
    const std::uint64_t one = 1;
    // It fails where it has been called 2^64 - 2 times since the last wait
    static_cast<void>(::write(calls_.get(), &one, sizeof one));
}

bool WakeUp::waitUntil(std::optional<Clock::time_point> time, int descriptor) {
    timespec left{};
    if (time) {
        const auto nanoseconds = std::max(*time - Clock::now(), Clock::duration::zero());
        left.tv_sec = std::chrono::duration_cast<std::chrono::seconds>(nanoseconds).count();
        left.tv_nsec = (nanoseconds % std::chrono::seconds(1)).count();
    }
    std::array<pollfd, 2> sources{};
    sources[0] = {calls_.get(), POLLIN, 0};
    sources[1] = {descriptor, POLLIN, 0}; // poll(2) leaves out what is below 0
    // Interrupted: who waits looks again at what there is to do
    if (::ppoll(sources.data(), sources.size(), time ? &left : nullptr, nullptr) <= 0) return false;

    std::uint64_t count = 0;
    static_cast<void>(::read(calls_.get(), &count, sizeof count));
    return sources[1].revents != 0;
}

} // namespace ipclens::ui
