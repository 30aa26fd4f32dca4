// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace ipclens::ui {

class WaitGraphView;

/// The graph that a view shows, as the bytes of an SVG or PNG file; empty where it shows none.
[[nodiscard]] QByteArray svgOf(const WaitGraphView& view);
/// Twice as fine as on the screen, as far as that stays a picture that programs open.
[[nodiscard]] QByteArray pngOf(const WaitGraphView& view);

/// Writes a file as a whole: what was there stays until all of it is written. Gives why it can't; empty: done. May wait
/// for a disk, so not for the GUI thread.
[[nodiscard]] QString writeWhole(const QString& path, const QByteArray& bytes);

} // namespace ipclens::ui
