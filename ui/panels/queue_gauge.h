// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;

namespace ipclens::ui {

class Gauge;
class ToneLabel;

/// The line above a queue's messages: what a full or empty queue means, and how full it is.
class QueueGauge : public QWidget {
    Q_OBJECT

public:
    explicit QueueGauge(QWidget* parent = nullptr);

    void show(const QueueInfo& info, Knowledge known);
    void show(const PosixQueueInfo& info);
    /// Who waits on it, in short and for the tool tip, plain text; empty: nobody is known to.
    void setWaiting(const QString& words, const QString& details);
    /// Puts a widget in front, which takes the room that is left.
    void setLead(QWidget* lead);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What there is to say of a queue, of either API.
    struct Filling {
        std::optional<double> part; ///< 0 … 1 of what it takes; none: not known
        QString words;
        bool full = false;
        bool empty = false;
        bool operator==(const Filling&) const = default;
    };

    void paint();

    QHBoxLayout* layout_;
    ToneLabel* caption_;
    Gauge* gauge_;
    ToneLabel* words_;
    Filling filling_;
    QString waiting_;
    QString waitingDetails_;
    bool narrow_ = false;
};

} // namespace ipclens::ui
