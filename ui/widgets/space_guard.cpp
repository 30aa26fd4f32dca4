// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/space_guard.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>

namespace ipclens::ui {

SpaceGuard::SpaceGuard(QWidget* window)
    : QObject(window) {
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* before, QWidget* now) {
        Q_UNUSED(before)
        follow(now);
    });
}

bool SpaceGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<const QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void SpaceGuard::follow(QWidget* now) {
    if (guarded_) guarded_->removeEventFilter(this);
    const bool usesSpace = qobject_cast<QAbstractButton*>(now) != nullptr || qobject_cast<QComboBox*>(now) != nullptr;
    guarded_ = usesSpace ? now : nullptr;
    if (guarded_) guarded_->installEventFilter(this);
}

} // namespace ipclens::ui
