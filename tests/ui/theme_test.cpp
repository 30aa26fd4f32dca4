// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/calm_style.h"
#include "ui/settings.h"
#include "ui/theme.h"
#include "ui/theme_controller.h"

#include <QApplication>
#include <QFile>

#include <algorithm>
#include <cmath>

using namespace ipclens;
using ui::Tone;

namespace {

double channel(double value) {
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

/// Relative luminance and contrast ratio of WCAG 2.1.
double luminance(const QColor& color) {
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private slots:
    void namesComeBack();
    void textIsReadable_data();
    void textIsReadable();
    void kindsAreSeen_data();
    void kindsAreSeen();
    void lightAndDarkAreApplied();
    void theChoiceIsKept();
    void systemWithoutAPortalFollowsThePlatform();
};

void ThemeTest::namesComeBack() {
    for (const auto theme : {ui::Theme::System, ui::Theme::Light, ui::Theme::Dark})
        QVERIFY(ui::themeByName(ui::themeName(theme)) == std::optional(theme));
    QVERIFY(!ui::themeByName(QStringLiteral("pink")));
    QVERIFY(!ui::themeByName(QString()));
}

void ThemeTest::textIsReadable_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void ThemeTest::textIsReadable() {
    QFETCH(bool, dark);
    const QPalette palette = dark ? ui::darkPalette() : ui::lightPalette();
    const auto tone = [&](Tone each) { return ui::toneColor(each, palette); };
    QCOMPARE(ui::isDark(palette), dark);
    constexpr double readable = 4.5;
    for (const QColor& ground : {palette.color(QPalette::Base), palette.color(QPalette::Window), tone(Tone::Sidebar),
                                 tone(Tone::Toolbar), tone(Tone::Selection)}) {
        QVERIFY(contrast(palette.color(QPalette::Text), ground) >= 7);
        for (const Tone ink : {Tone::MutedText, Tone::DangerText, Tone::WarningText}) {
            const double ratio = contrast(tone(ink), ground);
            QVERIFY2(ratio >= readable,
                     qPrintable(QStringLiteral("%1 %2").arg(ratio).arg(ground.name() + tone(ink).name())));
        }
    }
    for (const Tone ground : {Tone::InfoGround, Tone::SuccessGround, Tone::WarningGround, Tone::DangerGround})
        QVERIFY(contrast(palette.color(QPalette::Text), tone(ground)) >= 7);
    QVERIFY(contrast(tone(Tone::AccentText), tone(Tone::Accent)) >= readable);
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= readable);
}

void ThemeTest::kindsAreSeen_data() {
    textIsReadable_data();
}

void ThemeTest::kindsAreSeen() {
    QFETCH(bool, dark);
    const QPalette palette = dark ? ui::darkPalette() : ui::lightPalette();
    for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue}) {
        // Graphical objects: WCAG 2.1, 1.4.11
        QVERIFY(contrast(ui::kindColor(kind, palette), palette.color(QPalette::Base)) >= 3);
        QVERIFY(contrast(ui::kindColor(kind, palette), ui::toneColor(Tone::Selection, palette)) >= 2.5);
    }
}

void ThemeTest::lightAndDarkAreApplied() {
    ui::applyPalette(true);
    QVERIFY(ui::isDark(QApplication::palette()));
    QVERIFY(qobject_cast<ui::CalmStyle*>(QApplication::style()) != nullptr);
    QCOMPARE(QApplication::palette("QAbstractItemView").color(QPalette::Highlight),
             ui::toneColor(Tone::Selection, ui::darkPalette()));
    ui::applyPalette(false);
    QVERIFY(!ui::isDark(QApplication::palette()));
    ui::applyPalette(std::nullopt);
    QVERIFY(qobject_cast<ui::CalmStyle*>(QApplication::style()) == nullptr);
}

void ThemeTest::theChoiceIsKept() {
    const QString file = QString::fromStdString(testing::scratchDirectory()) + QStringLiteral("/theme.conf");
    {
        ui::Settings settings(file);
        ui::ThemeController theme(settings);
        QCOMPARE(theme.theme(), ui::Theme::System);
        theme.setTheme(ui::Theme::Dark);
        QVERIFY(ui::isDark(QApplication::palette()));
    }
    ui::Settings settings(file);
    {
        const ui::ThemeController theme(settings);
        QCOMPARE(theme.theme(), ui::Theme::Dark);
    }
    const ui::ThemeController theme(settings, ui::Theme::Light);
    QVERIFY(!ui::isDark(QApplication::palette()));
    QCOMPARE(settings.theme(), ui::Theme::Light);
    ui::applyPalette(std::nullopt);
    QFile::remove(file);
}

void ThemeTest::systemWithoutAPortalFollowsThePlatform() {
    ui::applyPalette(std::nullopt);
    const bool platformDark = ui::isDark(QApplication::palette());
    const QString file = QString::fromStdString(testing::scratchDirectory()) + QStringLiteral("/system.conf");
    ui::Settings settings(file);
    ui::ThemeController theme(settings, ui::Theme::System);
    theme.followDesktop();
    QTest::qWait(50);
    QCOMPARE(ui::isDark(QApplication::palette()), platformDark);
    ui::applyPalette(std::nullopt);
    QFile::remove(file);
}

IPCLENS_GUI_TEST_MAIN(ThemeTest)

#include "theme_test.moc"
