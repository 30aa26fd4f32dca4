// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/send_bar.h"

#include "ui/dialogs/input.h"
#include "ui/models/payload.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tone_label.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

constexpr int payloadLines = 2;

} // namespace

SendBar::SendBar(QWidget* parent)
    : QWidget(parent)
    , type_(new QLineEdit(QStringLiteral("1"), this))
    , forms_(new QButtonGroup(this))
    , payload_(new QPlainTextEdit(this))
    , verdict_(new ToneLabel(Tone::MutedText, this))
    , wait_(new QCheckBox(tr("&wait if full"), this))
    , send_(new QPushButton(tr("&Send"), this))
    , receive_(new QPushButton(tr("&Receive\u2026"), this))
    , waiting_(new ToneLabel(Tone::WarningText, this))
    , cancel_(new QPushButton(tr("Cancel"), this)) {
    setObjectName(QStringLiteral("sendBar"));
    type_->setObjectName(QStringLiteral("sendType"));
    type_->setAccessibleName(tr("Type of the message"));
    type_->setFont(monospaceFont());
    type_->setMaximumWidth(fontMetrics().horizontalAdvance(QLatin1Char('0')) * 11);
    payload_->setObjectName(QStringLiteral("sendPayload"));
    payload_->setAccessibleName(tr("Payload of the message"));
    payload_->setFont(monospaceFont());
    payload_->setTabChangesFocus(true);
    payload_->setFixedHeight(QFontMetrics(payload_->font()).lineSpacing() * payloadLines + 14);
    payload_->installEventFilter(this);
    verdict_->setObjectName(QStringLiteral("sendVerdict"));
    for (ToneLabel* label : {verdict_, waiting_})
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    wait_->setToolTip(tr("Waits until there is room; can be cancelled"));
    send_->setObjectName(QStringLiteral("send"));
    receive_->setObjectName(QStringLiteral("receive"));
    cancel_->setObjectName(QStringLiteral("cancelWait"));
    layOut();

    connect(forms_, &QButtonGroup::idClicked, this, [this](int form) { chooseForm(static_cast<Form>(form)); });
    connect(payload_, &QPlainTextEdit::textChanged, this, &SendBar::check);
    connect(type_, &QLineEdit::textChanged, this, &SendBar::check);
    connect(type_, &QLineEdit::returnPressed, this, &SendBar::send);
    connect(send_, &QPushButton::clicked, this, &SendBar::send);
    connect(receive_, &QPushButton::clicked, this, &SendBar::receiveAsked);
    connect(cancel_, &QPushButton::clicked, this, &SendBar::cancelAsked);
    setWaiting(0);
    chooseForm(Text);
}

void SendBar::setRefusal(const QString& toSend, const QString& toReceive) {
    refusal_ = toSend;
    receive_->setEnabled(toReceive.isEmpty());
    receive_->setToolTip(toReceive.isEmpty() ? tr("Take one message out of the queue") : toReceive);
    check();
}

void SendBar::setWaiting(int waiting) {
    waiting_->setText(waiting == 1 ? tr("1 of yours waits") : tr("%1 of yours wait").arg(waiting));
    waiting_->setVisible(waiting > 0);
    cancel_->setVisible(waiting > 0);
}

bool SendBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == payload_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (enter && (key->modifiers() & Qt::ControlModifier) != 0) {
            send();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SendBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::Toolbar, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), toneColor(Tone::Separator, palette()));
}

void SendBar::layOut() {
    auto* title = new QLabel(tr("Send"), this);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    auto* typeLabel = new QLabel(tr("&type"), this);
    typeLabel->setBuddy(type_);
    auto* forms = new Segments(*forms_, this);
    forms->add(Text, tr("Text"));
    forms->add(Hex, tr("Hex"));

    auto* top = new QHBoxLayout;
    top->addWidget(title);
    top->addSpacing(4);
    top->addWidget(typeLabel);
    top->addWidget(type_);
    top->addSpacing(4);
    top->addWidget(forms);
    top->addSpacing(4);
    top->addWidget(verdict_, 3);
    top->addWidget(waiting_, 1);
    top->addWidget(cancel_);
    top->addWidget(wait_);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(payload_, 1);
    bottom->addWidget(send_);
    bottom->addWidget(receive_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addLayout(top);
    layout->addLayout(bottom);
    setTabOrder(type_, payload_);
    setTabOrder(payload_, wait_);
    setTabOrder(wait_, send_);
    setTabOrder(send_, receive_);
}

void SendBar::chooseForm(Form form) {
    forms_->button(form)->setChecked(true);
    payload_->setPlaceholderText(form == Text ? tr("The text of the message; an empty one is a message too")
                                              : tr("Bytes in hex, such as 01 ff 7b"));
    check();
}

void SendBar::check() {
    const auto type = input::messageType(type_->text());
    QString fault;
    std::size_t size = 0;
    if (!type) {
        fault = tr("type: %1").arg(type.error());
    } else if (forms_->checkedId() == Hex) {
        const auto bytes = payload::parseHex(payload_->toPlainText());
        if (bytes) size = bytes->size();
        if (!bytes) fault = bytes.error();
    } else {
        size = payload::bytesOfText(payload_->toPlainText()).size();
    }
    wrong_ = !fault.isEmpty();
    say(wrong_ ? fault : words::counted(size, tr("byte"), tr("bytes")), wrong_);
    send_->setEnabled(!wrong_ && refusal_.isEmpty());
    if (!refusal_.isEmpty()) {
        send_->setToolTip(refusal_);
    } else {
        send_->setToolTip(wrong_ ? fault : tr("Puts one message into the queue (Ctrl+Enter)"));
    }
}

void SendBar::send() {
    if (!send_->isEnabled()) return;
    const auto type = input::messageType(type_->text());
    if (!type) return;
    if (forms_->checkedId() == Text) {
        emit sendAsked(*type, payload::bytesOfText(payload_->toPlainText()), wait_->isChecked());
    } else if (const auto bytes = payload::parseHex(payload_->toPlainText())) {
        emit sendAsked(*type, *bytes, wait_->isChecked());
    }
}

void SendBar::say(const QString& text, bool wrong) {
    verdict_->setTone(wrong ? Tone::DangerText : Tone::MutedText);
    verdict_->setText(text);
    verdict_->setToolTip(wrong ? text : QString());
}

} // namespace ipclens::ui
