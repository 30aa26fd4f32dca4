// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/rows.h"

namespace ipclens::ui {

ObjectView Rows::at(Row row) const noexcept {
    const listing::Snapshot& from = row.ended != 0 ? *ended : *snapshot;
    switch (static_cast<Kind>(row.kind)) {
    case Kind::Semaphore: return &from.sets[row.place];
    case Kind::SharedMemory: return &from.segments[row.place];
    case Kind::MessageQueue: break;
    }
    return &from.queues[row.place];
}

ObjectView Rows::at(std::size_t row) const noexcept {
    return at(order[row]);
}

} // namespace ipclens::ui
