// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

class QMenu;

namespace ipclens::ui {

class HexView;

/// Adds to a menu how a hex view shows its bytes: bytes a line, values of several bytes, the text column, zeros.
void addFormActions(QMenu& menu, HexView& view);

} // namespace ipclens::ui
