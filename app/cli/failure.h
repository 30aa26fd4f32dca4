// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "core/base/result.h"

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace ipclens::cli {

/// What the program ends with; ipclens(1) EXIT STATUS.
enum class Status : int {
    Done = 0,
    Failure = 1,
    Usage = 2,     ///< the words of the call are wrong; nothing was tried
    NotFound = 3,  ///< no such object, or it was removed while waiting
    Denied = 4,    ///< EACCES, EPERM
    WouldWait = 5, ///< it would have had to wait, or the timeout passed
    Exists = 6,
    Limit = 7, ///< over a limit or out of range
    Interrupted = 130,
};

[[nodiscard]] Status statusOf(const Error& error) noexcept;

/// The words of the call are wrong: Status::Usage. Thrown only while nothing has been tried yet.
class Refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The verb can't go on; ends the program with this error's line and status.
class Failed : public std::exception {
public:
    explicit Failed(Error error)
        : error_(std::move(error)) {}
    [[nodiscard]] const Error& error() const noexcept { return error_; }
    [[nodiscard]] const char* what() const noexcept override { return error_.reason.c_str(); }

private:
    Error error_;
};

/// Nobody reads standard output any more (EPIPE): the program ends without a word, as other tools do.
class OutputClosed : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "standard output was closed"; }
};

/// The value, or Failed with what was tried in the caller's words: it knows the object as the person named it.
template <class T>
T orFail(Result<T> result, std::string_view attempted) {
    if (!result) {
        Error error = std::move(result).error();
        error.attempted = attempted;
        throw Failed(std::move(error));
    }
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// One line on standard error, `ipclens: …`, with everything escaped that must not reach a terminal.
void reportLine(std::string_view line);
void report(const Error& error);

} // namespace ipclens::cli
