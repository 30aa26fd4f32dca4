// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/namespace_chooser.h"

#include "ui/models/namespace_words.h"
#include "ui/models/sentences.h"
#include "ui/session/session.h"
#include "ui/widgets/action_button.h"

#include <QAction>
#include <QCoreApplication>
#include <QProcess>
#include <QTemporaryFile>

namespace ipclens::ui {
namespace {

/// A menu takes "&" for the mark of a key.
QString menuText(QString text) {
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QAction* addLine(QMenu& menu, const QString& text) {
    QAction* action = menu.addAction(menuText(text));
    action->setEnabled(false);
    return action;
}

} // namespace

NamespaceChooser::NamespaceChooser(Session& session, QWidget* parent)
    : QMenu(parent)
    , session_(session)
    , operations_(session, this) {
    setObjectName(QStringLiteral("namespaceMenu"));
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &NamespaceChooser::look);
    connect(this, &NamespaceChooser::chosen, this, &NamespaceChooser::openWindow);
}

QWidget* NamespaceChooser::makeButton(QWidget* parent) {
    const QString caption = namespace_words::title(processes::ownIpcNamespace());
    auto* button = new ActionButton(caption, this, ActionButton::Look::Plain, parent);
    button->setShortCaption(QStringLiteral("ipc"));
    button->setObjectName(QStringLiteral("namespaceButton"));
    button->setAccessibleName(tr("IPC namespace %1").arg(caption));
    button->setToolTip(tr("%1: the IPC namespace that this window shows, and others").arg(caption));
    return button;
}

void NamespaceChooser::look() {
    clear();
    addLine(*this, tr("Looking\u2026"));
    operations_.run(operation::ListNamespaces{}, [this](const Operation& /*ran*/, const Outcome& outcome) {
        if (outcome.error) {
            clear();
            addLine(*this, sentences::error(*outcome.error));
        } else {
            fill(outcome.namespaces);
        }
    });
}

void NamespaceChooser::fill(const processes::Namespaces& found) {
    clear();
    addLine(*this, tr("IPC namespaces of this machine"));
    for (const processes::IpcNamespace& each : found.namespaces)
        add(each);
    if (found.namespaces.size() <= 1) addLine(*this, tr("No other is seen on this machine"));
    if (found.notReadable > 0) addLine(*this, namespace_words::notReadable(found.notReadable));
}

void NamespaceChooser::add(const processes::IpcNamespace& each) {
    QAction* action = addAction(menuText(namespace_words::line(each)));
    action->setData(QVariant::fromValue(each.inode));
    action->setToolTip(namespace_words::toolTip(each));
    if (each.own) {
        action->setCheckable(true);
        action->setChecked(true);
    }
    action->setEnabled(each.own || each.mayEnter);
    if (!each.own) connect(action, &QAction::triggered, this, [this, inode = each.inode] { emit chosen(inode); });
}

void NamespaceChooser::openWindow(std::uint64_t inode) {
    QStringList words{QStringLiteral("--namespace"), QString::number(inode)};
    if (session_.lookOnly()) words += QStringLiteral("--look-only");
    // It lives on when this program ends, and would be killed if its QProcess were destroyed then: so nobody owns that.
    // What it says on its way goes into a file without a name: a pipe would break with this program.
    auto* window = new QProcess; // NOLINT(cppcoreguidelines-owning-memory)
    auto* printed = new QTemporaryFile(window);
    if (printed->open()) window->setStandardErrorFile(printed->fileName());
    const auto removeName = [printed] {
        printed->setAutoRemove(false);
        QFile::remove(printed->fileName());
    };
    window->setStandardInputFile(QProcess::nullDevice());
    window->setStandardOutputFile(QProcess::nullDevice());
    const auto tellFailure = [this, inode](const QString& why) {
        emit message(Severity::Error, tr("Can\u2019t open a window on %1: %2").arg(namespace_words::title(inode), why));
    };
    connect(window, &QProcess::started, printed, removeName);
    connect(window, &QProcess::errorOccurred, this, [window, tellFailure](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) tellFailure(window->errorString());
    });
    connect(window, &QProcess::finished, this, [printed, tellFailure](int status, QProcess::ExitStatus how) {
        if (how == QProcess::NormalExit && status != 0)
            tellFailure(namespace_words::reasonIn(printed->readAll().toStdString()));
    });
    connect(window, &QProcess::finished, window, &QObject::deleteLater);
    window->start(QCoreApplication::applicationFilePath(), words);
}

} // namespace ipclens::ui
