// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/composer.h"

#include "ui/models/payload.h"
#include "ui/models/words.h"
#include "ui/panels/placeholder_menu.h"
#include "ui/panels/struct_form.h"
#include "ui/theme.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tone_label.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int payloadLines = 2;
/// Characters that all of the first line needs beside each other.
constexpr int oneLine = 150;

int idOf(Composition::Form form) {
    return static_cast<int>(form);
}

void widthOf(QLineEdit* edit, int characters) {
    edit->setFont(monospaceFont());
    edit->setFixedWidth(QFontMetrics(edit->font()).horizontalAdvance(QLatin1Char('0')) * characters + 18);
}

} // namespace

Composer::Composer(QWidget* parent, Api api)
    : QWidget(parent)
    , rules_{api}
    , type_(new QLineEdit(api == Api::Posix ? QStringLiteral("0") : QStringLiteral("1"), this))
    , forms_(new QButtonGroup(this))
    , payload_(new QPlainTextEdit(this))
    , struct_(new StructForm(this))
    , verdict_(new ToneLabel(Tone::MutedText, this))
    , pretty_(new ActionButton(tr("&Pretty"), nullptr, ActionButton::Look::Plain, this))
    , templates_(new ActionButton(tr("Template"), makePlaceholderMenu(), ActionButton::Look::Plain, this))
    , historyMenu_(new QMenu(this))
    , history_(new ActionButton(tr("History"), historyMenu_, ActionButton::Look::Plain, this))
    , count_(new QLineEdit(QStringLiteral("1"), this))
    , every_(new QLineEdit(this))
    , wait_(new QCheckBox(tr("&wait if full"), this))
    , send_(new ActionButton(tr("&Send"), nullptr, ActionButton::Look::Main, this))
    , receive_(new ActionButton(tr("&Receive\u2026"), nullptr, ActionButton::Look::Plain, this))
    , transferMenu_(new QMenu(this))
    , transfer_(new ActionButton(tr("Transfer"), transferMenu_, ActionButton::Look::Plain, this))
    , underWay_(new ToneLabel(Tone::WarningText, this))
    , cancel_(new ActionButton(tr("Stop"), nullptr, ActionButton::Look::Plain, this)) {
    nameParts();
    layOut();
    connectParts();
    setUnderWay({}, 0);
    chooseForm(Form::Text);
}

Composition Composer::composition() const {
    Composition composition;
    composition.type = type_->text();
    composition.form = form_;
    if (form_ == Form::Struct) {
        composition.declaration = struct_->declaration();
        composition.payload = payload::toHex(struct_->bytes());
    } else if (form_ != Form::File) {
        composition.payload = payload_->toPlainText();
    }
    composition.file = file_;
    composition.count = count_->text();
    composition.every = every_->text();
    composition.wait = wait_->isChecked();
    return composition;
}

std::optional<Composed> Composer::composed() const {
    const auto meant = composition::parse(composition(), fileBytes_, rules_);
    return meant ? std::optional(*meant) : std::nullopt;
}

void Composer::offerCode(CopyAsMenu& send, CopyAsMenu& receive) {
    send.openOver(*send_);
    receive.openOver(*receive_);
    verbs_->addWidget(send.makeButton(this));
}

void Composer::setComposition(const Composition& composition) {
    type_->setText(composition.type);
    count_->setText(composition.count);
    every_->setText(composition.every);
    wait_->setChecked(composition.wait);
    if (composition.file != file_) {
        file_ = composition.file;
        fileBytes_.reset();
    }
    if (composition.form == Form::Struct) {
        struct_->setStruct(composition.declaration,
                           payload::parseHex(composition.payload).value_or(std::vector<std::byte>()));
    }
    chooseForm(composition.form);
    if (form_ != Form::File && form_ != Form::Struct) payload_->setPlainText(composition.payload);
    if (!file_.isEmpty() && !fileBytes_) {
        fileAsPlaceholder_ = false;
        emit readFileAsked(file_);
    }
    check();
    QWidget* typed = form_ == Form::Struct ? static_cast<QWidget*>(struct_) : payload_;
    typed->setFocus(Qt::OtherFocusReason);
}

