// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/property_card.h"

#include "ui/theme.h"
#include "ui/widgets/tone_label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QStringList>

namespace ipclens::ui {
namespace {

constexpr int labelWidth = 22; ///< characters

void setText(QLabel* label, const QString& text) {
    if (label->text() != text) label->setText(text);
}

/// A name may have 255 bytes and no place to break it.
QString inLines(const QString& value) {
    constexpr qsizetype longest = 44;
    if (value.size() <= longest) return value;
    QStringList lines;
    for (qsizetype from = 0; from < value.size(); from += longest)
        lines += value.mid(from, longest);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

PropertyCard::PropertyCard(const properties::Group& group, QWidget* parent)
    : QWidget(parent)
    , title_(new ToneLabel(std::nullopt, this))
    , aside_(new ToneLabel(Tone::MutedText, this)) {
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    auto* heading = new QHBoxLayout;
    heading->setSpacing(8);
    heading->addWidget(title_);
    heading->addWidget(aside_, 1);
    grid_ = new QGridLayout(this);
    grid_->setContentsMargins(0, 0, 0, 14);
    grid_->setHorizontalSpacing(12);
    grid_->setVerticalSpacing(5);
    grid_->addLayout(heading, 0, 0, 1, 3);
    grid_->setColumnMinimumWidth(0, fontMetrics().averageCharWidth() * labelWidth);
    grid_->setColumnStretch(2, 1);
    for (const properties::Property& property : group.properties)
        addLine(property.aside.isEmpty());
}

void PropertyCard::addLine(bool wide) {
    const Line line{new ToneLabel(Tone::MutedText, this), new ToneLabel(std::nullopt, this),
                    new ToneLabel(Tone::MutedText, this)};
    line.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    line.value->setFont(monospaceFont());
    line.value->setWordWrap(wide);
    line.aside->setWordWrap(true);
    line.aside->setVisible(!wide);
    const int row = static_cast<int>(lines_.size()) + 1;
    grid_->addWidget(line.label, row, 0, Qt::AlignVCenter);
    grid_->addWidget(line.value, row, 1, 1, wide ? 2 : 1);
    if (!wide) grid_->addWidget(line.aside, row, 2);
    lines_.push_back(line);
}

void PropertyCard::setGroup(const properties::Group& group) {
    setText(title_, group.title);
    setText(aside_, group.aside);
    for (std::size_t i = 0; i < lines_.size() && i < group.properties.size(); ++i) {
        const properties::Property& property = group.properties[i];
        setText(lines_[i].label, property.label);
        const bool wraps = property.aside.isEmpty() && property.value.contains(QLatin1Char(' '));
        setText(lines_[i].value, wraps ? property.value : inLines(property.value));
        setText(lines_[i].aside, property.aside);
        lines_[i].value->setAccessibleName(property.label);
    }
}

} // namespace ipclens::ui
