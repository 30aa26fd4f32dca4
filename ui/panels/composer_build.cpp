// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// How the composer is put together: its parts, their names and places, and who tells whom.

#include "ui/panels/composer.h"
#include "ui/panels/struct_form.h"
#include "ui/theme.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/low_text.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tone_label.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <initializer_list>

namespace ipclens::ui {
namespace {

int idOf(Composition::Form form) {
    return static_cast<int>(form);
}

void widthOf(QLineEdit* edit, int characters) {
    edit->setFont(monospaceFont());
    edit->setFixedWidth(QFontMetrics(edit->font()).horizontalAdvance(QLatin1Char('0')) * characters + 18);
}

} // namespace

void Composer::nameParts() {
    setObjectName(QStringLiteral("composer"));
    type_->setObjectName(QStringLiteral("sendType"));
    const bool posix = rules_.api == Api::Posix;
    type_->setAccessibleName(posix ? tr("Priority of the message") : tr("Type of the message"));
    type_->setToolTip(posix ? tr("0 to 32767: the highest is received first") : QString());
    widthOf(type_, 5);
    count_->setObjectName(QStringLiteral("sendCount"));
    count_->setAccessibleName(tr("How many messages"));
    count_->setToolTip(tr("How many messages; with an interval none means: until stopped"));
    widthOf(count_, 7);
    every_->setObjectName(QStringLiteral("sendEvery"));
    every_->setAccessibleName(tr("Interval from one message to the next"));
    every_->setPlaceholderText(tr("50 ms"));
    every_->setToolTip(tr("From the start of one message to that of the next, as 50 ms or 2 s; empty: at once"));
    widthOf(every_, 7);
    payload_->setObjectName(QStringLiteral("sendPayload"));
    payload_->setAccessibleName(tr("Payload of the message"));
    payload_->setFont(monospaceFont());
    payload_->setTabChangesFocus(true);
    payload_->installEventFilter(this);
    verdict_->setObjectName(QStringLiteral("sendVerdict"));
    underWay_->setObjectName(QStringLiteral("sendUnderWay"));
    verdict_->setElides(true);
    verdict_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    underWay_->setElides(true);
    wait_->setToolTip(tr("Waits until there is room; can be stopped"));
    send_->setObjectName(QStringLiteral("send"));
    receive_->setObjectName(QStringLiteral("receive"));
    cancel_->setObjectName(QStringLiteral("cancelWait"));
    pretty_->setObjectName(QStringLiteral("pretty"));
    pretty_->setToolTip(tr("A line for each member of the JSON"));
    templates_->setObjectName(QStringLiteral("templates"));
    history_->setObjectName(QStringLiteral("history"));
    history_->setToolTip(tr("What was sent from here, and favourites"));
    transfer_->setObjectName(QStringLiteral("transfer"));
    transfer_->setToolTip(tr("All messages of the queue, or of a file"));
    compose_->setObjectName(QStringLiteral("compose"));
    compose_->setToolTip(tr("Opens the place where a message is composed and sent"));
    messages_->setObjectName(QStringLiteral("backToMessages"));
    messages_->setToolTip(tr("Back to the messages; what is typed here stays"));
}

void Composer::connectParts() {
    connect(forms_, &QButtonGroup::idClicked, this, [this](int id) {
        const auto form = static_cast<Form>(id);
        if (form == Form::File) {
            forms_->button(idOf(form_))->setChecked(true); // until one is chosen
            chooseFile(false);
        } else {
            chooseForm(form);
        }
    });
    connect(payload_, &QPlainTextEdit::textChanged, this, &Composer::check);
    connect(struct_, &StructForm::changed, this, &Composer::check);
    connect(struct_, &StructForm::editAsked, this, [this] { emit structAsked(struct_->declaration()); });
    for (QLineEdit* edit : {type_, count_, every_}) {
        connect(edit, &QLineEdit::textChanged, this, &Composer::check);
        connect(edit, &QLineEdit::returnPressed, this, &Composer::send);
    }
    connect(pretty_, &QPushButton::clicked, this, &Composer::makePretty);
    connect(send_, &QPushButton::clicked, this, &Composer::send);
    connect(receive_, &QPushButton::clicked, this, &Composer::receiveAsked);
    connect(cancel_, &QPushButton::clicked, this, &Composer::cancelAsked);
    connect(compose_, &QPushButton::clicked, this, &Composer::unfold);
    connect(messages_, &QPushButton::clicked, this, &Composer::messagesAsked);
}

void Composer::layOut() {
    auto* title = new QLabel(tr("Send"), this);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    auto* typeLabel = new QLabel(rules_.api == Api::Posix ? tr("&priority") : tr("&type"), this);
    typeLabel->setBuddy(type_);
    segments_->add(idOf(Form::Text), tr("Text"));
    segments_->add(idOf(Form::Hex), tr("Hex"));
    segments_->add(idOf(Form::Json), tr("JSON"));
    segments_->add(idOf(Form::Struct), tr("Struct"));
    segments_->add(idOf(Form::File), tr("File\u2026"));
    auto* what = new QHBoxLayout;
    for (QWidget* part : std::initializer_list<QWidget*>{title, typeLabel, type_, segments_, templates_})
        what->addWidget(part);
    what->addStretch();
    auto* times = new QLabel(QStringLiteral("\u00d7"), this);
    auto* everyLabel = new QLabel(tr("&every"), this);
    everyLabel->setBuddy(every_);
    how_ = new QHBoxLayout;
    // Where the rows are below each other the first has no room for History. Stop stands before the words, whose
    // length changes: it keeps its place under the pointer
    for (QWidget* part : std::initializer_list<QWidget*>{history_, pretty_, messages_, cancel_, underWay_})
        how_->addWidget(part);
    how_->addStretch();
    for (QWidget* part : std::initializer_list<QWidget*>{times, count_, everyLabel, every_, wait_})
        how_->addWidget(part);
    top_ = new QBoxLayout(QBoxLayout::LeftToRight);
    top_->addLayout(what);
    top_->addLayout(how_, 1);

    verbs_ = new QHBoxLayout;
    verbs_->addWidget(compose_);
    verbs_->addWidget(payload_, 1);
    verbs_->addWidget(struct_, 1, Qt::AlignTop);
    verbs_->addStretch();
    for (QPushButton* button : std::initializer_list<QPushButton*>{send_, receive_, transfer_})
        verbs_->addWidget(button, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addLayout(top_);
    layout->addLayout(verbs_, 1);
    layout->addWidget(verdict_);
    foldable_ = {title,  typeLabel,  type_,  segments_, templates_, history_, pretty_, messages_, times,
                 count_, everyLabel, every_, wait_,     payload_,   struct_,  send_,   verdict_};
    const std::initializer_list<QWidget*> order{type_, payload_, count_, every_, wait_, send_, receive_, transfer_};
    for (const auto* next = order.begin() + 1; next != order.end(); ++next)
        setTabOrder(*(next - 1), *next);
}

} // namespace ipclens::ui
