// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"
#include "tests/support/made_object.h"

#include <string>
#include <vector>

// The ways in which code names its object.

namespace ipclens::testing {

inline constexpr Key testKey{0x51a00001};
inline constexpr Key otherKey{0xbeef0002};

inline snippets::Target byId(const MadeObject& object) {
    return {object.object(), {}};
}

inline snippets::Target byKey(Kind kind, Key key = testKey) {
    return {{kind, {}}, key};
}

inline snippets::Target byName(Kind kind, const std::string& name) {
    return {ObjectId::posix(kind, Name::of(name)), {}};
}

/// A POSIX name as people choose them, and one with everything that an escape can get wrong.
inline std::vector<std::string> codeNames() {
    return {"/jobs", "/-it's \"$(false)\"\n\x1b[31m?\?=%s*\\\xff"
                     "1\xc3\xa4"};
}

} // namespace ipclens::testing
