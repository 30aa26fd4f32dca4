// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/message_view.h"

#include "ui/models/payload.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tone_label.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

/// More than this is not laid out as text; MSGMAX is 8 KiB where nobody has raised it.
constexpr std::size_t mostShown = 64UL * 1024;

/// Characters that title and buttons need beside each other.
constexpr int oneLine = 64;

payload::Bytes shownPart(const sysv::Message& message) {
    return payload::Bytes(message.payload).first(std::min(message.payload.size(), mostShown));
}

} // namespace

MessageView::MessageView(QWidget* parent)
    : QWidget(parent)
    , title_(new ToneLabel(Tone::MutedText, this))
    , note_(new ToneLabel(Tone::WarningText, this))
    , modes_(new QButtonGroup(this))
    , copy_(new ActionButton(tr("Copy"), nullptr, ActionButton::Look::Plain, this))
    , compose_(new ActionButton(tr("Compose"), nullptr, ActionButton::Look::Plain, this))
    , send_(new ActionButton(tr("Send again"), nullptr, ActionButton::Look::Plain, this))
    , body_(new QPlainTextEdit(this)) {
    setObjectName(QStringLiteral("messageView"));
    title_->setObjectName(QStringLiteral("messageTitle"));
    for (QLabel* label : {title_, note_}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    note_->setWordWrap(true);
    note_->setContentsMargins(12, 4, 12, 4);
    note_->hide();
    body_->setObjectName(QStringLiteral("messageBody"));
    body_->setAccessibleName(tr("The message"));
    body_->setReadOnly(true);
    body_->setFrameShape(QFrame::NoFrame);
    body_->setFont(monospaceFont());
    body_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    body_->document()->setDocumentMargin(12);
    copy_->setToolTip(tr("Copy the message as it is shown"));
    compose_->setObjectName(QStringLiteral("composeMessage"));
    compose_->setToolTip(tr("Put this message into the line below, to change it and send it"));
    send_->setObjectName(QStringLiteral("sendMessageAgain"));

    auto* segments = new Segments(*modes_, this);
    segments->add(Hex, tr("Hex"));
    segments->add(Json, tr("JSON"));
    segments->add(Text, tr("Text"));
    auto* modes = new QHBoxLayout;
    modes->addWidget(segments);
    modes->addStretch();
    auto* uses = new QHBoxLayout;
    uses->setContentsMargins(12, 4, 12, 6);
    uses->setSpacing(8);
    for (QPushButton* button : {copy_, compose_, send_})
        uses->addWidget(button);
    uses->addStretch();
    top_ = new QBoxLayout(QBoxLayout::LeftToRight);
    top_->setContentsMargins(12, 5, 12, 5);
    top_->setSpacing(4);
    top_->addWidget(title_, 1);
    top_->addLayout(modes);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top_);
    layout->addWidget(note_);
    layout->addWidget(body_, 1);
    layout->addLayout(uses);

    connect(modes_, &QButtonGroup::idClicked, this, [this](int mode) { choose(static_cast<Mode>(mode)); });
    connect(copy_, &QPushButton::clicked, this, &MessageView::copy);
    connect(compose_, &QPushButton::clicked, this, [this] {
        if (message_) emit composeAsked(*message_);
    });
    connect(send_, &QPushButton::clicked, this, [this] {
        if (message_) emit sendAsked(*message_);
    });
    clear({});
}

void MessageView::setMessage(const QString& title, const sysv::Message& message) {
    const QString size = words::counted(message.payload.size(), tr("byte"), tr("bytes"));
    title_->setText(tr("%1 \u00b7 type %2 \u00b7 %3").arg(title).arg(message.type).arg(size));
    note_->hide();
    if (message.payload.size() > mostShown)
        setNote(tr("The first %1 of %2 are shown; Copy takes all.")
                    .arg(words::size(mostShown), words::size(message.payload.size())));
    if (message_ == message) return;
    message_ = message;
    json_ = payload::prettyJson(shownPart(message));
    modes_->button(Json)->setVisible(json_.has_value());
    for (QAbstractButton* button : modes_->buttons())
        button->setEnabled(true);
    updateButtons();
    showBody();
}

void MessageView::setNote(const QString& note) {
    note_->setText(note);
    note_->setVisible(!note.isEmpty());
}

void MessageView::clear(const QString& why) {
    message_.reset();
    json_.reset();
    title_->setText(why);
    note_->hide();
    body_->clear();
    modes_->button(Json)->setVisible(false);
    for (QAbstractButton* button : modes_->buttons())
        button->setEnabled(false);
    updateButtons();
}

void MessageView::setRefusal(const QString& toSend) {
    refusal_ = toSend;
    updateButtons();
}

void MessageView::updateButtons() {
    copy_->setEnabled(message_.has_value());
    compose_->setEnabled(message_.has_value());
    send_->setEnabled(message_ && refusal_.isEmpty());
    send_->setToolTip(refusal_.isEmpty() ? tr("Put a message of the same type and bytes into the queue") : refusal_);
}

void MessageView::resizeEvent(QResizeEvent* event) {
    const bool narrow = event->size().width() < fontMetrics().averageCharWidth() * oneLine;
    top_->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

void MessageView::choose(Mode mode) {
    chosenMode_ = mode;
    showBody();
}

void MessageView::showBody() {
    if (!message_) return;
    const Mode mode = chosenMode_ && (*chosenMode_ != Json || json_) ? *chosenMode_ : fittingMode();
    modes_->button(mode)->setChecked(true);
    body_->setLineWrapMode(mode == Hex ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    body_->setPlainText(body(mode));
}

void MessageView::copy() const {
    if (!message_) return;
    const payload::Bytes bytes(message_->payload);
    const int mode = modes_->checkedId();
    QString text = mode == Hex ? payload::toHex(bytes) : payload::asText(bytes);
    if (mode == Json && json_) text = payload::prettyJson(bytes).value_or(text);
    QGuiApplication::clipboard()->setText(text);
}

MessageView::Mode MessageView::fittingMode() const {
    if (json_) return Json;
    return payload::formOf(shownPart(*message_), true) == payload::Form::Binary ? Hex : Text;
}

QString MessageView::body(Mode mode) const {
    const payload::Bytes bytes = shownPart(*message_);
    if (bytes.empty()) return tr("(no bytes: an empty message)");
    switch (mode) {
    case Json: return json_.value_or(QString());
    case Text: return payload::asText(bytes);
    case Hex: break;
    }
    return payload::hexDump(bytes);
}

} // namespace ipclens::ui
