// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/listing/snapshot.h"

#include <memory>
#include <string_view>

namespace ipclens::listing {

/// One way to find out who exists. Looking changes nothing in any object. Not thread-safe; one a thread.
class Lister {
public:
    Lister() = default;
    Lister(const Lister&) = delete;
    Lister& operator=(const Lister&) = delete;
    virtual ~Lister() = default;

    /// The word of `--lister`: "stat", "proc", "probe"; "posix" where System V is not looked for.
    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// For the status line: "STAT index", "/proc/sysvipc", "key probing".
    [[nodiscard]] virtual std::string_view title() const noexcept = 0;
    /// All objects of these kinds, in this lister's order. Fails only where a whole kind can't be listed.
    [[nodiscard]] virtual Result<Snapshot> list(Kinds kinds) = 0;
};

/// How much of the machine a listing may take.
enum class Pace {
    OneThread, ///< the caller's alone: for those who list again and again
    Hurried,   ///< many queues are listed by a second thread meanwhile: for who lists once and waits for it
};

/// The fastest lister of System V objects that works here: the STAT index, else /proc/sysvipc, else key probing. Works
/// means that it lists all there is; that can change from one list() to the next, so name() and title() are those of
/// the one that answered last, and `warnings` says why the ones before it did not.
[[nodiscard]] std::unique_ptr<Lister> makeFastestLister(Pace pace = Pace::OneThread);

/// The same, and POSIX objects beside them: see PosixNames.
[[nodiscard]] std::unique_ptr<Lister> makeListerOfAll(Pace pace = Pace::OneThread);

} // namespace ipclens::listing
