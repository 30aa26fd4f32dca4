// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/wait_model.h"

#include <chrono>
#include <string>

// What the graph says, for people: names are escaped. Not installed.

namespace ipclens::processes {

/// For the arrow of a wait: "waits −1", "waits for 0", "send blocked", "receive type 99", "waits".
[[nodiscard]] std::string arrowWords(const Waiter& waiter, const Wait& wait);
/// For the arrow to who would end it: "last operated on by".
[[nodiscard]] std::string arrowWords(WaitReason reason, const Want& want, const WaitEvidence& evidence);

/// "lockstep 4711 waits in semop [1] −1 on sem:@3 since 12 s"; without the time where that is not known.
[[nodiscard]] std::string sentenceOf(const Waiter& waiter, const Wait& wait, const Want& want,
                                     std::chrono::steady_clock::time_point now);
/// "sem:@3 [1] is 0 and was last operated on by lockstep 4712".
[[nodiscard]] std::string sentenceOf(WaitReason reason, const Want& want, const Process& ender,
                                     const WaitEvidence& evidence);

/// How an object stands: see WaitNode::state. A queue that somebody can't put a message in is full for that one's size.
[[nodiscard]] std::string stateOf(const Want& want, const WaitEvidence& evidence);

} // namespace ipclens::processes
