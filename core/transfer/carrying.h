// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/transfer/transfer.h"

#include <cerrno>
#include <string>

/// What all ways of carrying messages about have in common. Not installed.
namespace ipclens::transfer {

[[nodiscard]] inline bool requested(const Control& control) noexcept {
    return control.cancellation != nullptr && control.cancellation->requested();
}

[[nodiscard]] inline Error cancelled(const std::string& attempted) {
    return errorFromErrno(ECANCELED, attempted);
}

inline void tellTotal(const Control& control, Report& report, std::uint64_t total) {
    report.total = total;
    if (control.progress != nullptr) control.progress->total = total;
}

inline void countOne(const Control& control, Report& report) {
    ++report.messages;
    if (control.progress != nullptr) control.progress->done = report.messages;
}

[[nodiscard]] inline Wait waitOf(const Control& control) {
    Wait wait;
    wait.block = control.wait;
    wait.timeout = control.timeout;
    wait.cancellation = control.cancellation;
    return wait;
}

} // namespace ipclens::transfer
