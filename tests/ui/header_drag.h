// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QHeaderView>
#include <QMouseEvent>

namespace ipclens::testing {

/// Gives a column a width as a person does: by its handle in the header.
inline void dragToWidth(QHeaderView& header, int section, int width) {
    QWidget& ground = *header.viewport();
    const int before = header.sectionSize(section);
    const QPoint handle(header.sectionViewportPosition(section) + before - 1, header.height() / 2);
    const QPoint there = handle + QPoint(width - before, 0);
    const auto send = [&](QEvent::Type what, QPoint place, Qt::MouseButton button, Qt::MouseButtons held) {
        QMouseEvent event(what, place, ground.mapToGlobal(place), button, held, Qt::NoModifier);
        QCoreApplication::sendEvent(&ground, &event);
    };
    send(QEvent::MouseButtonPress, handle, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, there, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, there, Qt::LeftButton, Qt::NoButton);
}

} // namespace ipclens::testing
