// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/use.h"

#include "app/cli/failure.h"
#include "core/posix/failure.h"

#include <fmt/format.h>

namespace ipclens::cli {

std::string titleOf(Use use) {
    if (!use.api) return std::string(posix::titleOf(use.kind));
    return *use.api == Api::Posix ? fmt::format("POSIX {}", posix::titleOf(use.kind))
                                  : fmt::format("System V {}", kindTitle(use.kind));
}

void UselessOptions::refuse(bool given, const char* name, Use use) const {
    const bool useful = use.kind == kind_ && use.api.value_or(api_) == api_;
    if (given && !useful) throw Refused(fmt::format("{} is for a {}", name, titleOf(use)));
}

} // namespace ipclens::cli
