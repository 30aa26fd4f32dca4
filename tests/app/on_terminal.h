// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/app/ipclens.h"

#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace ipclens::testing {

/// A run with a terminal for its questions, that is, for all but its standard output.
class OnTerminal {
public:
    explicit OnTerminal(const QStringList& words)
        : master_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
        if (master_ < 0 || ::grantpt(master_) != 0 || ::unlockpt(master_) != 0) return;
        terminal_ = ::open(::ptsname(master_), O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (terminal_ < 0) return;
        process_.setChildProcessModifier([this] {
            ::dup2(terminal_, STDIN_FILENO);
            ::dup2(terminal_, STDERR_FILENO);
        });
        process_.start(ipclensPath(), words);
    }
    OnTerminal(const OnTerminal&) = delete;
    OnTerminal& operator=(const OnTerminal&) = delete;
    ~OnTerminal() {
        if (process_.state() != QProcess::NotRunning) {
            process_.kill();
            process_.waitForFinished();
        }
        for (const int fd : {master_, terminal_}) {
            if (fd >= 0) ::close(fd);
        }
    }

    [[nodiscard]] bool there() const { return terminal_ >= 0; }
    /// Whether it has written this by now, or does so soon.
    bool says(const std::string& words) {
        pollfd watched{master_, POLLIN, 0};
        while (said_.find(words) == std::string::npos && ::poll(&watched, 1, 20'000) == 1) {
            std::string some(4096, '\0');
            const ssize_t length = ::read(master_, some.data(), some.size());
            if (length <= 0) return false;
            said_.append(some, 0, static_cast<std::size_t>(length));
        }
        return said_.find(words) != std::string::npos;
    }
    [[nodiscard]] const char* said() const { return said_.c_str(); }
    [[nodiscard]] bool answer(const std::string& line) const {
        return ::write(master_, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    }
    Ran finish() {
        Ran ran;
        if (!process_.waitForFinished(20'000)) return ran;
        if (process_.exitStatus() == QProcess::NormalExit) ran.status = process_.exitCode();
        ran.out = process_.readAllStandardOutput().toStdString();
        return ran;
    }

private:
    int master_ = -1;
    int terminal_ = -1;
    QProcess process_;
    std::string said_;
};

} // namespace ipclens::testing
