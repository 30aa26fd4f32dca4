// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/theme.h"

#include "ui/calm_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QString>
#include <QStyle>

#include <algorithm>

namespace ipclens::ui {
namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};

constexpr Pair pairOf(Tone tone) {
    switch (tone) {
    case Tone::Accent: return {0xff2f65d8, 0xff5b8def};
    case Tone::AccentText: return {0xffffffff, 0xff10131a};
    case Tone::Sidebar: return {0xfff3f4f7, 0xff16181d};
    case Tone::Toolbar: return {0xfff9fafb, 0xff20232a};
    case Tone::Separator: return {0xffe1e4ea, 0xff2f343e};
    case Tone::Selection: return {0xffdfe9fc, 0xff26375e};
    case Tone::MutedText: return {0xff5d6575, 0xff98a1b2};
    case Tone::DangerText: return {0xffc62828, 0xffff7b72};
    case Tone::WarningText: return {0xffb0470b, 0xfff5a45d};
    case Tone::SuccessText: return {0xff1a7f4b, 0xff57c98a};
    case Tone::WaitingDot: return {0xfff59e0b, 0xfff0b03c};
    case Tone::InfoGround: return {0xffe6eefc, 0xff1f2c4a};
    case Tone::SuccessGround: return {0xffe3f5ea, 0xff1a3527};
    case Tone::WarningGround: return {0xfffdf0e0, 0xff3b2c1a};
    case Tone::DangerGround: return {0xfffde8e7, 0xff432323};
    case Tone::Glow: return {0xfffff1c2, 0xff4d4420};
    case Tone::GlowStrong: return {0xfffb6a5c, 0xffb83a30};
    case Tone::ChipGround: return {0xffe9ebf0, 0xff2e333d};
    }
    return {0, 0};
}

constexpr Pair pairOf(Kind kind) {
    switch (kind) {
    case Kind::Semaphore: return {0xff7353ea, 0xff9a80ff};
    case Kind::SharedMemory: return {0xff0b8a78, 0xff2cb9a4};
    case Kind::MessageQueue: return {0xffd4640a, 0xfff08a35};
    }
    return {0, 0};
}

QColor choose(Pair pair, const QPalette& palette) {
    return QColor::fromRgb(isDark(palette) ? pair.dark : pair.light);
}

struct Grounds {
    QRgb window, base, alternate, text, button, tooltip, placeholder, disabled, light, mid, dark, shadow;
};

QPalette paletteOf(const Grounds& colors) {
    const QColor text = QColor::fromRgb(colors.text);
    const QColor window = QColor::fromRgb(colors.window);
    QPalette palette(text, QColor::fromRgb(colors.button), QColor::fromRgb(colors.light), QColor::fromRgb(colors.dark),
                     QColor::fromRgb(colors.mid), text, text, QColor::fromRgb(colors.base), window);
    palette.setColor(QPalette::AlternateBase, QColor::fromRgb(colors.alternate));
    palette.setColor(QPalette::Midlight, QColor::fromRgb(colors.alternate));
    palette.setColor(QPalette::Shadow, QColor::fromRgb(colors.shadow));
    palette.setColor(QPalette::ToolTipBase, QColor::fromRgb(colors.tooltip));
    palette.setColor(QPalette::ToolTipText, text);
    QColor placeholder = QColor::fromRgb(colors.placeholder);
    palette.setColor(QPalette::PlaceholderText, placeholder);
    palette.setColor(QPalette::Highlight, toneColor(Tone::Accent, palette));
    palette.setColor(QPalette::HighlightedText, toneColor(Tone::AccentText, palette));
    palette.setColor(QPalette::Link, toneColor(Tone::Accent, palette));
    const QColor disabled = QColor::fromRgb(colors.disabled);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, toneColor(Tone::ChipGround, palette));
    return palette;
}

