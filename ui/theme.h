// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"

#include <QColor>
#include <QFont>
#include <QPalette>

#include <cstdint>
#include <optional>

class QString;

namespace ipclens::ui {

/// What the person chose: `--theme`, kept in the settings.
enum class Theme : std::uint8_t { System, Light, Dark };

/// "system", "light", "dark"; nothing for any other word.
[[nodiscard]] std::optional<Theme> themeByName(const QString& name);
[[nodiscard]] QString themeName(Theme theme);

/// Colours that QPalette has no role for. Each has a light and a dark value; a widget asks with its own palette and so
/// follows a change of theme without being told.
enum class Tone : std::uint8_t {
    Accent,      ///< links, the chosen tab, the main button
    AccentText,  ///< on Accent
    Sidebar,     ///< ground of the sidebar, and of strips beside content
    Toolbar,     ///< ground of toolbar, headers and status bar
    Separator,   ///< thin lines
    Selection,   ///< ground of chosen rows
    MutedText,   ///< what is there but not news: units, "12 s ago", a process that is gone
    DangerText,  ///< full, Remove, an error
    WarningText, ///< waiting, a value to look at
    SuccessText, ///< done
    WaitingDot,  ///< beside "Waiting processes"
    InfoGround,  ///< grounds of banners
    SuccessGround,
    WarningGround,
    DangerGround,
    Glow,       ///< ground of a new row or a changed cell, at its strongest
    GlowStrong, ///< changed bytes, which are small
    ChipGround, ///< ground of small labels and empty gauges
};

/// Whether a palette is one with light text on dark ground.
[[nodiscard]] bool isDark(const QPalette& palette);

[[nodiscard]] QColor toneColor(Tone tone, const QPalette& palette);

/// Violet for semaphores, teal for shared memory, orange for queues: readable as a dot, a line and as text.
[[nodiscard]] QColor kindColor(Kind kind, const QPalette& palette);
/// The same as a quiet ground for areas.
[[nodiscard]] QColor kindGround(Kind kind, const QPalette& palette);

/// `strength` 1 … 0 of a glow over `ground`; glows fade in a few discrete steps, so there are few values.
[[nodiscard]] QColor blend(const QColor& over, const QColor& ground, double strength);

/// The platform's fixed-width font in the size of the application's: keys, ids, modes, bytes.
[[nodiscard]] QFont monospaceFont();
/// A font a little smaller than `font`, for captions.
[[nodiscard]] QFont captionFont(const QFont& font);

/// Our palettes, for CalmStyle.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

/// Gives the application one of our palettes (with CalmStyle), or with nothing the platform's own palette and
/// style.
void applyPalette(std::optional<bool> dark);

} // namespace ipclens::ui
