// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/update.h"
#include "ui/widgets/side_bar.h"

#include <QString>

namespace ipclens::ui {

/// How sampling goes, for the right end of the status line.
struct HealthText {
    QString line;        ///< "SysV via STAT index · POSIX via /dev/shm, /dev/mqueue · 0.4 ms · every 250 ms"
    QString explanation; ///< for the tool tip: warnings, reasons, where POSIX queues come from, a line each; plain text
    bool alarming = false;

    bool operator==(const HealthText&) const = default;
};

[[nodiscard]] HealthText healthText(const Health& health);

/// What there is: "128 objects · 81.2 MiB shared"; of what the filter and the sidebar leave, where the list is in
/// sight, "12 of 128 objects".
[[nodiscard]] QString objectsText(const Update& update, bool listSeen = true);

/// "3 processes waiting", "1 likely deadlock"; empty for none, and where nobody looks for them.
[[nodiscard]] QString waitingText(const HealthCounts& counts);
[[nodiscard]] QString deadlockText(const HealthCounts& counts);

/// "1 operation waiting · 2 running"; empty for none.
[[nodiscard]] QString underWayText(int waiting, int running);

} // namespace ipclens::ui
