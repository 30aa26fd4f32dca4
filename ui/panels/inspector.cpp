// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/inspector.h"

#include "ui/delegates/edit_delegate.h"
#include "ui/models/value_model.h"
#include "ui/theme.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tone_label.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 12;
constexpr int rowPadding = 5;

} // namespace

Inspector::Inspector(QWidget* parent)
    : QWidget(parent)
    , model_(new ValueModel(this))
    , table_(new QTableView(this))
    , place_(new ToneLabel(Tone::MutedText, this))
    , fault_(new ToneLabel(Tone::DangerText, this))
    , orders_(new QButtonGroup(this)) {
    layOut();
    const auto faultOf = [this](const QModelIndex& cell, const QString& text) { return model_->faultOf(cell, text); };
    auto* values = new EditDelegate(faultOf, this);
    values->setMonospace(true);
    values->setTextTone([](const QModelIndex& cell) {
        return cell.data(Qt::EditRole).toString().isEmpty() ? std::optional(Tone::MutedText) : std::nullopt;
    });
    auto* types = new CellDelegate(this);
    types->setTextTone([](const QModelIndex&) { return std::optional(Tone::MutedText); });
    table_->setItemDelegateForColumn(ValueModel::TypeColumn, types);
    table_->setItemDelegateForColumn(ValueModel::TextColumn, values);
    connect(values, &EditDelegate::faultChanged, this, &Inspector::say);
    connect(model_, &ValueModel::editRequested, this, [this](const QByteArray& bytes) {
        if (offset_) emit editRequested(*offset_, bytes);
    });
    connect(orders_, &QButtonGroup::idClicked, this, [this](int id) {
        endEditing();
        model_->setOrder(static_cast<bytes::ByteOrder>(id));
        emit orderChanged();
    });
    setOrder(bytes::hostOrder);
    setEditable(false, {});
    say({});
    applyFonts();
}

Inspector::~Inspector() {
    // A cell that is being edited tells of its fault as it goes: while there still is who hears it
    delete table_;
}

void Inspector::layOut() {
    table_->setObjectName(QStringLiteral("values"));
    table_->setAccessibleName(tr("Values at the cursor"));
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setWordWrap(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->hide();
    table_->horizontalHeader()->setStretchLastSection(true);
    place_->setObjectName(QStringLiteral("inspectorPlace"));
    fault_->setObjectName(QStringLiteral("inspectorFault"));
    fault_->setWordWrap(true);
    fault_->setContentsMargins(sideMargin, 4, sideMargin, 4);

    auto* orders = new Segments(*orders_, this);
    orders->add(static_cast<int>(bytes::ByteOrder::Little), tr("LE"))
        ->setToolTip(tr("Little endian: lowest byte first"));
    orders->add(static_cast<int>(bytes::ByteOrder::Big), tr("BE"))->setToolTip(tr("Big endian: highest byte first"));
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(sideMargin, 4, sideMargin, 4);
    heading->addWidget(place_, 1);
    heading->addWidget(orders);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(heading);
    layout->addWidget(table_, 1);
    layout->addWidget(fault_);
}

void Inspector::applyFonts() {
    const QFontMetrics metrics(monospaceFont());
    table_->verticalHeader()->setMinimumSectionSize(metrics.height());
    table_->verticalHeader()->setDefaultSectionSize(metrics.height() + rowPadding);
    table_->setColumnWidth(ValueModel::TypeColumn, table_->fontMetrics().horizontalAdvance(tr("pointer")) + 32);
}

void Inspector::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) applyFonts();
}

void Inspector::setBytes(std::uint64_t offset, std::span<const std::byte> bytes) {
    if (offset_ != offset) endEditing();
    offset_ = offset;
    place_->setText(tr("At 0x%1").arg(offset, 0, 16));
    place_->setToolTip(tr("Byte %L1").arg(offset));
    model_->setBytes(bytes);
}

void Inspector::clear() {
    endEditing();
    offset_.reset();
    place_->setText({});
    place_->setToolTip({});
    model_->setBytes({});
}

void Inspector::setEditable(bool editable, const QString& reason) {
    if (!editable) endEditing();
    model_->setEditable(editable);
    table_->setToolTip(editable ? tr("A double click or F2 changes a value") : reason);
}

bytes::ByteOrder Inspector::order() const {
    return model_->order();
}

void Inspector::setOrder(bytes::ByteOrder order) {
    orders_->button(static_cast<int>(order))->setChecked(true);
    model_->setOrder(order);
}

void Inspector::say(const QString& fault) {
    fault_->setText(fault);
    fault_->setVisible(!fault.isEmpty());
    if (fault.isEmpty()) return;
    // It takes its room from the rows, but not from the one that is being edited
    layout()->activate();
    table_->scrollTo(table_->currentIndex());
}

void Inspector::endEditing() {
    // Without taking what was typed: it was meant for another place
    if (QWidget* editor = table_->indexWidget(table_->currentIndex())) EditDelegate::discard(*editor);
    table_->setCurrentIndex({});
}

} // namespace ipclens::ui
