// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/ending_signals.h"

#include <QSocketNotifier>

#include <atomic>
#include <cerrno>
#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace ipclens::ui {
namespace {

/// For the handler.
std::atomic<int> eventToRaise = -1;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void raiseEvent(int /*signal*/) {
    const int number = errno;
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(eventToRaise.load(), &one, sizeof one);
    errno = number;
}

} // namespace

EndingSignals::EndingSignals(QObject* parent)
    : QObject(parent)
    , event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (!event_) return;
    eventToRaise = event_.get();
    auto* notifier = new QSocketNotifier(event_.get(), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::uint64_t times = 0;
        if (::read(event_.get(), &times, sizeof times) == sizeof times) emit received();
    });
    // A handler, and no signalfd(2): what is blocked would stay so in programs that the window starts
    struct sigaction action {};
    action.sa_handler = raiseEvent;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
    for (Taken& taken : taken_) {
        ::sigaction(taken.signal, nullptr, &taken.before);
        if (taken.before.sa_handler != SIG_IGN) ::sigaction(taken.signal, &action, nullptr);
    }
}

EndingSignals::~EndingSignals() {
    if (!event_) return;
    for (const Taken& taken : taken_)
        ::sigaction(taken.signal, &taken.before, nullptr);
    eventToRaise = -1;
}

} // namespace ipclens::ui
