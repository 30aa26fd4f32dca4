// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace ipclens::bench {

/// Another program, from exec on. Killed with this object.
class Child {
public:
    enum class Output { Discard, Read };

    /// Found in PATH where it has no slash. `environment` is added to ours. Throws std::runtime_error.
    Child(const std::vector<std::string>& command, const std::map<std::string, std::string>& environment,
          Output output);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] pid_t pid() const noexcept { return pid_; }
    /// When it was started, on CLOCK_MONOTONIC.
    [[nodiscard]] std::chrono::nanoseconds startedAt() const noexcept { return startedAt_; }
    /// The next line of its standard output; nothing where none comes in time.
    [[nodiscard]] std::optional<std::string> readLine(std::chrono::milliseconds limit);
    /// The exit status, or the negative number of the signal.
    int wait();

    /// Time on a core since its start, of all its threads, or of those of that name.
    [[nodiscard]] std::chrono::nanoseconds busy(const std::string& thread = {}) const;
    /// Proportional set size (/proc/PID/smaps_rollup, Pss), in MiB.
    [[nodiscard]] double proportionalMebibytes() const;

private:
    pid_t pid_ = -1;
    int out_ = -1;
    std::chrono::nanoseconds startedAt_{};
    std::string unread_;
};

} // namespace ipclens::bench
