// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/verdict.h"

#include "ui/theme.h"

#include <QApplication>
#include <QEvent>

namespace ipclens::ui {

Verdict::Verdict(QWidget* parent)
    : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    applyColors();
}

void Verdict::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && !applying_) applyColors();
    QLabel::changeEvent(event);
}

void Verdict::say(const QString& text, bool wrong) {
    wrong_ = wrong;
    setText(text);
    applyColors();
}

void Verdict::applyColors() {
    applying_ = true;
    QPalette colors = QApplication::palette();
    colors.setColor(QPalette::WindowText, toneColor(wrong_ ? Tone::DangerText : Tone::MutedText, colors));
    setPalette(colors);
    applying_ = false;
}

} // namespace ipclens::ui
