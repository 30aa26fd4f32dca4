// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace ipclens {

/// A value, or the Error that says what was tried and why it failed.
template <class T>
using Result = tl::expected<T, Error>;

/// For `return failure(errorFromErrno(...));` from a function that returns any Result.
[[nodiscard]] inline tl::unexpected<Error> failure(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

} // namespace ipclens