void Composer::offerStruct(const QString& declaration) {
    if (form_ != Form::Struct) struct_->setStruct(declaration);
}

void Composer::setStruct(const QString& declaration) {
    // What is typed in fields is not lost by having none
    if (form_ == Form::Struct && declaration.isEmpty()) return;
    struct_->setStruct(declaration, struct_->bytes());
    check();
}

void Composer::setFile(const QString& path, std::optional<std::vector<std::byte>> bytes) {
    if (path != file_) return;
    fileBytes_ = std::move(bytes);
    if (fileBytes_ && fileAsPlaceholder_) insertPlaceholder(QStringLiteral("{{file}}"));
    fileAsPlaceholder_ = false;
    check();
}

void Composer::setLongest(std::optional<std::uint64_t> bytes) {
    if (bytes == rules_.longest) return;
    rules_.longest = bytes;
    check();
}

void Composer::setRefusal(const QString& toSend, const QString& toReceive) {
    refusal_ = toSend;
    receive_->setEnabled(toReceive.isEmpty());
    receive_->setToolTip(toReceive.isEmpty() ? tr("Take one message out of the queue") : toReceive);
    check();
}

void Composer::setUnderWay(const QString& words, int count) {
    underWay_->setText(words);
    underWay_->setVisible(!words.isEmpty());
    cancel_->setVisible(count > 0);
    cancel_->setCaption(count > 1 ? tr("Stop all") : tr("Stop"));
}

bool Composer::eventFilter(QObject* watched, QEvent* event) {
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

void Composer::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::Toolbar, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), toneColor(Tone::Separator, palette()));
}

void Composer::resizeEvent(QResizeEvent* event) {
    const bool narrow = event->size().width() < fontMetrics().averageCharWidth() * oneLine;
    top_->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

QSize Composer::minimumSizeHint() const {
    int widest = verbs_->minimumSize().width();
    for (int row = 0; row < top_->count(); ++row)
        widest = std::max(widest, top_->itemAt(row)->minimumSize().width());
    return {widest + 2 * layout()->contentsMargins().left(), QWidget::minimumSizeHint().height()};
}

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
    payload_->setFixedHeight(QFontMetrics(payload_->font()).lineSpacing() * payloadLines + 14);
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
}

void Composer::layOut() {
    auto* title = new QLabel(tr("Send"), this);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    auto* typeLabel = new QLabel(rules_.api == Api::Posix ? tr("&priority") : tr("&type"), this);
    typeLabel->setBuddy(type_);
    auto* forms = new Segments(*forms_, this);
    forms->add(idOf(Form::Text), tr("Text"));
    forms->add(idOf(Form::Hex), tr("Hex"));
    forms->add(idOf(Form::Json), tr("JSON"));
    forms->add(idOf(Form::Struct), tr("Struct"));
    forms->add(idOf(Form::File), tr("File\u2026"));

    auto* what = new QHBoxLayout;
    for (QWidget* part : std::initializer_list<QWidget*>{title, typeLabel, type_, forms, templates_})
        what->addWidget(part);
    what->addStretch();
    auto* how = new QHBoxLayout;
    how->addWidget(history_); // where the rows are below each other the first has no room for it
    how->addWidget(pretty_);
    how->addWidget(cancel_); // before the words, whose length changes: it keeps its place under the pointer
    how->addWidget(underWay_);
    how->addStrut(cancel_->sizeHint().height()); // as high without it
    how->addStretch();
    how->addWidget(new QLabel(QStringLiteral("\u00d7"), this));
    how->addWidget(count_);
    auto* everyLabel = new QLabel(tr("&every"), this);
    everyLabel->setBuddy(every_);
    how->addWidget(everyLabel);
    how->addWidget(every_);
    how->addWidget(wait_);
    top_ = new QBoxLayout(QBoxLayout::LeftToRight);
    top_->addLayout(what);
    top_->addLayout(how, 1);

    auto* bottom = new QHBoxLayout;
    bottom->addWidget(payload_, 1);
    bottom->addWidget(struct_, 1);
    for (QPushButton* button : std::initializer_list<QPushButton*>{send_, receive_, transfer_})
        bottom->addWidget(button);
    verbs_ = bottom;
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->addLayout(top_);
    layout->addLayout(bottom);
    layout->addWidget(verdict_);
    const std::initializer_list<QWidget*> order{type_, payload_, count_, every_, wait_, send_, receive_, transfer_};
    for (const auto* next = order.begin() + 1; next != order.end(); ++next)
        setTabOrder(*(next - 1), *next);
}

