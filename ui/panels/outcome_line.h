// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/sentences.h"

#include <QStringList>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <optional>

class QPushButton;

namespace ipclens::ui {

class ToneLabel;

/// The last line of a bar of operations: what is to be said of the last one or the next one, and as long as one waits
/// for how long, with what ends it.
class OutcomeLine : public QWidget {
    Q_OBJECT

public:
    /// Object names of the line and the button.
    OutcomeLine(const QString& line, const QString& cancel, QWidget* parent = nullptr);

    /// One has waited since then; none: no more.
    void setRunning(std::optional<std::chrono::steady_clock::time_point> since);
    [[nodiscard]] bool running() const { return since_.has_value(); }
    /// Stands there when nothing waits; `shorter`: other words for little room, ever fewer.
    void say(const sentences::Said& said, const QStringList& shorter = {});

signals:
    void cancelAsked();

private:
    void refresh();

    ToneLabel* line_;
    QPushButton* cancel_;
    QTimer tick_;
    sentences::Said said_;
    QStringList shorter_;
    std::optional<std::chrono::steady_clock::time_point> since_;
};

} // namespace ipclens::ui
