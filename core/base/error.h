// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ipclens {

/// What went wrong, as far as a caller has to tell it apart. Closed: a switch over it needs no default.
enum class ErrorKind {
    NotFound,    ///< no such object: ENOENT, or EINVAL where only the id can be meant
    Removed,     ///< it was there and went away meanwhile: EIDRM
    Denied,      ///< EACCES, EPERM
    WouldBlock,  ///< it would have had to wait: EAGAIN, ENOMSG
    TimedOut,    ///< the given time passed: ETIMEDOUT
    Exists,      ///< EEXIST
    Limit,       ///< a limit of the system or the object: ENOSPC, ENOMEM, E2BIG, EMFILE, ENFILE, EMSGSIZE
    OutOfRange,  ///< a number beyond what the object can hold: ERANGE, EFBIG, EOVERFLOW, an index past the set
    Invalid,     ///< EINVAL and words that make no sense; nothing was tried, or nothing was changed
    Interrupted, ///< a wait ended early and changed nothing: EINTR (a signal), ECANCELED (Cancellation)
    Other,       ///< any other errno
};

/// The kind an errno has when nothing more is known of the call that gave it.
[[nodiscard]] ErrorKind kindOfErrno(int number) noexcept;

/// The symbolic name, such as "EAGAIN"; "errno 4711" for a number without one; empty for 0.
[[nodiscard]] std::string errnoName(int number);

/// A failure with everything needed to explain it to a person: what was tried, why it failed, and the errno.
struct Error {
    ErrorKind kind = ErrorKind::Other;
    int number = 0;        ///< errno of the system call that failed; 0 where none failed
    std::string attempted; ///< what was tried, in the field's words: "send msg:42"
    std::string reason;    ///< why, for people: "the queue is full"
    std::string hint;      ///< what helps: "16384 of 16384 bytes"; may be empty

    /// One line: "send msg:42: the queue is full (EAGAIN); 16384 of 16384 bytes". Contains `attempted` as it stands:
    /// who prints it escapes it.
    [[nodiscard]] std::string message() const;
};

/// An Error from `number`, its kind by kindOfErrno() and its reason by strerror(3).
[[nodiscard]] Error errorFromErrno(int number, std::string attempted);

/// As above, with a kind and reason of the caller's, who knows more.
[[nodiscard]] Error errorFromErrno(int number, std::string attempted, ErrorKind kind, std::string reason);

/// An Error that no system call gave (number 0).
[[nodiscard]] Error errorOf(ErrorKind kind, std::string attempted, std::string reason);

} // namespace ipclens
