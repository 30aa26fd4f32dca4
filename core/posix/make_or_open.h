// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/objects/options.h"
#include "core/posix/name.h"

#include <string>
#include <variant>

namespace ipclens::posix {

/// Makes or opens an object, and so tells made from opened without a race: `make(name)` makes one exclusively (Exists
/// where the name is taken), `open(name)` opens the one that is there (NotFound where it is not); begins again where it
/// comes or goes between the two. Both give a Result of the same handle.
template <class Make, class Open>
[[nodiscard]] auto makeOrOpen(Kind kind, const NameChoice& choice, IfExists ifExists, Make make, Open open)
    -> decltype(make(std::string())) {
    if (const auto* named = std::get_if<std::string>(&choice)) {
        if (auto checked = checkName(kind, *named); !checked) return failure(std::move(checked.error()));
        if (ifExists == IfExists::Fail) return make(*named);
        for (;;) {
            auto opened = open(*named);
            if (opened || opened.error().kind != ErrorKind::NotFound) return opened;
            auto made = make(*named);
            if (made || made.error().kind != ErrorKind::Exists) return made;
        }
    }
    for (;;) {
        const Result<std::string> name = randomName();
        if (!name) return failure(name.error());
        auto made = make(*name);
        if (made || made.error().kind != ErrorKind::Exists) return made;
    }
}

} // namespace ipclens::posix
