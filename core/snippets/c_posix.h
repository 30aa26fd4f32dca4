// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/c_program.h"

#include <string>
#include <string_view>

namespace ipclens::snippets {

/// How code opens or makes a POSIX object: `sem_t *semaphore`, `int fd` or `mqd_t queue`.
struct PosixHandle {
    std::string_view declaration; ///< "sem_t *semaphore"
    std::string_view variable;
    std::string_view call;    ///< "sem_open"
    std::string_view failed;  ///< "SEM_FAILED", "-1"
    std::string_view closing; ///< "sem_close"
    std::string_view unlinking;
};
[[nodiscard]] const PosixHandle& posixHandle(Kind kind);

/// What code of POSIX objects of a kind needs before main.
void includePosix(CProgram& program, Kind kind);
/// The handle of an object that is there already. `access`, as "O_RDONLY"; a semaphore has none.
void openPosix(CProgram& program, const Target& target, std::string_view access = {});
void closePosix(CProgram& program, Kind kind);
/// `struct timespec until`: so long from now on.
void writeDeadline(CProgram& program, std::chrono::nanoseconds limit, std::string_view clock);

/// The handle of an object that is made, with the call that `call` gives and `name` in it; see NameChoice.
void makePosix(CProgram& program, Kind kind, const posix::NameChoice& choice, mode_t mode, std::string_view call);
/// Says the name if it was a random one, and closes the handle.
void endCreation(CProgram& program, Kind kind, const posix::NameChoice& choice);

/// The programs of POSIX objects; see c_code.h.
void writePosixLook(CProgram& program, const Target& target);
/// The call that removes it.
[[nodiscard]] std::string writePosixUnlink(CProgram& program, const Target& target);
void writePosix(CProgram& program, const action::Change& change);
void writePosix(CProgram& program, const action::Send& send);
void writePosix(CProgram& program, const action::Receive& receive);
void writePosix(CProgram& program, const action::DrainMessages& drain);
void writePosix(CProgram& program, const action::ReadBytes& read);
void writePosix(CProgram& program, const action::WriteBytes& write);
void writePosix(CProgram& program, const action::WriteFile& write);
void writeCode(CProgram& program, const action::CreatePosixSemaphore& create);
void writeCode(CProgram& program, const action::CreatePosixSegment& create);
void writeCode(CProgram& program, const action::CreatePosixQueue& create);
void writeCode(CProgram& program, const action::WaitSemaphore& wait);
void writeCode(CProgram& program, const action::PostSemaphore& post);

} // namespace ipclens::snippets
