// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/struct_view.h"

#include "ui/delegates/edit_delegate.h"
#include "ui/dialogs/struct_dialog.h"
#include "ui/hexview/offset_expression.h"
#include "ui/models/struct_model.h"
#include "ui/theme.h"
#include "ui/widgets/tone_label.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 12;
constexpr int indentation = 12;
constexpr int rowPadding = 5; ///< as the values above have it
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
    , model_(new StructModel(this))
    , pages_(new QStackedWidget(this))
    , name_(new ToneLabel(Tone::MutedText, this))
    , edit_(smallButton(tr("Edit\u2026"), tr("Declares the struct anew"), this))
    , offset_(new QLineEdit(this))
    , here_(smallButton(tr("Here"), tr("Lays it over the bytes at the cursor"), this))
    , before_(smallButton(QStringLiteral("\u25c2"), tr("One struct back"), this))
    , after_(smallButton(QStringLiteral("\u25b8"), tr("One struct on"), this))
    , follow_(new QCheckBox(tr("Follow"), this))
    , tree_(new QTreeView(this))
    , note_(new ToneLabel(Tone::WarningText, this)) {
    pages_->addWidget(layOutEmpty());
    pages_->addWidget(layOutFields());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(edit_, &QPushButton::clicked, this, &StructView::edit);
    connect(offset_, &QLineEdit::editingFinished, this, [this] { moveTo(offset_->text()); });
    connect(here_, &QPushButton::clicked, this, [this] { moveTo(QStringLiteral("+0")); });
    connect(before_, &QPushButton::clicked, this, [this] { step(false); });
    connect(after_, &QPushButton::clicked, this, [this] { step(true); });
    connect(follow_, &QCheckBox::clicked, this, [this](bool follows) {
        choice_.follows = follows;
        if (follows) place(cursor_);
        emit choiceChanged();
    });
    connect(model_, &StructModel::editRequested, this,
            [this](quint64 offset, const QByteArray& bytes) { emit editRequested(choice_.offset + offset, bytes); });
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
    note_->setObjectName(QStringLiteral("structNote"));
    note_->setWordWrap(true);
    note_->setContentsMargins(sideMargin, 4, sideMargin, 4);
    layOutTree();
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(heading);
    layout->addWidget(layOutPlace());
    layout->addWidget(tree_, 1);
    layout->addWidget(note_);
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

void StructView::layOutTree() {
    tree_->setObjectName(QStringLiteral("structFields"));
    tree_->setAccessibleName(tr("Fields of the struct"));
    tree_->setModel(model_);
    tree_->setFrameShape(QFrame::NoFrame);
    tree_->setHeaderHidden(true);
    tree_->setIndentation(indentation);
    tree_->setUniformRowHeights(true);
    tree_->setSelectionMode(QAbstractItemView::SingleSelection);
    tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    tree_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree_->header()->setStretchLastSection(true);
    tree_->header()->setMinimumSectionSize(40);
    auto* fields = new CellDelegate(this);
    fields->setTextTone([](const QModelIndex&) { return std::optional(Tone::MutedText); });
    auto* values = new EditDelegate(
        [this](const QModelIndex& cell, const QString& text) { return model_->faultOf(cell, text); }, this);
    values->setMonospace(true);
    values->setTextTone([](const QModelIndex& cell) {
        return cell.data(StructModel::MoreRole).toBool() ? std::optional(Tone::MutedText) : std::nullopt;
    });
    for (CellDelegate* each : std::initializer_list<CellDelegate*>{fields, values}) {
        each->setGlow(StructModel::GlowRole, StructModel::glowSteps, Tone::DangerGround);
        each->setRowHeight(QFontMetrics(monospaceFont()).height() + rowPadding);
    }
    tree_->setItemDelegateForColumn(StructModel::FieldColumn, fields);
    tree_->setItemDelegateForColumn(StructModel::TextColumn, values);
    connect(values, &EditDelegate::faultChanged, this, [this](const QString& fault) {
        const QString stopped = QString::fromStdString(model_->overlay().stopped);
        note_->setText(fault.isEmpty() ? stopped : fault);
        note_->setHidden(note_->text().isEmpty());
    });
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &StructView::choose);
}

