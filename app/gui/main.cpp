// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/version.h"
#include "ui/desktop_notice.h"
#include "ui/ending_signals.h"
#include "ui/main_window.h"
#include "ui/models/words.h"
#include "ui/session/session.h"
#include "ui/settings.h"
#include "ui/theme.h"
#include "ui/theme_controller.h"
#include "ui/widgets/icons.h"

#include <QApplication>
#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QTimer>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <fontconfig/fontconfig.h>
#include <optional>
#include <thread>
#include <variant>

namespace {

using namespace ipclens;

struct Words {
    std::optional<ui::Theme> theme;
    bool lookOnly = false;
};

struct Told {
    QString text;
    bool isError = false;
};

/// What QApplication takes for itself and the parser must let pass, `-platform vnc` above all.
void addOptionsOfQt(QCommandLineParser& parser) {
    for (const char* name : {"platform", "platformpluginpath", "platformtheme", "plugin", "qwindowgeometry",
                             "qwindowicon", "qwindowtitle", "session", "display", "geometry", "style", "stylesheet"}) {
        QCommandLineOption option(QLatin1String(name), QString(), QStringLiteral("VALUE"));
        option.setFlags(QCommandLineOption::HiddenFromHelp);
        parser.addOption(option);
    }
    QCommandLineOption reverse(QStringLiteral("reverse"));
    reverse.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(reverse);
}

void addOptions(QCommandLineParser& parser) {
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.setApplicationDescription(QStringLiteral("Shows System V and POSIX IPC objects as they live."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption({QStringLiteral("theme"), QStringLiteral("Colours: system, light or dark; remembered."),
                      QStringLiteral("THEME")});
    parser.addOption({QStringLiteral("look-only"), QStringLiteral("Turn off everything that would change an object.")});
}

std::variant<Words, Told> parse(QCommandLineParser& parser, const QStringList& arguments) {
    if (!parser.parse(arguments)) return Told{parser.errorText(), true};
    if (parser.isSet(QStringLiteral("help"))) return Told{parser.helpText()};
    if (parser.isSet(QStringLiteral("version"))) {
        const auto number = version();
        return Told{QStringLiteral("ipclens-gui %1\n")
                        .arg(QString::fromUtf8(number.data(), static_cast<qsizetype>(number.size())))};
    }
    if (!parser.positionalArguments().isEmpty())
        return Told{QStringLiteral("'%1' is not an option").arg(parser.positionalArguments().constFirst()), true};
    Words words;
    words.lookOnly = parser.isSet(QStringLiteral("look-only"));
    if (parser.isSet(QStringLiteral("theme"))) {
        const QString name = parser.value(QStringLiteral("theme"));
        words.theme = ui::themeByName(name);
        if (!words.theme) return Told{QStringLiteral("--theme %1: must be system, light or dark").arg(name), true};
    }
    return words;
}

int tell(const Told& told) {
    if (!told.isError) {
        std::fputs(told.text.toUtf8().constData(), stdout);
        return 0;
    }
    const QString line = ui::words::printable(told.text.toStdString());
    std::fprintf(stderr, "ipclens-gui: %s; see ipclens-gui --help\n", line.toUtf8().constData());
    return 2;
}

/// Looks at the words before there is a display: help, version and mistakes need none.
std::variant<Words, Told> wordsOf(int argc, char** argv) {
    const QCoreApplication namesTheProgram(argc, argv);
    QCommandLineParser parser;
    addOptions(parser);
    addOptionsOfQt(parser);
    return parse(parser, QCoreApplication::arguments());
}

/// The window, from its beginning to its end; gives the status to exit with.
int showWindow(int argc, char** argv, const Words& words) {
    // The fonts' configuration is read while this thread waits for the display. To ask for a font before that is done
    // would read it once more.
    std::jthread fonts([] { FcInit(); });
    QApplication application(argc, argv);
    // Qt takes the person's, and formats no number by it. Graphviz would change it for the whole program while it works.
    std::setlocale(LC_NUMERIC, "C");
    QApplication::setApplicationName(QStringLiteral("ipclens-gui"));
    QApplication::setApplicationDisplayName(QStringLiteral("IPC Lens"));
    QApplication::setDesktopFileName(QStringLiteral("io.github.ipclens.IpcLens"));

    ui::Settings settings;
    ui::Session session;
    session.setLookOnly(words.lookOnly);
    // The first list is read while the window is put together
    const ui::SortOrder order = settings.sortOrder();
    session.setQuery({.column = order.column, .descending = order.descending});
    session.start();
    fonts.join();
    ui::ThemeController theme(settings, words.theme);
    ui::MainWindow window(session, settings, theme);
    window.setLookOnly(words.lookOnly);
    const ui::EndingSignals endingSignals;
    QObject::connect(&endingSignals, &ui::EndingSignals::received, &window, [&window] {
        window.closeUnasked();
        QApplication::exit();
    });
    window.show();
    // What the first list need not wait for
    QTimer::singleShot(0, &window, [&] {
        QApplication::setWindowIcon(ui::applicationIcon());
        theme.followDesktop();
    });
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    const auto parsed = wordsOf(argc, argv);
    if (const auto* told = std::get_if<Told>(&parsed)) return tell(*told);
    const int status = showWindow(argc, argv, std::get<Words>(parsed));
    if (!ui::DesktopNotice::isConnecting()) return status;
    // All of ours is put away, and a bus that does not answer is not waited for
    std::fflush(nullptr);
    std::_Exit(status);
}
