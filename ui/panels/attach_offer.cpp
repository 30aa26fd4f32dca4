// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/attach_offer.h"

#include "ui/theme.h"
#include "ui/widgets/copy_as_menu.h"

#include <QCheckBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

constexpr int widestText = 560;

} // namespace

AttachOffer::AttachOffer(QWidget* parent)
    : QWidget(parent)
    , reason_(new QLabel(this))
    , consequences_(new QLabel(this))
    , refusal_(new QLabel(this))
    , attach_(new QPushButton(tr("Attach Read-Only and &Show"), this))
    , always_(new QCheckBox(tr("Alwa&ys attach read-only, without asking"), this)) {
    QFont bold = font();
    bold.setBold(true);
    reason_->setFont(bold);
    refusal_->hide();
    attach_->setObjectName(QStringLiteral("attach"));
    always_->setObjectName(QStringLiteral("alwaysAttach"));
    for (QLabel* label : {reason_, consequences_, refusal_}) {
        label->setTextFormat(Qt::PlainText);
        // Of its own: on a ground of Base it would be taken from Text, which has no tone
        label->setForegroundRole(QPalette::WindowText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
    }
    auto* text = new QWidget(this);
    text->setMaximumWidth(widestText);
    auto* column = new QVBoxLayout(text);
    column->setSpacing(10);
    column->addStretch(2);
    for (QLabel* label : {reason_, consequences_, refusal_})
        column->addWidget(label);
    column->addWidget(attach_, 0, Qt::AlignHCenter);
    column->addWidget(always_, 0, Qt::AlignHCenter);
    column->addStretch(3);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(text, 100);
    row->addStretch(1);
    setFocusProxy(attach_);
    connect(attach_, &QPushButton::clicked, this, &AttachOffer::attachAsked);
    connect(always_, &QCheckBox::clicked, this, &AttachOffer::alwaysChosen);
    applyColors();
}

void AttachOffer::say(const QString& reason, const QString& consequences) {
    reason_->setText(reason);
    consequences_->setText(consequences);
    attach_->setAccessibleDescription(consequences);
}

void AttachOffer::setRefusal(const QString& why) {
    refusal_->setText(why);
    refusal_->setVisible(!why.isEmpty());
    attach_->setEnabled(why.isEmpty());
}

void AttachOffer::setAlways(bool always) {
    always_->setChecked(always);
}

void AttachOffer::offerCode(CopyAsMenu& menu) {
    menu.openOver(*attach_);
}

void AttachOffer::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) applyColors();
    QWidget::changeEvent(event);
}

void AttachOffer::applyColors() {
    const auto color = [this](QLabel* label, Tone tone) {
        QPalette toned = palette();
        toned.setColor(QPalette::WindowText, toneColor(tone, palette()));
        label->setPalette(toned);
    };
    color(consequences_, Tone::MutedText);
    color(refusal_, Tone::WarningText);
}

} // namespace ipclens::ui
