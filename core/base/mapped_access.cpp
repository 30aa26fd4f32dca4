// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/mapped_access.h"

#include <csetjmp>
#include <mutex>

#include <signal.h>

namespace ipclens {

namespace {

/// Where this thread goes on when its access meets a page that is gone; null while it makes none.
thread_local sigjmp_buf* escape = nullptr;
struct sigaction previous {}; // written before the handler may run

extern "C" void escapeFromAccess(int /*signal*/) {
    // The signal is of this very instruction (sigaction(2) of synchronous signals), so it is this thread's
    if (escape != nullptr) siglongjmp(*escape, 1);
    // Not ours: the instruction runs again and meets whoever was there before
    ::sigaction(SIGBUS, &previous, nullptr);
}

void ensureHandler() noexcept {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    struct sigaction present {};
    ::sigaction(SIGBUS, nullptr, &present);
    if (present.sa_handler == escapeFromAccess) return;
    previous = present;
    struct sigaction action {};
    action.sa_handler = escapeFromAccess;
    action.sa_flags = SA_ONSTACK;
    ::sigaction(SIGBUS, &action, nullptr);
}

} // namespace

bool accessMapped(void (*access)(void* context), void* context) noexcept {
    ensureHandler();
    sigjmp_buf here;
    if (sigsetjmp(here, 1) != 0) { // with the mask, in which the handler's signal is blocked
        escape = nullptr;
        return false;
    }
    escape = &here;
    access(context);
    escape = nullptr;
    return true;
}

} // namespace ipclens
