// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/tone_label.h"

#include <QApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

#include <algorithm>

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

void ToneLabel::setElides(bool elides) {
    elides_ = elides;
    updateGeometry();
    update();
}

void ToneLabel::setShorter(const QStringList& shorter) {
    if (shorter == shorter_) return;
    shorter_ = shorter;
    update();
}

QString ToneLabel::fitting() const {
    const int room = contentsRect().width();
    const auto fits = [&](const QString& words) { return fontMetrics().horizontalAdvance(words) <= room; };
    if (fits(text())) return text();
    const auto found = std::find_if(shorter_.begin(), shorter_.end(), fits);
    return found != shorter_.end() ? *found : fontMetrics().elidedText(text(), Qt::ElideRight, room);
}

QSize ToneLabel::minimumSizeHint() const {
    const QSize hint = QLabel::minimumSizeHint();
    if (!elides_) return hint;
    return {std::min(hint.width(), fontMetrics().horizontalAdvance(QChar(0x2026)) * 3), hint.height()};
}

bool ToneLabel::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || !elides_ || !toolTip().isEmpty()) return QLabel::event(event);
    const bool cut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    if (!cut) return QLabel::event(event);
    // Always rich text, which wraps, and never what the text itself would make of it
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                       QStringLiteral("<span>%1</span>").arg(text().toHtmlEscaped()), this);
    return true;
}

void ToneLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && !applying_) applyColors();
    QLabel::changeEvent(event);
}

void ToneLabel::paintEvent(QPaintEvent* event) {
    if (!elides_) return QLabel::paintEvent(event);
    QPainter painter(this);
    const QRect room = contentsRect();
    style()->drawItemText(&painter, room, static_cast<int>(alignment()) | Qt::TextSingleLine, palette(), isEnabled(),
                          fitting(), foregroundRole());
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
