// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/snippets/snippet.h"

#include "core/snippets/c_code.h"
#include "core/snippets/python_code.h"
#include "core/snippets/shell_code.h"

namespace ipclens::snippets {

std::string_view languageName(Language language) noexcept {
    switch (language) {
    case Language::C: return "C";
    case Language::Python: return "Python";
    case Language::Shell: return "Shell";
    }
    return {};
}

std::string snippet(const Action& action, Language language) {
    switch (language) {
    case Language::C: return cCode(action);
    case Language::Python: return pythonCode(action);
    case Language::Shell: return shellCode(action);
    }
    return {};
}

} // namespace ipclens::snippets
