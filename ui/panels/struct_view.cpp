// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/struct_view.h"

#include "ui/dialogs/struct_dialog.h"
#include "ui/hexview/offset_expression.h"
#include "ui/panels/struct_fields.h"
#include "ui/theme.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 12;
/// More than this is not read at every sample for one struct.
constexpr std::uint64_t mostBytes = std::uint64_t{64} * 1024;

QPushButton* smallButton(const QString& text, const QString& toolTip, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setToolTip(toolTip);
    button->setAutoDefault(false);
    return button;
}

} // namespace

StructView::StructView(QWidget* parent)
    : QWidget(parent)
    , pages_(new QStackedWidget(this))
    , name_(new ToneLabel(Tone::MutedText, this))
    , edit_(smallButton(tr("Edit\u2026"), tr("Declares the struct anew"), this))
    , offset_(new QLineEdit(this))
    , here_(smallButton(tr("Here"), tr("Lays it over the bytes at the cursor"), this))
    , before_(smallButton(QStringLiteral("\u25c2"), tr("One struct back"), this))
    , after_(smallButton(QStringLiteral("\u25b8"), tr("One struct on"), this))
    , follow_(new QCheckBox(tr("Follow"), this))
    , fields_(new StructFields(this)) {
    pages_->addWidget(layOutEmpty());
    pages_->addWidget(layOutFields());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(edit_, &QPushButton::clicked, this, &StructView::edit);
    connect(offset_, &QLineEdit::editingFinished, this, [this] {
        // Left as it was, nothing is asked for
        if (offset_->text() != offsetText()) moveTo(offset_->text());
    });
    connect(here_, &QPushButton::clicked, this, [this] { moveTo(QStringLiteral("+0")); });
    connect(before_, &QPushButton::clicked, this, [this] { step(false); });
    connect(after_, &QPushButton::clicked, this, [this] { step(true); });
    connect(follow_, &QCheckBox::clicked, this, [this](bool follows) {
        choice_.follows = follows;
        if (follows) place(cursor_);
        emit choiceChanged();
    });
    connect(fields_, &StructFields::editRequested, this,
            [this](quint64 offset, const QByteArray& bytes) { emit editRequested(choice_.offset + offset, bytes); });
    connect(fields_, &StructFields::fieldChosen, this, [this](quint64 offset, quint64 length) {
        // It would move away from under the choice
        if (!choice_.follows) emit fieldChosen(choice_.offset + offset, length);
    });
    setEditable(false, {});
    adopt();
}

QWidget* StructView::layOutEmpty() {
    auto* page = new QWidget(this);
    auto* caption = new ToneLabel(Tone::MutedText, page);
    caption->setText(tr("Struct"));
    auto* declare = smallButton(tr("Declare\u2026"), tr("Shows the bytes as the fields of a struct"), page);
    declare->setObjectName(QStringLiteral("declareStruct"));
    connect(declare, &QPushButton::clicked, this, &StructView::edit);
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(sideMargin, 4, sideMargin, 4);
    heading->addWidget(caption, 1);
    heading->addWidget(declare);
    auto* hint = new ToneLabel(Tone::MutedText, page);
    hint->setText(tr("Declare a struct as in C, and its fields stand here with their values as they change."));
    hint->setWordWrap(true);
    hint->setContentsMargins(sideMargin, 0, sideMargin, 8);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(heading);
    layout->addWidget(hint);
    layout->addStretch();
    return page;
}

QWidget* StructView::layOutFields() {
    auto* page = new QWidget(this);
    name_->setObjectName(QStringLiteral("structName"));
    edit_->setObjectName(QStringLiteral("editStruct"));
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(sideMargin, 4, sideMargin, 0);
    heading->addWidget(name_, 1);
    heading->addWidget(edit_);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(heading);
    layout->addWidget(layOutPlace());
    layout->addWidget(fields_, 1);
    return page;
}

QWidget* StructView::layOutPlace() {
    auto* strip = new QWidget(this);
    offset_->setObjectName(QStringLiteral("structOffset"));
    offset_->setAccessibleName(tr("Offset of the struct"));
    offset_->setToolTip(tr("Where it begins: 0x1a60, 6752, +64 from the cursor on"));
    offset_->setFont(monospaceFont());
    offset_->setMinimumWidth(QFontMetrics(offset_->font()).averageCharWidth() * 8);
    here_->setObjectName(QStringLiteral("structHere"));
    before_->setObjectName(QStringLiteral("structBefore"));
    before_->setAccessibleName(tr("One struct back"));
    after_->setObjectName(QStringLiteral("structAfter"));
    after_->setAccessibleName(tr("One struct on"));
    follow_->setObjectName(QStringLiteral("structFollow"));
    follow_->setToolTip(tr("It always begins at the cursor"));
    for (QPushButton* button : {before_, after_})
        button->setMaximumWidth(button->fontMetrics().height() * 2);
    auto* layout = new QHBoxLayout(strip);
    layout->setContentsMargins(sideMargin, 4, sideMargin, 4);
    layout->setSpacing(4);
    layout->addWidget(offset_, 1);
    for (QWidget* each : std::initializer_list<QWidget*>{before_, after_, here_, follow_})
        layout->addWidget(each);
    return strip;
}

