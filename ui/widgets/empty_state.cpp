// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/empty_state.h"

#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ipclens::ui {

EmptyState::EmptyState(const QString& title, const QString& explanation, QWidget* parent)
    : QWidget(parent)
    , title_(new QLabel(title, this))
    , explanation_(new QLabel(explanation, this))
    , buttons_(new QHBoxLayout) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.35);
    large.setBold(true);
    title_->setFont(large);
    for (QLabel* label : {title_, explanation_}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    buttons_->setSpacing(8);
    buttons_->addStretch();
    buttons_->addStretch();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(10);
    layout->addStretch(2);
    layout->addWidget(title_);
    layout->addWidget(explanation_);
    layout->addSpacing(6);
    layout->addLayout(buttons_);
    layout->addStretch(3);
    applyColors();
}

void EmptyState::setTitle(const QString& title) {
    if (title_->text() != title) title_->setText(title);
}

void EmptyState::setExplanation(const QString& explanation) {
    if (explanation_->text() != explanation) explanation_->setText(explanation);
}

QPushButton* EmptyState::addButton(const QString& text) {
    auto* button = new QPushButton(text, this);
    buttons_->insertWidget(buttons_->count() - 1, button);
    return button;
}

void EmptyState::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) applyColors();
}

void EmptyState::applyColors() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, toneColor(Tone::MutedText, palette()));
    explanation_->setPalette(muted);
}

} // namespace ipclens::ui
