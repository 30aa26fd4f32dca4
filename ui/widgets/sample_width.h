// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

class QFont;
class QString;

namespace ipclens::ui {

/// How wide `sample` is in this font, in device-independent pixels; remembered. For the few samples that layouts
/// measure again and again while a window takes shape, not for what changes. In the GUI thread alone.
[[nodiscard]] int sampleWidth(const QString& sample, const QFont& font);

} // namespace ipclens::ui
