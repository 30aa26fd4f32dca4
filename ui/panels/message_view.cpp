// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/message_view.h"

#include "ui/models/composition.h"
#include "ui/models/payload.h"
#include "ui/models/words.h"
#include "ui/panels/struct_fields.h"
#include "ui/theme.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/copy_as_menu.h"
#include "ui/widgets/low_text.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tone_label.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QResizeEvent>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>

namespace ipclens::ui {
namespace {

/// More than this is not laid out as text; MSGMAX is 8 KiB where nobody has raised it.
constexpr std::size_t mostShown = 64UL * 1024;

constexpr int bodyMargin = 12;
/// Characters that title and buttons need beside each other.
constexpr int oneLine = 64;
constexpr int topMargin = 5;
constexpr int topSpacing = 4;
constexpr int bodyLeastLines = 1;
constexpr int bodyLines = 8;

payload::Bytes shownPart(const sysv::Message& message) {
    return payload::Bytes(message.payload).first(std::min(message.payload.size(), mostShown));
}

} // namespace

MessageView::MessageView(QWidget* parent)
    : QWidget(parent)
    , title_(new ToneLabel(Tone::MutedText, this))
    , moreMenu_(new QMenu(this))
    , more_(new ActionButton(tr("More"), moreMenu_, ActionButton::Look::Plain, this))
    , note_(new ToneLabel(Tone::WarningText, this))
    , modes_(new QButtonGroup(this))
    , segments_(new Segments(*modes_, this))
    , copy_(new ActionButton(tr("Copy"), nullptr, ActionButton::Look::Plain, this))
    , compose_(new ActionButton(tr("Compose"), nullptr, ActionButton::Look::Plain, this))
    , send_(new ActionButton(tr("Send again"), nullptr, ActionButton::Look::Plain, this))
    , uses_(new QWidget(this))
    , body_(new LowText(bodyLeastLines, bodyLines, this))
    , structPage_(new QWidget(this))
    , structName_(new ToneLabel(Tone::MutedText, structPage_))
    , editStruct_(new ActionButton(tr("Edit\u2026"), nullptr, ActionButton::Look::Plain, structPage_))
    , fields_(new StructFields(structPage_)) {
    setObjectName(QStringLiteral("messageView"));
    title_->setObjectName(QStringLiteral("messageTitle"));
    title_->setElides(true);
    for (QLabel* label : std::initializer_list<QLabel*>{title_, note_}) {
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
    body_->document()->setDocumentMargin(bodyMargin);
    copy_->setToolTip(tr("Copy the message as it is shown"));
    compose_->setObjectName(QStringLiteral("composeMessage"));
    compose_->setToolTip(tr("Put this message into the line below, to change it and send it"));
    send_->setObjectName(QStringLiteral("sendMessageAgain"));
    layOut();
    connect(modes_, &QButtonGroup::idClicked, this, [this](int mode) { choose(static_cast<Mode>(mode)); });
    connect(copy_, &QPushButton::clicked, this, &MessageView::copy);
    connect(compose_, &QPushButton::clicked, this, [this] {
        if (message_) emit composeAsked(*message_);
    });
    connect(send_, &QPushButton::clicked, this, [this] {
        if (message_) emit sendAsked(queue_, *message_);
    });
    clear({});
}

void MessageView::offerCode(CopyAsMenu& menu) {
    menu.openOver(*send_);
}

void MessageView::layOut() {
    segments_->add(Hex, tr("Hex"));
    segments_->add(Json, tr("JSON"));
    segments_->add(Text, tr("Text"));
    segments_->add(Struct, tr("Struct"))
        ->setToolTip(tr("As the fields of a struct, which is declared once for a queue"));
    auto* modes = new QHBoxLayout;
    modes->addWidget(segments_);
    modes->addStretch();
    top_ = new QBoxLayout(QBoxLayout::LeftToRight);
    top_->setContentsMargins(bodyMargin, topMargin, bodyMargin, topMargin);
    top_->setSpacing(topSpacing);
    top_->addWidget(title_, 1);
    top_->addLayout(modes);
    top_->addWidget(more_);
    layOutUses();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top_);
    layout->addWidget(note_);
    layout->addWidget(body_, 1);
    layout->addWidget(layOutStruct(), 1);
    layout->addWidget(uses_);
    more_->hide();
}

void MessageView::layOutUses() {
    auto* row = new QHBoxLayout(uses_);
    row->setContentsMargins(bodyMargin, 4, bodyMargin, 6);
    row->setSpacing(8);
    for (QPushButton* button : {copy_, compose_, send_})
        row->addWidget(button);
    row->addStretch();
    more_->setObjectName(QStringLiteral("moreOfMessage"));
    more_->setToolTip(tr("How the message is shown, and what can be done with it"));
    moreMenu_->setToolTipsVisible(true);
    connect(moreMenu_, &QMenu::aboutToShow, this, &MessageView::fillMore);
}

QWidget* MessageView::layOutStruct() {
    structPage_->setObjectName(QStringLiteral("messageStruct"));
    structName_->setObjectName(QStringLiteral("messageStructName"));
    structName_->setElides(true);
    editStruct_->setObjectName(QStringLiteral("editMessageStruct"));
    editStruct_->setToolTip(tr("Declares the struct anew"));
    connect(editStruct_, &QPushButton::clicked, this, &MessageView::structAsked);
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(bodyMargin, 4, bodyMargin, 4);
    heading->addWidget(structName_, 1);
    heading->addWidget(editStruct_);
    auto* layout = new QVBoxLayout(structPage_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(heading);
    layout->addWidget(fields_, 1);
    structPage_->hide();
    return structPage_;
}

void MessageView::fillMore() {
    moreMenu_->clear();
    const auto add = [this](QAbstractButton* button) {
        QAction* action = moreMenu_->addAction(button->text(), button, &QAbstractButton::click);
        action->setEnabled(button->isEnabled());
        action->setToolTip(button->toolTip());
        action->setCheckable(button->isCheckable());
        action->setChecked(button->isChecked());
    };
    for (QAbstractButton* mode : modes_->buttons()) {
        if (!mode->isHidden()) add(mode);
    }
    if (!structPage_->isHidden()) add(editStruct_);
    moreMenu_->addSeparator();
    for (QAbstractButton* use : {copy_, compose_, send_})
        add(use);
}

int MessageView::noteHeight() const {
    return note_->isHidden() ? 0 : note_->heightForWidth(width());
}

int MessageView::heightUnfolded() const {
    const int title = title_->minimumSizeHint().height();
    const int modes = segments_->minimumSizeHint().height();
    const bool narrow = width() < fontMetrics().averageCharWidth() * oneLine;
    const int top = narrow ? title + topSpacing + modes : std::max(title, modes);
    // The same for both, as it is not to fold and unfold from one message to the next
    const int asStruct = editStruct_->minimumSizeHint().height() + 8 + fields_->rowHeight();
    const int asText = QFontMetrics(body_->font()).lineSpacing() * 2 + 2 * bodyMargin;
    return 2 * topMargin + top + noteHeight() + std::max(asStruct, asText) + uses_->minimumSizeHint().height();
}

QSize MessageView::minimumSizeHint() const {
    const int forNote = fontMetrics().lineSpacing() + 8;
    const int body = structPage_->isHidden()
                         ? body_->minimumSizeHint().height()
                         : structName_->minimumSizeHint().height() + 8 + fields_->minimumSizeHint().height();
    const int under = std::max(forNote + body_->minimumSizeHint().height(), noteHeight() + body);
    const int width = std::max(uses_->minimumSizeHint().width(), segments_->minimumSizeHint().width() + 2 * bodyMargin);
    return {width, 2 * topMargin + more_->minimumSizeHint().height() + under};
}

void MessageView::fit() {
    low_ = height() < heightUnfolded();
    const bool narrow = width() < fontMetrics().averageCharWidth() * oneLine;
    top_->setDirection(narrow && !low_ ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    segments_->setVisible(!low_);
    uses_->setVisible(!low_);
    editStruct_->setVisible(!low_);
    more_->setVisible(low_);
}

void MessageView::setMessage(const QString& title, ObjectId queue, const sysv::Message& message) {
    setPart(title, queue, message, message.payload.size());
    if (message.payload.size() > mostShown)
        setNote(tr("The first %1 of %2 are shown; Copy takes all.")
                    .arg(words::size(mostShown), words::size(message.payload.size())));
}

void MessageView::setPart(const QString& title, ObjectId queue, const sysv::Message& message, std::uint64_t size) {
    queue_ = queue;
    size_ = size;
    const QString dot = QStringLiteral(" \u00b7 ");
    const QString rank = composition::rankWord(queue.api()) + QLatin1Char(' ') + QString::number(message.type);
    const QString facts = rank + dot + words::counted(size, tr("byte"), tr("bytes"));
    title_->setText(title + dot + facts);
    title_->setShorter({facts, rank + dot + words::size(size), rank});
    note_->hide();
    if (message.payload.size() < size)
        setNote(tr("Only its first %1 were kept.").arg(words::size(message.payload.size())));
    if (message_ == message) return updateButtons();
    message_ = message;
    json_ = payload::prettyJson(shownPart(message));
    modes_->button(Json)->setVisible(json_.has_value());
    for (QAbstractButton* button : modes_->buttons())
        button->setEnabled(true);
    updateButtons();
    showBody();
}

void MessageView::setStruct(const std::optional<bytes::StructDeclaration>& chosen) {
    fields_->setDeclaration(chosen);
    if (!chosen && chosenMode_ == Struct) chosenMode_.reset();
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
    title_->setShorter({});
    note_->hide();
    body_->clear();
    structPage_->hide();
    body_->show();
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
    const bool whole = message_ && message_->payload.size() == size_;
    copy_->setEnabled(message_.has_value());
    compose_->setEnabled(whole);
    send_->setEnabled(whole && refusal_.isEmpty());
    send_->setToolTip(refusal_.isEmpty() ? tr("Put a message of the same %1 and bytes into %2")
                                               .arg(composition::rankWord(queue_.api()), words::object(queue_))
                                         : refusal_);
}

bool MessageView::event(QEvent* event) {
    if (event->type() == QEvent::LayoutRequest) fit();
    return QWidget::event(event);
}

void MessageView::resizeEvent(QResizeEvent* event) {
    fit();
    QWidget::resizeEvent(event);
    const bool hex = message_ && modes_->checkedId() == Hex;
    if (hex && fittingColumns() != columns_) showBody();
}

void MessageView::choose(Mode mode) {
    chosenMode_ = mode;
    showBody();
    if (mode == Struct && !fields_->declaration()) emit structAsked();
}

void MessageView::showBody() {
    if (!message_) return;
    const bool canBe =
        chosenMode_ && (*chosenMode_ != Json || json_) && (*chosenMode_ != Struct || fields_->declaration());
    const Mode mode = canBe ? *chosenMode_ : fittingMode();
    modes_->button(mode)->setChecked(true);
    structPage_->setVisible(mode == Struct);
    body_->setVisible(mode != Struct);
    if (mode == Struct) return showFields();
    body_->setLineWrapMode(mode == Hex ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    columns_ = fittingColumns();
    body_->setPlainText(body(mode));
}

void MessageView::showFields() {
    const payload::Bytes bytes(message_->payload);
    fields_->setBytes(bytes, size_, true);
    const QString name = shortName(*fields_->declaration());
    const std::uint64_t taken = fields_->overlay().extent;
    const QString title = tr("Struct \u00b7 %1").arg(name);
    QString note;
    // A likeness of which a person should know that it is not the whole truth
    if (taken < size_) {
        note = tr("takes %1 of the %2 bytes").arg(taken).arg(size_);
    } else if (taken > size_) {
        note = tr("needs %1 bytes, and there are %2").arg(taken).arg(size_);
    }
    structName_->setText(note.isEmpty() ? title : title + QStringLiteral(" \u00b7 ") + note);
    structName_->setShorter({note.isEmpty() ? name : note});
    structName_->setTone(taken == size_ ? Tone::MutedText : Tone::WarningText);
}

void MessageView::copy() const {
    if (!message_) return;
    const payload::Bytes content(message_->payload);
    const int mode = modes_->checkedId();
    QString text = mode == Hex ? payload::toHex(content) : payload::asText(content);
    if (mode == Json && json_) text = payload::prettyJson(content).value_or(text);
    if (mode == Struct) {
        const auto line = bytes::previewOf(*fields_->declaration(), content, size_, mostShown);
        if (line) text = QString::fromStdString(line->text);
    }
    QGuiApplication::clipboard()->setText(text);
}

MessageView::Mode MessageView::fittingMode() const {
    const auto& declared = fields_->declaration();
    switch (payload::read(message_->payload, size_, declared ? &*declared : nullptr).form) {
    case payload::Form::Struct: return Struct;
    case payload::Form::Json: return json_ ? Json : Text;
    case payload::Form::Binary: return Hex;
    case payload::Form::Empty:
    case payload::Form::Text: break;
    }
    return Text;
}

QString MessageView::body(Mode mode) const {
    const payload::Bytes bytes = shownPart(*message_);
    if (bytes.empty()) return tr("(no bytes: an empty message)");
    switch (mode) {
    case Json: return json_.value_or(QString());
    case Text: return payload::asText(bytes);
    case Hex:
    case Struct: break;
    }
    return payload::hexDump(bytes, columns_);
}

std::size_t MessageView::fittingColumns() const {
    // With the scroll bar, also where there is none: whether there is one depends on the lines
    const int room = width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent) - 2 * bodyMargin;
    const int character = QFontMetrics(body_->font()).horizontalAdvance(QLatin1Char('0'));
    for (const std::size_t columns : {16U, 8U}) {
        if (static_cast<int>(payload::hexDumpWidth(columns)) * character <= room) return columns;
    }
    return 4;
}

} // namespace ipclens::ui
