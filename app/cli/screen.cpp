// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/screen.h"

#include "app/cli/failure.h"
#include "app/cli/terminal.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace ipclens::cli {
namespace {

constexpr std::string_view alternateScreen = "\x1b[?1049h\x1b[?25l";
constexpr std::string_view usualScreen = "\x1b[?25h\x1b[?1049l";
constexpr std::string_view home = "\x1b[H";
constexpr std::string_view clearToEndOfLine = "\x1b[K";
constexpr std::string_view clearBelow = "\x1b[J";

timespec timeLeft(std::chrono::steady_clock::time_point time) {
    constexpr std::int64_t nanosecondsInSecond = 1'000'000'000;
    const std::int64_t left = std::chrono::nanoseconds(time - std::chrono::steady_clock::now()).count();
    const std::int64_t sane = std::max<std::int64_t>(left, 0);
    return {sane / nanosecondsInSecond, sane % nanosecondsInSecond};
}

} // namespace

Screen::Screen(Output& output)
    : output_(output)
    , keys_(isTerminal(STDIN_FILENO) ? STDIN_FILENO : -1) {
    sigemptyset(&signals_);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH})
        sigaddset(&signals_, signal);
    ::pthread_sigmask(SIG_BLOCK, &signals_, &maskBefore_);
    signalDescriptor_.reset(::signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK));
    try {
        if (!signalDescriptor_) throw Failed(errorFromErrno(errno, "draw on the terminal"));
        enter();
    } catch (...) {
        leave();
        throw;
    }
}

Screen::~Screen() {
    leave();
}

void Screen::enter() {
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    if (keys_ >= 0 && ::tcgetattr(keys_, &modeBefore_) == 0) {
        termios mode = modeBefore_;
        mode.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
        modeChanged_ = ::tcsetattr(keys_, TCSANOW, &mode) == 0;
    }
    output_.append(alternateScreen);
    output_.flush();
}

void Screen::leave() noexcept {
    if (modeChanged_) ::tcsetattr(keys_, TCSANOW, &modeBefore_);
    modeChanged_ = false;
    // Straight to the terminal: what is gathered may be a frame cut short by the failure that ends us
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, usualScreen.data(), usualScreen.size());
    ::pthread_sigmask(SIG_SETMASK, &maskBefore_, nullptr);
}

void Screen::passOn(int signal) {
    leave();
    // An Interrupt had it blocked before
    sigset_t passed;
    sigemptyset(&passed);
    sigaddset(&passed, signal);
    ::pthread_sigmask(SIG_UNBLOCK, &passed, nullptr);
    ::raise(signal);
    enter();
}

void Screen::draw(const std::vector<std::string>& lines) {
    output_.append(home);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) output_.append("\n");
        output_.append(lines[i]);
        output_.append(clearToEndOfLine);
    }
    output_.append(clearBelow);
    output_.flush();
}

Screen::Event Screen::takeSignal() {
    signalfd_siginfo info{};
    if (::read(signalDescriptor_.get(), &info, sizeof info) != sizeof info) return Event::Resized;
    const int signal = static_cast<int>(info.ssi_signo);
    if (signal == SIGINT) return Event::Interrupted;
    if (signal != SIGWINCH) passOn(signal);
    return Event::Resized;
}

bool Screen::quitWasPressed() {
    std::array<char, 64> pressed{};
    const ssize_t count = ::read(keys_, pressed.data(), pressed.size());
    // The end of a terminal: nobody can press a key any more
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) keys_ = -1;
    const auto* const end = pressed.data() + std::max<ssize_t>(count, 0);
    return std::find(static_cast<const char*>(pressed.data()), end, 'q') != end;
}

Screen::Event Screen::wait(std::chrono::steady_clock::time_point time, int interrupt, int news) {
    for (;;) {
        std::array<pollfd, 4> watched = {
            {{signalDescriptor_.get(), POLLIN, 0}, {keys_, POLLIN, 0}, {interrupt, POLLIN, 0}, {news, POLLIN, 0}}};
        const timespec timeout = timeLeft(time);
        const int ready = ::ppoll(watched.data(), watched.size(), &timeout, nullptr);
        if (ready == 0) return Event::Time;
        if (ready < 0) continue;
        if (watched[2].revents != 0) return Event::Interrupted;
        if (watched[0].revents != 0) return takeSignal();
        if (watched[1].revents != 0 && quitWasPressed()) return Event::Quit;
        if (watched[3].revents != 0) return Event::News;
    }
}

} // namespace ipclens::cli
