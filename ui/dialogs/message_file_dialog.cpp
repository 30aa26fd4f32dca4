// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/message_file_dialog.h"

#include "ui/models/words.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QRegularExpression>

namespace ipclens::ui {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("ipclens::ui::MessageFileDialog", text);
}

QFileDialog* makeDialog(QWidget* parent, const QString& title) {
    auto* dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilter(tr("Messages (*.jsonl);;All files (*)"));
    return dialog;
}

} // namespace

QString messageFileName(ObjectId queue) {
    if (queue.api() == Api::SysV) return QStringLiteral("queue-%1.jsonl").arg(queue.id.value);
    static const QRegularExpression odd(QStringLiteral("[^A-Za-z0-9._-]+"));
    QString name = words::name(queue.name).mid(1).left(60);
    return QStringLiteral("queue-%1.jsonl").arg(name.replace(odd, QStringLiteral("_")));
}

QFileDialog* makeDrainDialog(ObjectId queue, QWidget* parent) {
    QFileDialog* dialog =
        makeDialog(parent, tr("Drain %1: its messages leave the queue for a file").arg(words::object(queue)));
    dialog->setObjectName(QStringLiteral("drainFile"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    // A file that is there is added to, never overwritten
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setLabelText(QFileDialog::Accept, tr("Drain, or add"));
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->selectFile(messageFileName(queue));
    return dialog;
}

QFileDialog* makeLoadDialog(ObjectId queue, QWidget* parent) {
    QFileDialog* dialog = makeDialog(parent, tr("Load the messages of a file into %1").arg(words::object(queue)));
    dialog->setObjectName(QStringLiteral("loadFile"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setLabelText(QFileDialog::Accept, tr("Load"));
    return dialog;
}

} // namespace ipclens::ui
