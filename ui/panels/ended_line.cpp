// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/ended_line.h"

#include "ui/theme.h"

#include <QPainter>

namespace ipclens::ui {

EndedLine::EndedLine(QWidget* parent)
    : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setContentsMargins(12, 5, 12, 5);
    setWordWrap(true);
    hide();
}

void EndedLine::say(const QString& text) {
    setText(text);
    show();
}

void EndedLine::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::ChipGround, palette()));
    painter.end();
    QLabel::paintEvent(event);
}

} // namespace ipclens::ui
