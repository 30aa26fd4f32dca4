// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QStringList>
#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace ipclens::ui {

class ToneLabel;

/// A line above content that says in which state it is, with buttons that end that state. Plain text, which is cut
/// where there is no room and whole in its tool tip. Hidden until it is shown.
class Strip : public QWidget {
    Q_OBJECT

public:
    explicit Strip(Tone ground, QWidget* parent = nullptr);

    /// `shorter`: other words, ever fewer, of which the first that fit stand where there is too little room.
    void say(const QString& text, const QStringList& shorter = {});
    [[nodiscard]] QString text() const { return text_; }
    /// Another ground from now on.
    void setGround(Tone ground);
    QPushButton* addButton(const QString& objectName, const QString& text);
    /// At the end, or left of one that was added before.
    void addWidget(QWidget* widget, QWidget* before = nullptr);
    /// Is as high as this one needs, whether it is shown or not.
    void keepRoomFor(const QWidget& widget);
    /// Left of the text, where nothing that comes and goes moves it.
    void addLead(QWidget* widget);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone ground_;
    QString text_;
    ToneLabel* label_;
    QHBoxLayout* layout_;
};

} // namespace ipclens::ui