void StructView::setChoice(const StructChoice& choice, std::uint64_t size) {
    size_ = size;
    cursor_ = 0;
    choice_ = choice;
    if (choice_.follows || choice_.offset >= std::max<std::uint64_t>(size_, 1)) choice_.offset = 0;
    adopt();
}

/// What choice_ says, to the screen.
void StructView::adopt() {
    const std::string text = choice_.declaration.toStdString();
    auto declaration = bytes::StructDeclaration::parse(text);
    model_->setDeclaration(declaration ? std::optional(*declaration) : std::nullopt);
    pages_->setCurrentIndex(declaration ? 1 : 0);
    // Without a struct it leaves the room to its neighbour
    setMaximumHeight(declaration ? QWIDGETSIZE_MAX : pages_->currentWidget()->minimumSizeHint().height() * 2);
    QString name = declaration ? QString::fromStdString(std::string(declaration->name())) : QString();
    if (name.startsWith(QLatin1String("struct "))) name.remove(0, 7);
    name_->setText(tr("Struct \u00b7 %1").arg(name));
    follow_->setChecked(choice_.follows);
    place(choice_.offset);
    setBytes({});
    tree_->setColumnWidth(StructModel::FieldColumn, tree_->fontMetrics().averageCharWidth() * 26);
}

void StructView::setCursor(std::uint64_t offset) {
    cursor_ = offset;
    if (choice_.follows) place(offset);
}

void StructView::place(std::uint64_t offset) {
    moved_ = moved_ || offset != choice_.offset;
    choice_.offset = offset;
    offset_->setText(QStringLiteral("0x%1").arg(offset, 0, 16));
    if (moved_) emit wantedChanged();
}

void StructView::moveTo(const QString& text) {
    const auto offset = offsetFromText(text, cursor_, size_);
    if (!offset || *offset >= size_) {
        offset_->setText(QStringLiteral("0x%1").arg(choice_.offset, 0, 16));
        return;
    }
    if (*offset == choice_.offset) return;
    choice_.follows = false;
    follow_->setChecked(false);
    place(*offset);
    emit choiceChanged();
}

void StructView::step(bool forwards) {
    const std::uint64_t length = std::max<std::uint64_t>(model_->overlay().extent, 1);
    if (forwards ? length >= size_ - std::min(size_, choice_.offset) : length > choice_.offset) return;
    moveTo(QString::number(forwards ? choice_.offset + length : choice_.offset - length));
}

std::uint32_t StructView::wantedLength() const {
    if (!model_->declaration()) return 0;
    const std::uint64_t there = size_ - std::min(size_, choice_.offset);
    // Before anything was laid: what is enough for most
    constexpr std::uint64_t firstLook = 256;
    return static_cast<std::uint32_t>(std::min({std::max(model_->overlay().extent, firstLook), there, mostBytes}));
}

void StructView::setBytes(std::span<const std::byte> bytes) {
    if (!model_->declaration()) return;
    const std::uint32_t wanted = wantedLength();
    const bool unfolds = model_->rowCount() == 0;
    const std::uint64_t there = size_ - std::min(size_, choice_.offset);
    model_->setOverlay(bytes::layOver(*model_->declaration(), bytes, there), moved_ || bytes.empty());
    moved_ = moved_ && bytes.empty();
    if (unfolds && model_->rowCount() > 0) tree_->expandToDepth(0);
    const QString stopped = QString::fromStdString(model_->overlay().stopped);
    note_->setText(stopped);
    note_->setHidden(stopped.isEmpty() || bytes.empty());
    if (wantedLength() != wanted) emit wantedChanged();
}

void StructView::setEditable(bool editable, const QString& reason) {
    model_->setEditable(editable);
    tree_->setToolTip(editable ? tr("A double click or F2 changes a value") : reason);
}

void StructView::choose() {
    const QModelIndex current = tree_->currentIndex();
    // It would move away from under the choice
    if (!current.isValid() || choice_.follows) return;
    const bytes::StructField& field = model_->field(current);
    if (field.size > 0) emit fieldChosen(choice_.offset + field.offset, field.size);
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
