// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/processes/uses.h"
#include "core/processes/waiter.h"
#include "ui/session/update.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// What the list says of who uses an object and who waits for it. As in words.h, names are escaped here.
namespace ipclens::ui::words {

struct UsedBy {
    QString text;        ///< "renderer, viewer", "philosopher ×5", "orders → billing", "creator 4711 is gone", "–"
    bool nobody = false; ///< nobody has it now
};

/// Segments and POSIX objects: who has them attached, mapped or open, where `uses` are known; else who was there last.
/// Sets: who operated on their members last. System V queues: the last sender and receiver.
[[nodiscard]] UsedBy usedBy(ObjectView view, const RowDetail* detail,
                            std::optional<std::span<const processes::Use>> uses);
/// All of them with how they have it, a line each; empty where nobody is known.
[[nodiscard]] QString usersInFull(std::optional<std::span<const processes::Use>> uses);

/// "philosopher ×2"; "3" where they are only counted; "–" for nobody, and where nothing is known.
[[nodiscard]] QString waitingFor(const std::vector<const processes::Waiter*>& waiters,
                                 std::optional<std::uint64_t> count);
/// All of them with what they ask for, a line each; empty for nobody.
[[nodiscard]] QString waitersInFull(const std::vector<const processes::Waiter*>& waiters);

} // namespace ipclens::ui::words
