// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/wait.h"
#include "core/objects/info.h"
#include "core/sysv/options.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ipclens::sysv {

/// One member's part of a semop(2).
struct SemaphoreOperation {
    std::uint16_t index = 0;
    std::int16_t delta = 0; ///< below 0: P, waits until the value suffices; above: V; 0: waits for zero
    bool undo = false;      ///< SEM_UNDO: turned back when this process ends

    bool operator==(const SemaphoreOperation&) const = default;
};

/// One member of a set as it stands (semctl(2) GETVAL, GETPID, GETNCNT, GETZCNT): looking changes nothing.
struct SemaphoreState {
    std::uint32_t value = 0;              ///< 0 … SEMVMX
    pid_t lastPid = 0;                    ///< last semop, SETVAL or SETALL; 0: none, or outside our PID namespace
    std::uint32_t waitingForIncrease = 0; ///< GETNCNT: blocked until the value grows
    std::uint32_t waitingForZero = 0;     ///< GETZCNT

    bool operator==(const SemaphoreState&) const = default;
};

struct SemaphoreSetOptions {
    std::vector<std::uint16_t> values;  ///< empty: all 0; one: for all; else as many as count
    std::optional<std::uint32_t> count; ///< none: as many as values, else 1; 1 … SEMMSL
    mode_t mode = defaultMode;          ///< nine bits, not subject to the umask
    IfExists ifExists = IfExists::Fail;
    /// Marks a newly made set as initialised with a first semop (V then P of member 0, in one call), so that sem_otime
    /// is not 0, which others who follow Stevens' protocol wait for. Changes otime and the last pid of member 0.
    bool markInitialised = false;
};

/// A System V semaphore set: the id of one, which is all the kernel needs; nothing is held open, and it can vanish at
/// any moment (ErrorKind::Removed or NotFound from any call). Copyable; safe to use from several threads.
class SemaphoreSet {
public:
    /// Takes an id as it is; no system call.
    [[nodiscard]] static SemaphoreSet adopt(Id id) noexcept { return SemaphoreSet(id); }
    /// The set with this key, whatever its permissions (semget(2) with no flags). NotFound; Invalid for key 0.
    [[nodiscard]] static Result<SemaphoreSet> open(Key key);
    /// The set with this id, after a look that it exists.
    [[nodiscard]] static Result<SemaphoreSet> open(Id id);
    /// Makes a set, or opens one, see IfExists; values are only given to a set that this call made, whatever its mode.
    /// If they can't be given the set is removed again. Errors: Exists, Limit (SEMMNI, SEMMNS, count over SEMMSL),
    /// OutOfRange (a value over SEMVMX), Invalid (count 0, another number of values, more members than an existing set
    /// has), Denied.
    [[nodiscard]] static Result<SemaphoreSet> create(KeyChoice key, const SemaphoreSetOptions& options);

    [[nodiscard]] Id id() const noexcept { return id_; }
    /// Whether create() made the set, or opened one that was there.
    [[nodiscard]] bool made() const noexcept { return made_; }

    /// semctl(2) IPC_STAT; without read permission by SEM_STAT_ANY, with Access::Denied. Changes nothing.
    [[nodiscard]] Result<SemaphoreSetInfo> stat() const;

    /// GETVAL, GETPID, GETNCNT, GETZCNT of one member. Needs read permission. OutOfRange for an index past the set.
    [[nodiscard]] Result<SemaphoreState> state(std::uint32_t index) const;
    /// The same of all members (one GETALL, then three calls a member). Not atomic over the members.
    [[nodiscard]] Result<std::vector<SemaphoreState>> states() const;
    [[nodiscard]] Result<std::uint16_t> value(std::uint32_t index) const;
    /// One GETALL: one moment's values of all members.
    [[nodiscard]] Result<std::vector<std::uint16_t>> values() const;

    /// SETVAL: sets the value, wakes waiters, clears this member's undo records in all processes, sets ctime and the
    /// last pid.
    [[nodiscard]] Result<void> setValue(std::uint32_t index, std::uint32_t value) const;
    /// SETALL: the same for all members at once; as many values as members, else Invalid.
    [[nodiscard]] Result<void> setValues(std::span<const std::uint16_t> values) const;

    /// One atomic semtimedop(2): all operations or none. Waits as `wait` says. Errors: WouldBlock, TimedOut, Removed,
    /// Interrupted, Limit (over SEMOPM: E2BIG; undo space: ENOSPC), OutOfRange (value over SEMVMX: ERANGE; index past
    /// the set: EFBIG), Denied.
    [[nodiscard]] Result<void> apply(std::span<const SemaphoreOperation> operations, const Wait& wait = {}) const;

    /// IPC_SET. Needs the owner's rights. Invalid: an owner or group that the caller's user namespace does not know.
    [[nodiscard]] Result<void> change(const PermissionChange& change) const;
    /// IPC_RMID: at once; all who wait get EIDRM.
    [[nodiscard]] Result<void> remove() const;

private:
    explicit SemaphoreSet(Id id, bool made = false) noexcept
        : id_(id)
        , made_(made) {}

    Id id_;
    bool made_ = false;
};

} // namespace ipclens::sysv
