// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/wait.h"

namespace ipclens {

namespace {

extern "C" void ignoreWakeSignal(int /*number*/) {} // it has done its work when the system call ends with EINTR

/// Every time: a library may have reset it, and an ignored signal interrupts nothing.
void installWakeHandler() noexcept {
    struct sigaction action {};
    action.sa_handler = ignoreWakeSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = 0; // no SA_RESTART
    ::sigaction(wakeSignal(), &action, nullptr);
}

} // namespace

int wakeSignal() noexcept {
    return SIGURG;
}

void wake(pthread_t thread) noexcept {
    installWakeHandler();
    ::pthread_kill(thread, wakeSignal());
}

WakeSignalScope::WakeSignalScope() {
    installWakeHandler();
    sigset_t wake;
    sigemptyset(&wake);
    sigaddset(&wake, wakeSignal());
    ::pthread_sigmask(SIG_UNBLOCK, &wake, &previous_);
}

WakeSignalScope::~WakeSignalScope() {
    // Always a system call: a wake signal that was sent too late is handled on its way out, and so never interrupts
    // the next call that waits.
    ::pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
}

void Cancellation::cancel() {
    requested_.store(true, std::memory_order_release);
    std::unique_lock lock(mutex_);
    while (waiters_ != nullptr) {
        for (const Waiter* waiter = waiters_; waiter != nullptr; waiter = waiter->next)
            wake(waiter->thread);
        answered_.wait_for(lock, betweenWakeSignals);
    }
}

CancellableScope::CancellableScope(Cancellation* cancellation)
    : cancellation_(cancellation) {
    if (cancellation_ == nullptr) return;
    reachable_.emplace();
    const std::lock_guard lock(cancellation_->mutex_);
    self_.thread = ::pthread_self();
    self_.next = cancellation_->waiters_;
    cancellation_->waiters_ = &self_;
}

CancellableScope::~CancellableScope() {
    if (cancellation_ == nullptr) return;
    const std::lock_guard lock(cancellation_->mutex_);
    Cancellation::Waiter** link = &cancellation_->waiters_;
    while (*link != &self_)
        link = &(*link)->next;
    *link = self_.next;
    cancellation_->answered_.notify_all();
}

} // namespace ipclens
