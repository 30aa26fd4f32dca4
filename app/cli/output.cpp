// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/output.h"

#include "app/cli/failure.h"

#include <cerrno>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ipclens::cli {
namespace {

[[noreturn]] void throwWriteError(int number) {
    if (number == EPIPE) throw OutputClosed();
    // Other, whatever the errno: a full disk is no limit of an IPC object
    throw Failed(errorFromErrno(number, "write standard output", ErrorKind::Other, errorFromErrno(number, {}).reason));
}

} // namespace

void Output::flush() {
    std::string_view rest = text_;
    while (!rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN) {
            // Someone who shares the terminal or pipe made it non-blocking
            pollfd ready{descriptor_, POLLOUT, 0};
            ::poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            const int number = errno;
            text_.clear();
            throwWriteError(number);
        }
    }
    text_.clear();
}

void Output::requireWritable() const {
    struct stat status {};
    // To a socket even nothing may be a message
    if (::fstat(descriptor_, &status) == 0 && S_ISSOCK(status.st_mode)) return;
    if (::write(descriptor_, "", 0) < 0 && errno != EAGAIN && errno != EINTR) throwWriteError(errno);
}

} // namespace ipclens::cli
