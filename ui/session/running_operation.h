// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/operation.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace ipclens::ui {

/// An operation that is under way and may be cancelled.
struct RunningOperation {
    OperationId id = 0;
    std::string description;
    std::chrono::steady_clock::time_point since;
    bool cancelling = false;
    bool waits = false;      ///< for what somebody else has to do; else it is at work
    std::uint64_t done = 0;  ///< of operations that do many things
    std::uint64_t total = 0; ///< 0: not known, or it is one thing
    bool inBytes = false;    ///< these two
};

} // namespace ipclens::ui
