// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/operation.h"
#include "ui/session/session.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace ipclens::ui {

class WaitRow;

/// Operations that wait in the kernel now, a line each with how long and a way to cancel. Shows itself while there are
/// any; those that are done within a blink never appear.
class WaitStrip : public QWidget {
    Q_OBJECT

public:
    explicit WaitStrip(Session& session, QWidget* parent = nullptr);

    [[nodiscard]] int waiting() const { return static_cast<int>(rows_.size()); }

signals:
    void waitingChanged(int waiting);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();

    Session& session_;
    QVBoxLayout* layout_;
    QTimer tick_;
    std::vector<WaitRow*> rows_;
};

} // namespace ipclens::ui
