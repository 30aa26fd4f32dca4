// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/wait.h"

#include <cerrno>
#include <cstdint>
#include <functional>
#include <string>

namespace ipclens {

/// How work that takes long is watched and ended.
struct LongWork {
    /// Told now and then how much of how much is done, always in the thread that called.
    std::function<void(std::uint64_t done, std::uint64_t all)> progress;
    const Cancellation* cancellation = nullptr; ///< ends the work soon, with cancelledError()

    void tell(std::uint64_t done, std::uint64_t all) const {
        if (progress) progress(done, all);
    }
    [[nodiscard]] bool cancelled() const noexcept { return cancellation != nullptr && cancellation->requested(); }
};

/// Interrupted, ECANCELED.
[[nodiscard]] inline Error cancelledError(std::string attempted) {
    return errorFromErrno(ECANCELED, std::move(attempted), ErrorKind::Interrupted, "cancelled");
}

} // namespace ipclens