QMenu* Composer::makePlaceholderMenu() {
    auto* menu = new PlaceholderMenu(this);
    connect(menu, &PlaceholderMenu::chosen, this, &Composer::insertPlaceholder);
    connect(menu, &PlaceholderMenu::fileAsked, this, [this] { chooseFile(true); });
    return menu;
}

void Composer::chooseForm(Form form) {
    const bool wasFile = form_ == Form::File;
    if (form == Form::File && !wasFile) typed_ = payload_->toPlainText();
    form_ = form;
    forms_->button(idOf(form))->setChecked(true);
    payload_->setReadOnly(form == Form::File);
    payload_->setVisible(form != Form::Struct);
    struct_->setVisible(form == Form::Struct);
    if (form == Form::File) {
        payload_->setPlainText(words::printable(file_.toStdString()));
    } else if (wasFile) {
        payload_->setPlainText(typed_);
    }
    pretty_->setVisible(form == Form::Json);
    templates_->setEnabled(form == Form::Text || form == Form::Json);
    templates_->setToolTip(templates_->isEnabled() ? tr("Placeholders, which are filled in anew for each message")
                                                   : tr("Placeholders are for text and JSON"));
    switch (form) {
    case Form::Text: payload_->setPlaceholderText(tr("The text of the message; an empty one is a message too")); break;
    case Form::Hex: payload_->setPlaceholderText(tr("Bytes in hex, such as 01 ff 7b")); break;
    case Form::Json: payload_->setPlaceholderText(tr("JSON, such as {\"order\": {{seq}}}")); break;
    case Form::File:
    case Form::Struct: break;
    }
    check();
    if (form == Form::Struct && struct_->declaration().isEmpty()) emit structAsked({});
}

void Composer::chooseFile(bool asPlaceholder) {
    auto* dialog = new QFileDialog(this, asPlaceholder ? tr("The file for {{file}}") : tr("Send the bytes of a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, asPlaceholder](const QString& path) {
        file_ = path;
        fileBytes_.reset();
        fileAsPlaceholder_ = asPlaceholder;
        if (!asPlaceholder) chooseForm(Form::File);
        emit readFileAsked(path);
    });
    dialog->open();
}

void Composer::insertPlaceholder(const QString& placeholder) {
    payload_->insertPlainText(placeholder);
    payload_->setFocus(Qt::OtherFocusReason);
}

void Composer::makePretty() {
    if (const auto lines = composition::pretty(payload_->toPlainText())) payload_->setPlainText(*lines);
}

void Composer::check() {
    const auto composed = composition::parse(composition(), fileBytes_, rules_);
    wrong_ = !composed;
    QString words = composed ? words::counted(composed->size, tr("byte"), tr("bytes")) : composed.error();
    if (composed && rules_.longest)
        words = tr("%1 of %2 that this queue takes").arg(words, words::count(*rules_.longest));
    if (composed && composed->messages.varies()) words = tr("%1 in the first").arg(words);
    verdict_->setTone(wrong_ ? Tone::DangerText : Tone::MutedText);
    verdict_->setText(words);
    const Composition typed = composition();
    const bool readsFile = composition::soundButForFile(typed, rules_);
    send_->setEnabled((!wrong_ || readsFile) && refusal_.isEmpty());
    pretty_->setEnabled(!wrong_);
    if (!refusal_.isEmpty()) {
        send_->setToolTip(refusal_);
    } else if (readsFile) {
        send_->setToolTip(tr("Reads the file anew, once for all messages, and puts them into the queue (Ctrl+Enter)"));
    } else {
        send_->setToolTip(wrong_ ? words : tr("Puts it into the queue (Ctrl+Enter)"));
    }
}

void Composer::send() {
    if (send_->isEnabled()) emit sendAsked(composition());
}

} // namespace ipclens::ui
