// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <QWidget>

namespace ipclens::ui {

class Gauge;
class ToneLabel;

/// The line above a queue's messages: that looking takes nothing, and how full the queue is.
class QueueGauge : public QWidget {
    Q_OBJECT

public:
    explicit QueueGauge(QWidget* parent = nullptr);

    void show(const QueueInfo& info, Knowledge known);

protected:
    void changeEvent(QEvent* event) override;

private:
    void paint();

    ToneLabel* caption_;
    Gauge* gauge_;
    ToneLabel* words_;
    QueueInfo info_;
    Knowledge known_;
};

} // namespace ipclens::ui
