// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/output.h"
#include "core/base/unique_fd.h"

#include <chrono>
#include <csignal>
#include <string>
#include <vector>

#include <termios.h>

namespace ipclens::cli {

/// The whole terminal, drawn on: alternate screen, no cursor, keys as they are pressed. Its destructor gives the
/// terminal back, and so do the signals that end or stop the program, before they do.
class Screen {
public:
    explicit Screen(Output& output);
    ~Screen();
    Screen(const Screen&) = delete;
    Screen& operator=(const Screen&) = delete;

    /// Shows these lines, and nothing below them.
    void draw(const std::vector<std::string>& lines);

    enum class Event { Time, News, Resized, Quit, Interrupted };
    /// Waits until `time`, q, Ctrl-C, or until a descriptor (-1: none) is readable: `interrupt` counts as Ctrl-C.
    [[nodiscard]] Event wait(std::chrono::steady_clock::time_point time, int interrupt, int news);

private:
    void enter();
    void leave() noexcept;
    /// Lets a signal do to this process what it does, with the terminal as it was meanwhile.
    void passOn(int signal);
    [[nodiscard]] Event takeSignal();
    [[nodiscard]] bool quitWasPressed();

    Output& output_;
    int keys_;
    sigset_t signals_{};
    sigset_t maskBefore_{};
    termios modeBefore_{};
    bool modeChanged_ = false;
    UniqueFd signalDescriptor_;
};

} // namespace ipclens::cli
