// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/models/struct_templates.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace ipclens::ui {
namespace {

/// Without our licence's lines, which are of the file and not of a person's struct.
QString withoutLicence(const QString& text) {
    QStringList lines = text.split(QLatin1Char('\n'));
    while (lines.value(0).startsWith(QLatin1String("// SPDX")))
        lines.removeFirst();
    return lines.join(QLatin1Char('\n'));
}

} // namespace

std::vector<StructTemplate> structTemplates() {
    std::vector<StructTemplate> templates;
    for (const QFileInfo& info : QDir(QStringLiteral(":/structs")).entryInfoList(QDir::Files, QDir::Name)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly)) continue;
        QString title = info.completeBaseName().replace(QLatin1Char('_'), QLatin1Char(' '));
        title[0] = title[0].toUpper();
        templates.push_back({title, withoutLicence(QString::fromUtf8(file.readAll()))});
    }
    return templates;
}

} // namespace ipclens::ui
