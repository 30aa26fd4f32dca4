// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/session/leftover_finder.h"

#include "core/transfer/message_file.h"

#include <QMetaObject>

namespace ipclens::ui {

LeftoverFinder::LeftoverFinder(QObject* parent)
    : QObject(parent) {
    look();
}

void LeftoverFinder::look() {
    worker_.post([this, folder = transfer::rescueFolder()] {
        std::vector<transfer::Leftover> leftovers;
        if (!folder.empty()) leftovers = transfer::leftovers(folder);
        QMetaObject::invokeMethod(
            this, [this, leftovers] { emit found(leftovers); }, Qt::QueuedConnection);
    });
}

} // namespace ipclens::ui
