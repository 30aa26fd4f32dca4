// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/interrupt.h"
#include "app/cli/verb.h"
#include "core/base/wait.h"

#include <optional>
#include <string>

namespace ipclens::cli {

/// --no-wait and --timeout, of the verbs that may wait.
class WaitOptions {
public:
    void declare(Verb& verb);
    /// Reads the words; the wait ends with Ctrl-C.
    [[nodiscard]] Wait parse() const;

private:
    bool noWait_ = false;
    std::optional<std::string> timeout_;
};

/// The error of a wait, fit to be shown: Ctrl-C in words. Throws OutputClosed where that ended it.
[[nodiscard]] Error waitError(Error error, const Interrupt& interrupt, std::string_view attempted,
                              std::string_view unchanged);

} // namespace ipclens::cli
