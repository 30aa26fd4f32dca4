// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/process_menu.h"

#include "ui/session/session.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QModelIndex>
#include <QStringList>

namespace ipclens::ui {

ProcessMenu::ProcessMenu(Session& session, const std::optional<processes::Process>& process,
                         const std::optional<ObjectId>& object, QWidget* parent)
    : QMenu(parent)
    , process_(process) {
    setAttribute(Qt::WA_DeleteOnClose);
    setToolTipsVisible(true);
    if (object) {
        QAction* show = addAction(tr("Show &object"));
        show->setObjectName(QStringLiteral("showObject"));
        connect(show, &QAction::triggered, this, [this, object] { emit objectActivated(*object); });
    }
    if (process) {
        QAction* send = addAction(tr("Send &signal\u2026"));
        send->setObjectName(QStringLiteral("sendSignal"));
        send->setEnabled(!session.lookOnly());
        if (session.lookOnly()) send->setToolTip(tr("Off in look-only mode: nothing here can be changed"));
        connect(send, &QAction::triggered, this, [this] { emit signalAsked(*process_); });
    }
}

void ProcessMenu::addCopy(const QModelIndex& row) {
    addSeparator();
    QStringList cells;
    for (int column = 0; column < row.model()->columnCount(row.parent()); ++column)
        cells << row.siblingAtColumn(column).data().toString();
    while (!cells.isEmpty() && cells.constLast().isEmpty())
        cells.removeLast();
    const QString line = cells.join(QLatin1Char('\t'));
    QAction* copyRow = addAction(tr("&Copy the row"));
    copyRow->setObjectName(QStringLiteral("copyRow"));
    connect(copyRow, &QAction::triggered, this, [line] { QGuiApplication::clipboard()->setText(line); });
    if (!process_) return;
    const QString pid = QString::number(process_->pid);
    QAction* copyPid = addAction(tr("Copy the &pid"));
    copyPid->setObjectName(QStringLiteral("copyPid"));
    connect(copyPid, &QAction::triggered, this, [pid] { QGuiApplication::clipboard()->setText(pid); });
}

} // namespace ipclens::ui
