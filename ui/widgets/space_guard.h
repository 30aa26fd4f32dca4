// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace ipclens::ui {

/// Space pauses the window, but on a button, a box or a tab it belongs to that widget, as everywhere: this keeps the
/// window's shortcut from taking it away there.
class SpaceGuard : public QObject {
    Q_OBJECT

public:
    explicit SpaceGuard(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void follow(QWidget* now);

    QPointer<QWidget> guarded_;
};

} // namespace ipclens::ui
