// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/graph_layout.h"

#include <QRectF>

#include <vector>

namespace ipclens::ui {

/// The ways of arrows between boxes that stand where they stand, round the others where these are not too many, and
/// where the words on them have room. By Graphviz.
[[nodiscard]] std::vector<ArrowRoute> routesOf(const std::vector<GraphBox>& boxes, const std::vector<QRectF>& places,
                                               const std::vector<GraphArrow>& arrows);

} // namespace ipclens::ui
