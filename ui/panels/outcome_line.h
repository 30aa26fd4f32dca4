// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/sentences.h"

#include <QList>
#include <QPointer>
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

    /// The buttons that begin one, which are off while it waits. The keyboard goes from them to what ends it.
    void setVerbs(QList<QPushButton*> verbs);
    /// One has waited since then; none: no more. Before the verbs go off for it.
    void setRunning(std::optional<std::chrono::steady_clock::time_point> since);
    [[nodiscard]] bool running() const { return since_.has_value(); }
    /// When the verbs are on again: the keyboard goes back to where the wait was begun, unless it is used elsewhere.
    void giveKeyboardBack();
    /// Stands there when nothing waits; `shorter`: other words for little room, ever fewer.
    void say(const sentences::Said& said, const QStringList& shorter = {});

signals:
    void cancelAsked();

private:
    void refresh();
    void passKeyboard(bool runs);

    ToneLabel* line_;
    QPushButton* cancel_;
    QList<QPushButton*> verbs_;
    QPointer<QWidget> begun_;  ///< what had the keyboard when one began to wait, in this bar
    QPointer<QWidget> goesTo_; ///< what is to have it
    QTimer tick_;
    sentences::Said said_;
    QStringList shorter_;
    std::optional<std::chrono::steady_clock::time_point> since_;
};

} // namespace ipclens::ui
