// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"
#include "tests/support/made_object.h"

// The two ways in which code names its object.

namespace ipclens::testing {

inline constexpr Key testKey{0x51a00001};
inline constexpr Key otherKey{0xbeef0002};

inline snippets::Target byId(const MadeObject& object) {
    return {object.object(), {}};
}

inline snippets::Target byKey(Kind kind, Key key = testKey) {
    return {{kind, {}}, key};
}

} // namespace ipclens::testing
