// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/interrupt.h"

#include "app/cli/failure.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace ipclens::cli {
namespace {

/// Of SIGTERM and SIGHUP the one that was taken; 0: none.
std::atomic<int> endingSignal = 0;

bool isIgnored(int signal) noexcept {
    struct sigaction action {};
    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t signalsToTake() noexcept {
    sigset_t signals;
    sigemptyset(&signals);
    // Also where it was ignored, as a shell's `&` has it in a script: whoever sends it then means this program
    sigaddset(&signals, SIGINT);
    // nohup(1) means what it says
    for (const int signal : {SIGTERM, SIGHUP}) {
        if (!isIgnored(signal)) sigaddset(&signals, signal);
    }
    return signals;
}

UniqueFd makeEvent() {
    UniqueFd event(::eventfd(0, EFD_CLOEXEC));
    if (!event) throw Failed(errorFromErrno(errno, "get ready for Ctrl-C"));
    return event;
}

void raiseEvent(const UniqueFd& event) noexcept {
    const std::uint64_t one = 1;
    // Fails only if the counter is about to overflow
    [[maybe_unused]] const auto written = ::write(event.get(), &one, sizeof one);
}

/// A second one ends the program at once, whatever it is stuck in: this thread lets it through.
void letNextOneKill() noexcept {
    const sigset_t signals = signalsToTake();
    ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

} // namespace

Interrupt::Interrupt()
    : requested_(makeEvent())
    , end_(makeEvent()) {
    const sigset_t signals = signalsToTake();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    signals_.reset(::signalfd(-1, &signals, SFD_CLOEXEC));
    if (!signals_) throw Failed(errorFromErrno(errno, "get ready for Ctrl-C"));
    try {
        thread_ = std::thread([this] { serve(); });
    } catch (const std::system_error& error) {
        // RLIMIT_NPROC; its EAGAIN is no wait
        throw Failed(
            errorFromErrno(error.code().value(), "get ready for Ctrl-C", ErrorKind::Limit, "no thread can be started"));
    }
}

Interrupt::~Interrupt() {
    raiseEvent(end_);
    thread_.join();
    // The signals stay blocked: what was done is still to be printed
}

void Interrupt::serve() {
    // No events asked for: POLLERR, which a pipe has when its reader is gone, comes unasked
    std::array<pollfd, 3> watched = {{{signals_.get(), POLLIN, 0}, {end_.get(), POLLIN, 0}, {STDOUT_FILENO, 0, 0}}};
    while (::poll(watched.data(), watched.size(), -1) < 0) {
        if (errno != EINTR) return;
    }
    signalfd_siginfo taken{};
    const bool signalled =
        (watched[0].revents & POLLIN) != 0 && ::read(signals_.get(), &taken, sizeof taken) == sizeof taken;
    const bool closed = (watched[2].revents & POLLERR) != 0;
    if (!signalled && !closed) return;
    outputClosed_ = !signalled;
    if (signalled && taken.ssi_signo != SIGINT) endingSignal = static_cast<int>(taken.ssi_signo);
    raiseEvent(requested_);
    cancellation_.cancel();
    letNextOneKill();
    pollfd end{end_.get(), POLLIN, 0};
    while (::poll(&end, 1, -1) < 0 && errno == EINTR) {
    }
}

void Interrupt::throwIfOutputClosed() const {
    if (outputClosed_) throw OutputClosed();
}

std::string_view Interrupt::told() noexcept {
    switch (endingSignal) {
    case SIGTERM: return "stopped by SIGTERM";
    case SIGHUP: return "stopped by SIGHUP";
    default: return "stopped by Ctrl-C";
    }
}

void Interrupt::endAsSignalled() noexcept {
    const int signal = endingSignal;
    if (signal == 0) return;
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, signal);
    ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    ::raise(signal);
}

bool Interrupt::sleepUntil(std::chrono::steady_clock::time_point time, int descriptor) const {
    constexpr std::int64_t nanosecondsInSecond = 1'000'000'000;
    for (;;) {
        const auto left = std::chrono::nanoseconds(time - std::chrono::steady_clock::now()).count();
        if (left <= 0) return false;
        const timespec timeout{left / nanosecondsInSecond, left % nanosecondsInSecond};
        std::array<pollfd, 2> watched = {{{requested_.get(), POLLIN, 0}, {descriptor, POLLIN, 0}}};
        if (::ppoll(watched.data(), watched.size(), &timeout, nullptr) > 0) return watched[1].revents != 0;
    }
}

} // namespace ipclens::cli
