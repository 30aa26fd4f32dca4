// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/wait_options.h"

#include "app/cli/words.h"

#include <fmt/format.h>

namespace ipclens::cli {

void WaitOptions::declare(Verb& verb) {
    verb.flag("--no-wait", noWait_, "Fails where it would have to wait");
    verb.value("--timeout", "DURATION", timeout_, "Waits no longer than this, as 0.4, 50ms, 2s or 1m");
    verb.exclusive({"--no-wait", "--timeout"});
}

Wait WaitOptions::parse() const {
    if (noWait_) return Wait::never();
    return timeout_ ? Wait::atMost(parseDuration("--timeout", *timeout_)) : Wait();
}

Error waitError(Error error, const Interrupt& interrupt, std::string_view attempted, std::string_view unchanged) {
    if (error.kind == ErrorKind::Interrupted) {
        interrupt.throwIfOutputClosed();
        error = errorOf(ErrorKind::Interrupted, {}, fmt::format("{}; {}", Interrupt::told(), unchanged));
    }
    error.attempted = attempted;
    return error;
}

} // namespace ipclens::cli
