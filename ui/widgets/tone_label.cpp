// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/tone_label.h"

#include <QApplication>
#include <QEvent>

namespace ipclens::ui {

ToneLabel::ToneLabel(std::optional<Tone> tone, QWidget* parent)
    : QLabel(parent)
    , tone_(tone) {
    setTextFormat(Qt::PlainText);
    applyColors();
}

void ToneLabel::setTone(std::optional<Tone> tone) {
    if (tone == tone_) return;
    tone_ = tone;
    applyColors();
}

void ToneLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && !applying_) applyColors();
    QLabel::changeEvent(event);
}

void ToneLabel::applyColors() {
    applying_ = true;
    // Names no role but these, so that a change of the application's palette still comes through
    QPalette colors;
    if (tone_) {
        const QColor color = toneColor(*tone_, QApplication::palette());
        for (const auto group : {QPalette::Active, QPalette::Inactive}) {
            // Which of the two a label uses depends on the ground that it inherits
            colors.setColor(group, QPalette::WindowText, color);
            colors.setColor(group, QPalette::Text, color);
        }
    }
    setPalette(colors);
    applying_ = false;
}

} // namespace ipclens::ui
