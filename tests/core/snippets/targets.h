// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/snippets/action.h"
#include "tests/support/made_object.h"
#include "tests/support/namespace.h"

#include <stdexcept>
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

/// "/name" of the one object that there is, whose file is `prefix` and the name.
inline std::string onlyName(const std::string& prefix) {
    const auto all = objectsInNamespace();
    if (all.size() != 1 || !all.front().starts_with(prefix)) throw std::runtime_error("not the one object");
    return '/' + all.front().substr(prefix.size());
}

} // namespace ipclens::testing
