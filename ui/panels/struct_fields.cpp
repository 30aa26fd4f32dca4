// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/struct_fields.h"

#include "ui/delegates/edit_delegate.h"
#include "ui/models/struct_model.h"
#include "ui/theme.h"
#include "ui/widgets/tone_label.h"

#include <QHeaderView>
#include <QTreeView>
#include <QVBoxLayout>

#include <utility>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 12;
constexpr int indentation = 12;
constexpr int rowPadding = 5;
constexpr int fieldColumnCharacters = 26;

} // namespace

QString shortName(const bytes::StructDeclaration& declaration) {
    QString name = QString::fromStdString(std::string(declaration.name()));
    if (name.startsWith(QLatin1String("struct "))) name.remove(0, 7);
    return name;
}

StructFields::StructFields(QWidget* parent)
    : QWidget(parent)
    , model_(new StructModel(this))
    , tree_(new QTreeView(this))
    , note_(new ToneLabel(Tone::WarningText, this)) {
    note_->setObjectName(QStringLiteral("structNote"));
    note_->setWordWrap(true);
    note_->setContentsMargins(sideMargin, 4, sideMargin, 4);
    note_->hide();
    layOutTree();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(tree_, 1);
    layout->addWidget(note_);
    setFocusProxy(tree_);
    connect(model_, &StructModel::editRequested, this, &StructFields::editRequested);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (!current.isValid()) return;
        const bytes::StructField& field = model_->field(current);
        if (field.size > 0) emit fieldChosen(field.offset, field.size);
    });
}

void StructFields::layOutTree() {
    tree_->setObjectName(QStringLiteral("structFields"));
    tree_->setMinimumHeight(rowHeight());
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
        each->setRowHeight(rowHeight());
    }
    tree_->setItemDelegateForColumn(StructModel::FieldColumn, fields);
    tree_->setItemDelegateForColumn(StructModel::TextColumn, values);
    connect(values, &EditDelegate::faultChanged, this, [this](const QString& fault) {
        fault_ = fault;
        showNote();
        if (fault.isEmpty()) return;
        // It takes its room from the rows, but not from the one that is being edited
        layout()->activate();
        scrollToCurrent();
    });
}

StructFields::~StructFields() {
    // A cell that is being edited tells of its fault as it goes: while there still is who hears it
    delete tree_;
}

void StructFields::setDeclaration(std::optional<bytes::StructDeclaration> declaration) {
    model_->setDeclaration(std::move(declaration));
    fault_.clear();
    showNote();
    tree_->setColumnWidth(StructModel::FieldColumn, tree_->fontMetrics().averageCharWidth() * fieldColumnCharacters);
}

const std::optional<bytes::StructDeclaration>& StructFields::declaration() const {
    return model_->declaration();
}

void StructFields::setBytes(std::span<const std::byte> known, std::uint64_t available, bool moved) {
    if (!model_->declaration()) return;
    const bool unfolds = model_->rowCount() == 0;
    model_->setOverlay(bytes::layOver(*model_->declaration(), known, available), moved);
    if (unfolds && model_->rowCount() > 0) tree_->expandToDepth(0);
    known_ = !known.empty();
    showNote();
}

const bytes::StructOverlay& StructFields::overlay() const {
    return model_->overlay();
}

void StructFields::setEditable(bool editable, const QString& reason) {
    model_->setEditable(editable);
    tree_->setToolTip(editable ? tr("A double click or F2 changes a value") : reason);
}

int StructFields::rowHeight() const {
    return QFontMetrics(monospaceFont()).height() + rowPadding;
}

void StructFields::scrollToCurrent() {
    tree_->scrollTo(tree_->currentIndex());
}

void StructFields::showNote() {
    // What is wrong in what is being typed stands there while it is typed, whatever is read meanwhile
    const QString stopped = known_ ? QString::fromStdString(model_->overlay().stopped) : QString();
    note_->setText(fault_.isEmpty() ? stopped : fault_);
    note_->setHidden(note_->text().isEmpty());
}

} // namespace ipclens::ui
