// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <vector>

namespace ipclens::ui {

/// A declaration to begin with.
struct StructTemplate {
    QString title; ///< "Frame header"
    QString text;
};

/// Those that come with IPC Lens (resources/structs), by title.
[[nodiscard]] std::vector<StructTemplate> structTemplates();

} // namespace ipclens::ui
