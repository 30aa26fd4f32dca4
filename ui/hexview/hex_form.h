// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/hexview/hex_layout.h"
#include "ui/hexview/text_column.h"

#include <optional>

namespace ipclens::ui {

/// How a hex view shows bytes, as the person chose.
struct HexForm {
    std::optional<int> columns; ///< bytes a line: 8, 16 or 32; none: as many of these as there is room for
    HexGroups groups;
    TextCoding coding = TextCoding::Ascii;
    bool dimZeros = true;

    bool operator==(const HexForm&) const = default;
};

} // namespace ipclens::ui
