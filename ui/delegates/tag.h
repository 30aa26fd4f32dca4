// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QRect>

class QPainter;
class QPalette;
class QString;

namespace ipclens::ui {

/// A small word in a thin frame beside a name, as POSIX: says what sort of thing it is, quietly.
/// How wide it is with text of this font beside it.
[[nodiscard]] int tagWidth(const QString& text, const QFont& font);
/// Paints it at the left of `area`, in the middle of its height.
void paintTag(QPainter& painter, const QRect& area, const QString& text, const QFont& font, const QPalette& palette);

} // namespace ipclens::ui
