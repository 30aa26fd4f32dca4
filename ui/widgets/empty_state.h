// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace ipclens::ui {

/// What stands where a list would be, when there is nothing to list: why, and what can be done about it.
class EmptyState : public QWidget {
    Q_OBJECT

public:
    EmptyState(const QString& title, const QString& explanation, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setExplanation(const QString& explanation);
    /// A button below the explanation, in the order of the calls.
    QPushButton* addButton(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    QLabel* title_;
    QLabel* explanation_;
    QHBoxLayout* buttons_;
};

} // namespace ipclens::ui
