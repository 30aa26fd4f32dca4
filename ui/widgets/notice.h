// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QWidget>

class QLabel;

namespace ipclens::ui {

/// What stands where content would be, when it can't be shown: a picture, what, and why. Plain text.
class Notice : public QWidget {
    Q_OBJECT

public:
    explicit Notice(QWidget* parent = nullptr);

    /// `icon`: one of our icons by name; empty: none.
    void say(const QString& icon, const QString& title, const QString& reason);
    [[nodiscard]] QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintPicture();

    QString icon_;
    QLabel* picture_;
    QLabel* title_;
    QLabel* reason_;
};

} // namespace ipclens::ui