/// Chosen rows lie on a quiet ground and keep their text colour, so that kind colours stay readable on them.
void applyViewPalette(const QPalette& palette) {
    QPalette view = palette;
    view.setColor(QPalette::Highlight, toneColor(Tone::Selection, palette));
    view.setColor(QPalette::HighlightedText, palette.color(QPalette::Text));
    QApplication::setPalette(view, "QAbstractItemView");
}

/// The style that Qt would have chosen; asked for before we set one.
const QString& platformStyleName() {
    static const QString name = QApplication::style()->name();
    return name;
}

} // namespace

std::optional<Theme> themeByName(const QString& name) {
    if (name == QLatin1String("system")) return Theme::System;
    if (name == QLatin1String("light")) return Theme::Light;
    if (name == QLatin1String("dark")) return Theme::Dark;
    return std::nullopt;
}

QString themeName(Theme theme) {
    switch (theme) {
    case Theme::System: break;
    case Theme::Light: return QStringLiteral("light");
    case Theme::Dark: return QStringLiteral("dark");
    }
    return QStringLiteral("system");
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

QColor toneColor(Tone tone, const QPalette& palette) {
    return choose(pairOf(tone), palette);
}

QColor kindColor(Kind kind, const QPalette& palette) {
    return choose(pairOf(kind), palette);
}

QColor kindGround(Kind kind, const QPalette& palette) {
    return blend(kindColor(kind, palette), palette.color(QPalette::Base), isDark(palette) ? 0.22 : 0.13);
}

QColor blend(const QColor& over, const QColor& ground, double strength) {
    const double part = std::clamp(strength, 0.0, 1.0);
    const auto mix = [part](int above, int below) { return static_cast<int>(above * part + below * (1.0 - part)); };
    return {mix(over.red(), ground.red()), mix(over.green(), ground.green()), mix(over.blue(), ground.blue())};
}

QFont monospaceFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont general = QApplication::font();
    if (general.pointSizeF() > 0) {
        font.setPointSizeF(general.pointSizeF());
    } else {
        font.setPixelSize(general.pixelSize());
    }
    return font;
}

QFont captionFont(const QFont& font) {
    QFont caption = font;
    if (font.pointSizeF() > 0) {
        caption.setPointSizeF(font.pointSizeF() * 0.88);
    } else {
        caption.setPixelSize(std::max(1, font.pixelSize() * 88 / 100));
    }
    return caption;
}

QPalette lightPalette() {
    return paletteOf({.window = 0xfff9fafb,
                      .base = 0xffffffff,
                      .alternate = 0xfff3f4f7,
                      .text = 0xff1d2330,
                      .button = 0xffffffff,
                      .tooltip = 0xffffffff,
                      .placeholder = 0xff7a8294,
                      .disabled = 0xffa2a9b6,
                      .light = 0xffffffff,
                      .mid = 0xffd3d7df,
                      .dark = 0xffb4bac6,
                      .shadow = 0xff7d8491});
}

QPalette darkPalette() {
    return paletteOf({.window = 0xff20232a,
                      .base = 0xff1a1d23,
                      .alternate = 0xff252932,
                      .text = 0xffe7eaf0,
                      .button = 0xff2a2e37,
                      .tooltip = 0xff2a2e37,
                      .placeholder = 0xff8991a1,
                      .disabled = 0xff69707e,
                      .light = 0xff3a3f4a,
                      .mid = 0xff323741,
                      .dark = 0xff14161a,
                      .shadow = 0xff000000});
}

void applyPalette(std::optional<bool> dark) {
    const QString& platformStyle = platformStyleName();
    const bool calm = qobject_cast<const CalmStyle*>(QApplication::style()) != nullptr;
    if (dark && !calm) QApplication::setStyle(new CalmStyle);
    if (!dark) {
        if (calm) QApplication::setStyle(platformStyle);
        QApplication::setPalette(QPalette());
        applyViewPalette(QApplication::palette());
        return;
    }
    const QPalette palette = *dark ? darkPalette() : lightPalette();
    QApplication::setPalette(palette);
    applyViewPalette(palette);
}

} // namespace ipclens::ui
