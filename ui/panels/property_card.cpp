// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/property_card.h"

#include "ui/theme.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace ipclens::ui {
namespace {

constexpr int labelWidth = 22; ///< characters

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

void setText(QLabel* label, const QString& text) {
    if (label->text() != text) label->setText(text);
}

} // namespace

PropertyCard::PropertyCard(const properties::Group& group, QWidget* parent)
    : QWidget(parent)
    , title_(plainLabel(this))
    , aside_(plainLabel(this)) {
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 14);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    auto* heading = new QHBoxLayout;
    heading->addWidget(title_);
    heading->addWidget(aside_, 1);
    grid->addLayout(heading, 0, 0, 1, 3);
    grid->setColumnMinimumWidth(0, fontMetrics().averageCharWidth() * labelWidth);
    grid->setColumnStretch(2, 1);
    for (std::size_t i = 0; i < group.properties.size(); ++i) {
        const Line line{plainLabel(this), plainLabel(this), plainLabel(this)};
        line.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        line.value->setFont(monospaceFont());
        line.value->setWordWrap(group.properties[i].value.size() > 48);
        line.aside->setWordWrap(true);
        const int row = static_cast<int>(i) + 1;
        grid->addWidget(line.label, row, 0);
        grid->addWidget(line.value, row, 1);
        grid->addWidget(line.aside, row, 2);
        lines_.push_back(line);
    }
    applyColors();
}

void PropertyCard::setGroup(const properties::Group& group) {
    setText(title_, group.title);
    setText(aside_, group.aside);
    for (std::size_t i = 0; i < lines_.size() && i < group.properties.size(); ++i) {
        const properties::Property& property = group.properties[i];
        setText(lines_[i].label, property.label);
        setText(lines_[i].value, property.value);
        setText(lines_[i].aside, property.aside);
        lines_[i].value->setAccessibleName(property.label);
    }
}

void PropertyCard::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) applyColors();
    QWidget::changeEvent(event);
}

void PropertyCard::applyColors() {
    QPalette muted = palette();
    muted.setColor(QPalette::Active, QPalette::WindowText, toneColor(Tone::MutedText, palette()));
    muted.setColor(QPalette::Inactive, QPalette::WindowText, toneColor(Tone::MutedText, palette()));
    aside_->setPalette(muted);
    for (const Line& line : lines_) {
        line.label->setPalette(muted);
        line.aside->setPalette(muted);
    }
}

} // namespace ipclens::ui
