// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace ipclens::ui {

/// The line at the window's lower edge: what there is at the left, how it is found out at the right. What is left of
/// the room goes to the left text, which is shortened where it must be.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setLeft(const QString& text);
    /// What is wrong, after the left text and before the notice; empty: nothing.
    void setAlarm(const QString& text);
    /// What a person should notice, after the left text; empty: nothing. As loud as a warning, or in the colour of the
    /// rest.
    void setNotice(const QString& text, bool warning);
    void setRight(const QString& text, bool alarming, const QString& explanation);

    [[nodiscard]] QString left() const { return left_; }
    [[nodiscard]] QString alarm() const { return alarm_; }
    [[nodiscard]] QString notice() const { return notice_; }
    [[nodiscard]] QString right() const { return right_; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void changed();

    QString left_;
    QString alarm_;
    QString notice_;
    QString right_;
    bool warning_ = false;
    bool alarming_ = false;
};

} // namespace ipclens::ui
