// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/page_heading.h"

#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace ipclens::ui {

PageHeading::PageHeading(const QString& title, QWidget* parent)
    : QWidget(parent)
    , layout_(new QHBoxLayout(this))
    , news_(new ToneLabel(Tone::MutedText, this)) {
    auto* name = new ToneLabel(std::nullopt, this);
    QFont bold = name->font();
    bold.setBold(true);
    name->setFont(bold);
    name->setText(title);
    name->setVisible(!title.isEmpty());
    news_->setObjectName(QStringLiteral("pageNews"));
    news_->setElides(true);
    layout_->setContentsMargins(12, 8, 12, 8);
    // With or without buttons alike: what is below it keeps its place from page to page
    if (!title.isEmpty()) layout_->addStrut(QPushButton(QStringLiteral("x")).sizeHint().height());
    layout_->setSpacing(8);
    layout_->addWidget(name);
    layout_->addWidget(news_, 1);
}

void PageHeading::say(const QString& text, std::optional<Tone> tone) {
    news_->setText(text);
    news_->setTone(tone);
}

void PageHeading::addWidget(QWidget* widget) {
    layout_->addWidget(widget);
}

} // namespace ipclens::ui
