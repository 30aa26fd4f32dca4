// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QObject>

#include <optional>

namespace ipclens::ui {

class DesktopScheme;
class Settings;

/// Keeps the application's palette as the person or the desktop wants it.
///
/// Light and dark are our palettes. System is what the settings portal says, and without one what the platform's own
/// palette is; that palette itself stays where it agrees and is more than Qt's default.
class ThemeController : public QObject {
    Q_OBJECT

public:
    /// Applies the remembered theme, or `instead`, which is remembered then; asks nobody yet.
    explicit ThemeController(Settings& settings, std::optional<Theme> instead = std::nullopt,
                             QObject* parent = nullptr);

    [[nodiscard]] Theme theme() const { return theme_; }
    /// Applies and remembers.
    void setTheme(Theme theme);
    /// Begins to follow the desktop; after the window was painted first.
    void followDesktop();

signals:
    void themeChanged(ipclens::ui::Theme theme);

private:
    void apply();
    void desktopTold(std::optional<bool> dark);

    Settings& settings_;
    DesktopScheme* desktop_;
    Theme theme_;
    std::optional<bool> desktopDark_;
    bool platformDark_;
    bool platformHasPalette_;
};

} // namespace ipclens::ui
