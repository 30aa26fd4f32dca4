// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/selection_words.h"

#include <algorithm>

namespace ipclens::ui::selection {
namespace {

bool fits(const sysv::Selection& selection, long type) {
    if (selection.type == 0) return true;
    if (selection.type < 0) return type <= -selection.type;
    return selection.except ? type != selection.type : type == selection.type;
}

} // namespace

QString sentence(const sysv::Selection& selection) {
    if (selection.type == 0) return QStringLiteral("Takes the first message out of the queue.");
    if (selection.type < 0)
        return QStringLiteral(
                   "Takes the message with the lowest type up to %1 out of the queue; of several, the first.")
            .arg(-selection.type);
    if (selection.except)
        return QStringLiteral("Takes the first message of any type but %1 out of the queue.").arg(selection.type);
    return QStringLiteral("Takes the first message of type %1 out of the queue.").arg(selection.type);
}

Candidate candidate(const sysv::Selection& selection, std::span<const MessageHead> heads, bool all) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        if (!fits(selection, heads[i].type)) continue;
        if (!best || (selection.type < 0 && heads[i].type < heads[*best].type)) best = i;
        // No type is lower than 1, and without an order by type the first is the one
        if (selection.type >= 0 || heads[*best].type == 1) return {Candidate::State::Found, *best};
    }
    if (!all) return {};
    if (!best) return {Candidate::State::None, 0};
    return {Candidate::State::Found, *best};
}

} // namespace ipclens::ui::selection
