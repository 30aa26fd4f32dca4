// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/notice.h"

#include "ui/theme.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/tone_label.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

constexpr int pictureSize = 32;
constexpr int widestText = 560;

} // namespace

Notice::Notice(QWidget* parent)
    : QWidget(parent)
    , picture_(new QLabel(this))
    , title_(new ToneLabel(std::nullopt, this))
    , reason_(new ToneLabel(Tone::MutedText, this)) {
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    for (QLabel* label : {title_, reason_}) {
        label->setWordWrap(true);
        label->setMaximumWidth(widestText);
        label->setAlignment(Qt::AlignHCenter);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    }
    picture_->setAlignment(Qt::AlignHCenter);

    auto* row = new QHBoxLayout;
    auto* column = new QVBoxLayout;
    column->addStretch(2);
    column->addWidget(picture_);
    column->addSpacing(4);
    column->addWidget(title_);
    column->addWidget(reason_);
    column->addStretch(3);
    row->addStretch();
    row->addLayout(column, 10);
    row->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->addLayout(row);
    paintPicture();
}

void Notice::say(const QString& icon, const QString& title, const QString& reason) {
    icon_ = icon;
    title_->setText(title);
    reason_->setText(reason);
    setAccessibleName(title);
    setAccessibleDescription(reason);
    paintPicture();
}

QString Notice::text() const {
    return title_->text() + QLatin1Char('\n') + reason_->text();
}

void Notice::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) paintPicture();
    QWidget::changeEvent(event);
}

void Notice::paintPicture() {
    picture_->setVisible(!icon_.isEmpty());
    if (!icon_.isEmpty())
        picture_->setPixmap(
            tintedPixmap(icon_, toneColor(Tone::MutedText, palette()), pictureSize, devicePixelRatioF()));
}

} // namespace ipclens::ui
