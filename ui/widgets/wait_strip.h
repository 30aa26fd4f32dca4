// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/operation.h"
#include "ui/session/session.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <utility>
#include <vector>

class QVBoxLayout;

namespace ipclens::ui {

class WaitRow;

/// Operations that wait in the kernel or are at work now, a line each with how long and a way to cancel. Shows itself
/// while there are any; those that are done within a blink never appear, and those that somebody else tells of have no
/// line.
class WaitStrip : public QWidget {
    Q_OBJECT

public:
    explicit WaitStrip(Session& session, QWidget* parent = nullptr);

    /// Asked again and again which operations another part of the window tells of now, with a clock and a way to end
    /// them.
    void setToldElsewhere(std::function<bool(OperationId)> told) { toldElsewhere_ = std::move(told); }

signals:
    /// How many wait for somebody else and how many are at work, also those without a line.
    void underWayChanged(int waiting, int running);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    [[nodiscard]] bool isListed(const RunningOperation& operation) const;

    Session& session_;
    std::function<bool(OperationId)> toldElsewhere_;
    int waiting_ = 0;
    int working_ = 0;
    QVBoxLayout* layout_;
    QTimer tick_;
    std::vector<WaitRow*> rows_;
};

} // namespace ipclens::ui
