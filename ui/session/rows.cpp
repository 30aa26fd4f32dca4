// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/session/rows.h"

namespace ipclens::ui {

ObjectView Rows::at(Row row) const noexcept {
    const listing::Snapshot& from = row.ended != 0 ? *ended : *snapshot;
    return from.at(kindOf(row), apiOf(row), row.place);
}

ObjectView Rows::at(std::size_t row) const noexcept {
    return at(order[row]);
}

} // namespace ipclens::ui
