// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/member_columns.h"

#include <algorithm>

namespace ipclens::ui {

MemberColumns memberColumns(int room, const MemberMeasures& measures) {
    constexpr int buttons = 3;
    const int drawn = measures.leastTokens + measures.leastHistory;
    const int leastWords = measures.leastWaiting + measures.leastProcess;
    const int words = std::max(measures.words, leastWords);
    MemberColumns columns;
    columns.button = room - buttons * measures.button >= words + drawn ? measures.button : measures.shortButton;
    const int rest = std::max(0, room - buttons * columns.button);
    if (rest < leastWords + drawn) {
        if (rest >= measures.leastWaiting + drawn) columns.history = measures.leastHistory;
        if (rest >= measures.leastWaiting + measures.leastTokens) columns.tokens = measures.leastTokens;
        columns.waiting = rest - columns.history - columns.tokens;
        return columns;
    }
    const int spare = rest - std::clamp(rest - drawn, leastWords, words);
    columns.history =
        std::clamp(rest / 4, measures.leastHistory,
                   std::max(measures.leastHistory, std::min(measures.mostHistory, spare - measures.leastTokens)));
    columns.tokens = std::clamp((rest - columns.history) / 5, measures.leastTokens,
                                std::max(measures.leastTokens, std::min(measures.mostTokens, spare - columns.history)));
    const int written = rest - columns.history - columns.tokens;
    columns.process =
        std::clamp(written * 2 / 5, measures.leastProcess,
                   std::max(measures.leastProcess, std::min(measures.mostProcess, written - measures.leastWaiting)));
    columns.waiting = written - columns.process;
    return columns;
}

} // namespace ipclens::ui
