// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/processes/signal_process.h"

#include "core/base/unique_fd.h"
#include "core/base/utf8.h"

#include <fmt/format.h>

#include <cerrno>
#include <csignal>

#include <sys/syscall.h>
#include <unistd.h>

namespace ipclens::processes {
namespace {

std::string nameOf(int signal) {
    const char* name = signal > 0 && signal < NSIG ? sigabbrev_np(signal) : nullptr;
    return name == nullptr ? fmt::format("signal {}", signal) : fmt::format("SIG{}", name);
}

} // namespace

Result<void> sendSignal(const Process& process, int signal) {
    const std::string attempted = fmt::format("send {} to {} {}", nameOf(signal), escaped(process.name), process.pid);
    const auto gone = [&](int number) {
        return failure(errorFromErrno(number, attempted, ErrorKind::NotFound, "the process is gone"));
    };
    if (signal < 1 || signal >= NSIG) return failure(errorOf(ErrorKind::Invalid, attempted, "there is no such signal"));
    if (process.pid <= 0) return failure(errorOf(ErrorKind::Invalid, attempted, "no process has such a pid"));
    const UniqueFd descriptor(static_cast<int>(syscall(SYS_pidfd_open, process.pid, 0)));
    if (!descriptor) return errno == ESRCH ? gone(errno) : failure(errorFromErrno(errno, attempted));
    // It stands for whoever has the pid now, also when that one has ended: who this is, is asked afterwards
    const auto now = find(process.pid);
    if (!now) return gone(ESRCH);
    if (!isSame(*now, process)) {
        return failure(errorOf(ErrorKind::NotFound, attempted, "the process is gone, and another has its pid now"));
    }
    if (syscall(SYS_pidfd_send_signal, descriptor.get(), signal, nullptr, 0) == 0) return {};
    return errno == ESRCH ? gone(errno) : failure(errorFromErrno(errno, attempted));
}

} // namespace ipclens::processes
