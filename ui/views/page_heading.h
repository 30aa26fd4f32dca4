// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;

namespace ipclens::ui {

class ToneLabel;

/// The line at the top of a view: its name, what is to be said of it now, and its buttons at the right.
class PageHeading : public QWidget {
    Q_OBJECT

public:
    /// `title`: empty where what is around it says it.
    explicit PageHeading(const QString& title, QWidget* parent = nullptr);

    /// Plain text; whole in its tool tip where there is too little room.
    void say(const QString& text, std::optional<Tone> tone = Tone::MutedText);
    /// At the right end, in the order of the calls.
    void addWidget(QWidget* widget);

private:
    QHBoxLayout* layout_;
    ToneLabel* news_;
};

} // namespace ipclens::ui
