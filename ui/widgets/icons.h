// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace ipclens::ui {

/// One of our icons (resources/icons/NAME.svg) in one colour, `size` device-independent pixels wide; remembered.
[[nodiscard]] QPixmap tintedPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio);

/// The same for a button, in any size: paler where it is disabled.
[[nodiscard]] QIcon tintedIcon(const QString& name, const QPalette& palette);

/// The program's own icon.
[[nodiscard]] QIcon applicationIcon();

} // namespace ipclens::ui
