// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/failure.h"

#include "app/cli/escape.h"

#include <cerrno>

#include <unistd.h>

namespace ipclens::cli {

Status statusOf(const Error& error) noexcept {
    switch (error.kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Removed: return Status::NotFound;
    case ErrorKind::Denied: return Status::Denied;
    case ErrorKind::WouldBlock:
    case ErrorKind::TimedOut: return Status::WouldWait;
    case ErrorKind::Exists: return Status::Exists;
    case ErrorKind::Limit:
    case ErrorKind::OutOfRange: return Status::Limit;
    case ErrorKind::Interrupted: return Status::Interrupted;
    // Without an errno it was core that looked at the words and refused them
    case ErrorKind::Invalid: return error.number == 0 ? Status::Usage : Status::Failure;
    case ErrorKind::Other: break;
    }
    return Status::Failure;
}

void reportLine(std::string_view line) {
    std::string text = "ipclens: ";
    appendEscaped(text, line);
    text += '\n';
    // One write, so that lines of several processes do not mix; there is nobody to tell if it fails
    while (::write(STDERR_FILENO, text.data(), text.size()) < 0 && errno == EINTR) {
    }
}

void report(const Error& error) {
    reportLine(error.message());
}

} // namespace ipclens::cli
