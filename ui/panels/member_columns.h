// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

namespace ipclens::ui {

/// What the columns of a set's members need, in pixels.
struct MemberMeasures {
    int button = 0;       ///< with all its words; there are three
    int shortButton = 0;  ///< with a letter or two
    int words = 0;        ///< who waits and who was last, without being shortened
    int leastWaiting = 0; ///< with its title whole, as all that follow
    int leastProcess = 0;
    int mostProcess = 0;
    int leastTokens = 0;
    int mostTokens = 0;
    int leastHistory = 0;
    int mostHistory = 0;
};

/// How wide they become; 0: hidden.
struct MemberColumns {
    int tokens = 0;
    int history = 0;
    int waiting = 0;
    int process = 0;
    int button = 0;

    bool operator==(const MemberColumns&) const = default;
};

/// `room` is for all of them together, and is filled. Where it is scarce the buttons are shortened first and then the
/// words; tokens and the last minute are what the table is looked at for, and stay. Where that does not do, who was
/// last is left out, then the last minute, then the tokens, which the value beside them says too.
[[nodiscard]] MemberColumns memberColumns(int room, const MemberMeasures& measures);

} // namespace ipclens::ui
