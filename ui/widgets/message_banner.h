// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/panel.h"

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <functional>

class QLabel;
class QPushButton;
class QToolButton;

namespace ipclens::ui {

/// One line that says how something went, in its place in the window: never a box in the way. Text is shown as it
/// stands, never as markup. Info and success close themselves, warnings and errors stay until they are closed or
/// something newer is said.
class MessageBanner : public QWidget {
    Q_OBJECT

public:
    explicit MessageBanner(QWidget* parent = nullptr);

    /// How long messages stay that close themselves.
    void setReadingTime(std::chrono::milliseconds time) { readingTime_ = time; }
    void showMessage(Severity severity, const QString& text);
    /// With a button, which closes the banner and then calls `act`.
    void offer(Severity severity, const QString& text, const QString& button, std::function<void()> act);
    /// These words are true no longer: hides them, where they are what it says now.
    void withdraw(const QString& text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] Severity severity() const { return severity_; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void startClosing();

    QLabel* label_;
    QPushButton* button_;
    QToolButton* close_;
    std::function<void()> act_; ///< what the button does
    QTimer closing_;
    std::chrono::milliseconds readingTime_{6000};
    Severity severity_ = Severity::Info;
};

} // namespace ipclens::ui
