// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/version.h"

namespace ipclens {

std::string_view version() noexcept {
    return IPCLENS_VERSION;
}

} // namespace ipclens
