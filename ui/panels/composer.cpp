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
#include "ui/widgets/low_text.h"
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

constexpr int leastPayloadLines = 1;
constexpr int payloadLines = 2;
/// Characters that all of the first line needs beside each other.
constexpr int oneLine = 150;

int idOf(Composition::Form form) {
    return static_cast<int>(form);
}

/// Of a row of such parts, also while it is folded.
int heightOf(std::initializer_list<const QWidget*> parts) {
    int height = 0;
    for (const QWidget* part : parts)
        height = std::max(height, part->minimumSizeHint().height());
    return height;
}

} // namespace

Composer::Composer(QWidget* parent, Api api)
    : QWidget(parent)
    , rules_{api}
    , type_(new QLineEdit(api == Api::Posix ? QStringLiteral("0") : QStringLiteral("1"), this))
    , forms_(new QButtonGroup(this))
    , segments_(new Segments(*forms_, this))
    , payload_(new LowText(leastPayloadLines, payloadLines, this))
    , struct_(new StructForm(this))
    , verdict_(new ToneLabel(Tone::MutedText, this))
    , pretty_(new ActionButton(tr("Prett&y"), nullptr, ActionButton::Look::Plain, this))
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
    , cancel_(new ActionButton(tr("Stop"), nullptr, ActionButton::Look::Plain, this))
    , compose_(new ActionButton(tr("&Send\u2026"), nullptr, ActionButton::Look::Plain, this))
    , messages_(new ActionButton(tr("Messages"), nullptr, ActionButton::Look::Plain, this)) {
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
    foldable_.push_back(send.makeButton(this));
    verbs_->addWidget(foldable_.back(), 0, Qt::AlignTop);
    showParts();
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
    unfold();
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
    // Hidden, it would give the keyboard to whatever comes next
    if (count == 0 && window()->focusWidget() == cancel_) send_->setFocus(Qt::OtherFocusReason);
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
    top_->setDirection(isNarrow(event->size().width()) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    QWidget::resizeEvent(event);
}

bool Composer::isNarrow(int width) const {
    return width < fontMetrics().averageCharWidth() * oneLine;
}

QSize Composer::minimumSizeHint() const {
    int widest = verbs_->minimumSize().width();
    for (int row = 0; row < top_->count(); ++row)
        widest = std::max(widest, top_->itemAt(row)->minimumSize().width());
    return {widest + 2 * layout()->contentsMargins().left(), QWidget::minimumSizeHint().height()};
}

int Composer::heightUnfolded() const {
    const int spacing = layout()->spacing();
    const int what = heightOf({type_, segments_, templates_});
    const int how = heightOf({history_, count_, wait_});
    const int first = isNarrow(width()) ? what + spacing + how : std::max(what, how);
    const QWidget* typed = form_ == Form::Struct ? static_cast<QWidget*>(struct_) : payload_;
    const QMargins margins = layout()->contentsMargins();
    return margins.top() + first + spacing + heightOf({typed, send_}) + spacing + heightOf({verdict_}) +
           margins.bottom();
}

void Composer::setFolded(bool folded) {
    if (folded == folded_) return;
    folded_ = folded;
    // What is under way stays in sight
    QBoxLayout* row = folded ? verbs_ : how_;
    const int place = row->indexOf(folded ? compose_ : static_cast<QWidget*>(messages_)) + 1;
    row->insertWidget(place, cancel_);
    row->insertWidget(place + 1, underWay_);
    showParts();
}

void Composer::setAlone(bool alone) {
    if (alone == alone_) return;
    alone_ = alone;
    setSizePolicy(QSizePolicy::Preferred, alone ? QSizePolicy::Expanding : QSizePolicy::Preferred);
    showParts();
}

bool Composer::isBeingFilled() const {
    const QWidget* focus = window()->focusWidget(); // also while another window is in front
    if (focus == nullptr || focus == messages_) return false;
    return std::any_of(foldable_.begin(), foldable_.end(),
                       [&](const QWidget* part) { return part == focus || part->isAncestorOf(focus); });
}

void Composer::unfold() {
    if (folded_) emit unfoldAsked();
    QWidget* typed = form_ == Form::Struct ? static_cast<QWidget*>(struct_) : payload_;
    typed->setFocus(Qt::OtherFocusReason);
}

void Composer::showParts() {
    const bool isStruct = form_ == Form::Struct;
    for (QWidget* part : foldable_) {
        const bool fits = (part != pretty_ || form_ == Form::Json) && (part != payload_ || !isStruct) &&
                          (part != struct_ || isStruct) && (part != messages_ || alone_);
        part->setVisible(fits && !folded_);
    }
    compose_->setVisible(folded_);
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
    if (form == Form::File) {
        payload_->setPlainText(words::printable(file_.toStdString()));
    } else if (wasFile) {
        payload_->setPlainText(typed_);
    }
    showParts();
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
