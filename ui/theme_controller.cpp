// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/theme_controller.h"

#include "ui/desktop_scheme.h"
#include "ui/settings.h"

#include <QApplication>
#include <QStyle>

namespace ipclens::ui {
namespace {

/// Whether the platform brought a palette, or Qt fell back to the one that Fusion has for this case.
bool hasOwnPalette() {
    if (QApplication::style()->name() != QLatin1String("fusion")) return true;
    const QPalette fallback = QApplication::style()->standardPalette();
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window) != fallback.color(QPalette::Window) ||
           palette.color(QPalette::WindowText) != fallback.color(QPalette::WindowText);
}

} // namespace

ThemeController::ThemeController(Settings& settings, std::optional<Theme> instead, QObject* parent)
    : QObject(parent)
    , settings_(settings)
    , desktop_(new DesktopScheme(this))
    , theme_(instead.value_or(settings.theme()))
    , desktopDark_(settings.desktopDark())
    , platformDark_(isDark(QApplication::palette()))
    , platformHasPalette_(hasOwnPalette()) {
    if (instead) settings_.setTheme(*instead);
    connect(desktop_, &DesktopScheme::schemeTold, this, &ThemeController::desktopTold);
    apply();
}

void ThemeController::setTheme(Theme theme) {
    settings_.setTheme(theme);
    if (theme == theme_) return;
    theme_ = theme;
    apply();
    emit themeChanged(theme);
}

void ThemeController::followDesktop() {
    desktop_->start();
}

void ThemeController::apply() {
    if (theme_ != Theme::System) return applyPalette(theme_ == Theme::Dark);
    const bool dark = desktopDark_.value_or(platformDark_);
    const bool platformAgrees = platformHasPalette_ && dark == platformDark_;
    applyPalette(platformAgrees ? std::nullopt : std::optional(dark));
}

void ThemeController::desktopTold(std::optional<bool> dark) {
    settings_.setDesktopDark(dark);
    if (dark == desktopDark_) return;
    desktopDark_ = dark;
    if (theme_ == Theme::System) apply();
}

} // namespace ipclens::ui
