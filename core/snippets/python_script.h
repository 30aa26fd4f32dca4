// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <set>
#include <string>
#include <string_view>

namespace ipclens::snippets {

/// A script in the making: what it imports, and its lines.
class Script {
public:
    void use(std::string_view module) { modules_.emplace(module); }
    void add(std::string_view line) { body_ += line; }
    void line(std::string_view text) { body_.append(text) += '\n'; }
    void comment(std::string_view text) { body_.append("# ").append(text) += '\n'; }

    [[nodiscard]] std::string text() const {
        std::string all = "#!/usr/bin/env python3\n";
        for (const std::string& module : modules_)
            all += fmt::format("import {}\n", module);
        return all + '\n' + body_;
    }

private:
    std::set<std::string> modules_;
    std::string body_;
};

} // namespace ipclens::snippets