void StructView::setChoice(const StructChoice& choice, std::uint64_t size) {
    size_ = size;
    cursor_ = 0;
    choice_ = choice;
    if (choice_.follows || choice_.offset >= std::max<std::uint64_t>(size_, 1)) choice_.offset = 0;
    adopt();
}

void StructView::setSize(std::uint64_t size) {
    const std::uint32_t wanted = wantedLength();
    size_ = size;
    if (wantedLength() != wanted) emit wantedChanged();
}

/// What choice_ says, to the screen.
void StructView::adopt() {
    const std::string text = choice_.declaration.toStdString();
    auto declaration = bytes::StructDeclaration::parse(text);
    fields_->setDeclaration(declaration ? std::optional(*declaration) : std::nullopt);
    pages_->setCurrentIndex(declaration ? 1 : 0);
    // Without a struct it leaves the room to its neighbour
    setMaximumHeight(declaration ? QWIDGETSIZE_MAX : pages_->currentWidget()->minimumSizeHint().height() * 2);
    name_->setText(tr("Struct \u00b7 %1").arg(declaration ? shortName(*declaration) : QString()));
    follow_->setChecked(choice_.follows);
    place(choice_.offset);
    setBytes({});
}

void StructView::setCursor(std::uint64_t offset) {
    cursor_ = offset;
    if (choice_.follows) place(offset);
}

void StructView::place(std::uint64_t offset) {
    moved_ = moved_ || offset != choice_.offset;
    choice_.offset = offset;
    offset_->setText(offsetText());
    if (moved_) emit wantedChanged();
}

QString StructView::offsetText() const {
    return QStringLiteral("0x%1").arg(choice_.offset, 0, 16);
}

void StructView::moveTo(const QString& text) {
    const auto offset = offsetFromText(text, cursor_, size_);
    const bool isPlace = offset && *offset < size_;
    if (!isPlace || (*offset == choice_.offset && !choice_.follows)) return offset_->setText(offsetText());
    // Also where it stands already: it stays there from now on
    choice_.follows = false;
    follow_->setChecked(false);
    place(*offset);
    emit choiceChanged();
}

void StructView::step(bool forwards) {
    const std::uint64_t length = std::max<std::uint64_t>(fields_->overlay().extent, 1);
    if (forwards ? length >= size_ - std::min(size_, choice_.offset) : length > choice_.offset) return;
    moveTo(QString::number(forwards ? choice_.offset + length : choice_.offset - length));
}

std::uint32_t StructView::wantedLength() const {
    if (!fields_->declaration()) return 0;
    const std::uint64_t there = size_ - std::min(size_, choice_.offset);
    // Before anything was laid: what is enough for most
    constexpr std::uint64_t firstLook = 256;
    return static_cast<std::uint32_t>(std::min({std::max(fields_->overlay().extent, firstLook), there, mostBytes}));
}

void StructView::setBytes(std::span<const std::byte> bytes) {
    if (!fields_->declaration()) return;
    const std::uint32_t wanted = wantedLength();
    const std::uint64_t there = size_ - std::min(size_, choice_.offset);
    fields_->setBytes(bytes, there, moved_ || bytes.empty());
    moved_ = moved_ && bytes.empty();
    if (wantedLength() != wanted) emit wantedChanged();
}

void StructView::setEditable(bool editable, const QString& reason) {
    fields_->setEditable(editable, reason);
}

void StructView::edit() {
    auto* dialog = new StructDialog(choice_.declaration, this);
    connect(dialog, &StructDialog::declared, this, &StructView::declare);
    dialog->open();
}

void StructView::declare(const QString& text) {
    const bool first = choice_.declaration.isEmpty();
    choice_.declaration = text.trimmed().isEmpty() ? QString() : text;
    // A person who looks at a place means that place
    if (first && cursor_ < size_) choice_.offset = cursor_;
    adopt();
    emit wantedChanged();
    emit choiceChanged();
}

} // namespace ipclens::ui
