// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "app/cli/namespace_word.h"

#include "app/cli/failure.h"
#include "app/cli/words.h"
#include "core/processes/namespaces.h"

#include <utility>

namespace ipclens::cli {

void enterNamespace(std::string_view word) {
    const std::uint64_t number = parseUnsigned("--namespace", word, 1);
    const auto entered = processes::enterIpcNamespace(number);
    if (entered) return;
    Error error = entered.error();
    if (error.kind == ErrorKind::Invalid) error.kind = ErrorKind::Other; // the word was right
    throw Failed(std::move(error));
}

} // namespace ipclens::cli
