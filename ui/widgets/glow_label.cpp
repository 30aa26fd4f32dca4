// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/glow_label.h"

#include <QApplication>
#include <QPainter>

namespace ipclens::ui {
namespace {

constexpr int fadeInterval = 250;
constexpr double rounding = 3;
constexpr int rightMargin = 5;

} // namespace

GlowLabel::GlowLabel(QWidget* parent)
    : ToneLabel(std::nullopt, parent) {
    setContentsMargins(0, 0, rightMargin, 0);
    fading_.setInterval(fadeInterval);
    connect(&fading_, &QTimer::timeout, this, &GlowLabel::fade);
}

void GlowLabel::glow() {
    strength_ = glowSteps;
    fading_.start();
    update();
}

void GlowLabel::stopGlowing() {
    strength_ = 0;
    fading_.stop();
    update();
}

void GlowLabel::fade() {
    --strength_;
    if (strength_ <= 0) return stopGlowing();
    update();
}

void GlowLabel::paintEvent(QPaintEvent* event) {
    if (strength_ > 0) {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const QColor ground = QApplication::palette().color(QPalette::Base);
        painter.setBrush(
            blend(toneColor(Tone::Glow, QApplication::palette()), ground, static_cast<double>(strength_) / glowSteps));
        painter.drawRoundedRect(rect(), rounding, rounding);
    }
    ToneLabel::paintEvent(event);
}

} // namespace ipclens::ui
