// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/widgets/strip.h"

#include "ui/widgets/action_button.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace ipclens::ui {

Strip::Strip(Tone ground, QWidget* parent)
    : QWidget(parent)
    , ground_(ground)
    , label_(new ToneLabel(std::nullopt, this))
    , layout_(new QHBoxLayout(this)) {
    label_->setElides(true);
    label_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout_->setContentsMargins(12, 3, 12, 3);
    layout_->addWidget(label_, 1);
    hide();
}

void Strip::say(const QString& text, const QStringList& shorter) {
    label_->setShorter(shorter);
    if (text == text_) return;
    text_ = text;
    setAccessibleName(text);
    label_->setText(text);
}

void Strip::setGround(Tone ground) {
    if (ground == ground_) return;
    ground_ = ground;
    update();
}

QPushButton* Strip::addButton(const QString& objectName, const QString& text) {
    auto* button = new ActionButton(text, nullptr, ActionButton::Look::Plain, this);
    button->setObjectName(objectName);
    button->setAutoDefault(false);
    layout_->addWidget(button);
    return button;
}

void Strip::addWidget(QWidget* widget, QWidget* before) {
    layout_->insertWidget(before == nullptr ? -1 : layout_->indexOf(before), widget);
}

void Strip::keepRoomFor(const QWidget& widget) {
    layout_->addStrut(widget.sizeHint().height());
}

void Strip::addLead(QWidget* widget) {
    layout_->insertWidget(0, widget);
}

void Strip::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(ground_, palette()));
    painter.fillRect(QRect(0, height() - 1, width(), 1), toneColor(Tone::Separator, palette()));
}

} // namespace ipclens::ui
