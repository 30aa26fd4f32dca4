// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/version.h"
#include "core/processes/namespaces.h"
#include "ui/desktop_notice.h"
#include "ui/ending_signals.h"
#include "ui/main_window.h"
#include "ui/models/namespace_words.h"
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
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fontconfig/fontconfig.h>
#include <malloc.h>
#include <optional>
#include <thread>
#include <variant>

namespace {

using namespace ipclens;

struct Words {
    std::optional<ui::Theme> theme;
    bool lookOnly = false;
    std::optional<std::uint64_t> ipcNamespace; ///< a pid or an inode, see processes::enterIpcNamespace()
};

struct Told {
    QString text;
    int status = 0; ///< what to exit with: 2 where the words are wrong
};

constexpr int wrongWords = 2;

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
    parser.addOption({QStringLiteral("namespace"),
                      QStringLiteral("Show the IPC namespace of this process, or with this inode, and work in it."),
                      QStringLiteral("PID|INODE")});
    parser.addOption({QStringLiteral("look-only"), QStringLiteral("Turn off everything that would change an object.")});
}

std::variant<Words, Told> parse(QCommandLineParser& parser, const QStringList& arguments) {
    if (!parser.parse(arguments)) return Told{parser.errorText(), wrongWords};
    if (parser.isSet(QStringLiteral("help"))) return Told{parser.helpText()};
    if (parser.isSet(QStringLiteral("version"))) {
        const auto number = version();
        return Told{QStringLiteral("ipclens-gui %1\n")
                        .arg(QString::fromUtf8(number.data(), static_cast<qsizetype>(number.size())))};
    }
    if (!parser.positionalArguments().isEmpty())
        return Told{QStringLiteral("'%1' is not an option").arg(parser.positionalArguments().constFirst()), wrongWords};
    Words words;
    words.lookOnly = parser.isSet(QStringLiteral("look-only"));
    if (parser.isSet(QStringLiteral("theme"))) {
        const QString name = parser.value(QStringLiteral("theme"));
        words.theme = ui::themeByName(name);
        if (!words.theme)
            return Told{QStringLiteral("--theme %1: must be system, light or dark").arg(name), wrongWords};
    }
    if (parser.isSet(QStringLiteral("namespace"))) {
        const QString word = parser.value(QStringLiteral("namespace"));
        bool isNumber = false;
        words.ipcNamespace = word.toULongLong(&isNumber);
        if (!isNumber || words.ipcNamespace == 0)
            return Told{QStringLiteral("--namespace %1: is neither a pid nor an inode").arg(word), wrongWords};
    }
    return words;
}

/// Status as of ipclens(1).
std::optional<Told> enterNamespace(std::uint64_t pidOrInode) {
    constexpr int notFound = 3;
    constexpr int denied = 4;
    const auto entered = processes::enterIpcNamespace(pidOrInode);
    if (entered) return {};
    const Error& error = entered.error();
    const int status = error.kind == ErrorKind::NotFound ? notFound : error.kind == ErrorKind::Denied ? denied : 1;
    return Told{QString::fromStdString(error.message()), status};
}

int tell(const Told& told) {
    if (told.status == 0) {
        std::fputs(told.text.toUtf8().constData(), stdout);
        return 0;
    }
    const QString line = ui::words::printable(told.text.toStdString());
    std::fprintf(stderr, "ipclens-gui: %s%s\n", line.toUtf8().constData(),
                 told.status == wrongWords ? "; see ipclens-gui --help" : "");
    return told.status;
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
    // Qt takes the person's, and formats no number by it. Graphviz would change it for the whole program while it
    // works.
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
    // Beside another window of this program it is told by that
    if (words.ipcNamespace) window.setWindowTitle(ui::namespace_words::title(processes::ownIpcNamespace()));
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
    const auto& words = std::get<Words>(parsed);
    // Before the display, whose connection may be a thread: one that has threads gets into no user namespace
    if (words.ipcNamespace) {
        if (const auto refused = enterNamespace(*words.ipcNamespace)) return tell(*refused);
    }
    // Lists of all objects go back to the system as soon as they are old; else each thread's heap keeps room for
    // several
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    const int status = showWindow(argc, argv, words);
    if (!ui::DesktopNotice::isConnecting()) return status;
    // All of ours is put away, and a bus that does not answer is not waited for
    std::fflush(nullptr);
    std::_Exit(status);
}
