// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/struct_form.h"

#include "core/bytes/struct_overlay.h"
#include "ui/models/struct_bytes.h"
#include "ui/panels/struct_fields.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int fewestRows = 2;
constexpr int mostRows = 6;
constexpr int margin = 6;

} // namespace

StructForm::StructForm(QWidget* parent)
    : QWidget(parent)
    , fields_(new StructFields(this))
    , name_(new ToneLabel(Tone::MutedText, this))
    , edit_(new ActionButton(QString(), nullptr, ActionButton::Look::Plain, this))
    , size_(new QSpinBox(this)) {
    layOut();
    fields_->setEditable(true, {});
    connect(fields_, &StructFields::editRequested, this, [this](quint64 offset, const QByteArray& typed) {
        const auto* first = reinterpret_cast<const std::byte*>(typed.constData());
        put(offset, {first, first + typed.size()});
    });
    connect(size_, &QSpinBox::valueChanged, this, [this](int size) {
        bytes_.resize(static_cast<std::size_t>(size));
        show();
        emit changed();
    });
    setStruct({});
}

void StructForm::layOut() {
    setObjectName(QStringLiteral("structForm"));
    name_->setObjectName(QStringLiteral("formStructName"));
    size_->setObjectName(QStringLiteral("formSize"));
    size_->setAccessibleName(tr("Bytes of the message"));
    size_->setSuffix(tr(" bytes"));
    size_->setToolTip(tr("The struct takes all bytes of the message: how many these are"));
    edit_->setObjectName(QStringLiteral("editFormStruct"));
    edit_->setToolTip(tr("Declares the struct, or takes one of the templates"));
    connect(edit_, &QPushButton::clicked, this, &StructForm::editAsked);
    auto* heading = new QHBoxLayout;
    heading->setContentsMargins(margin, 0, 0, 0);
    heading->addWidget(name_, 1);
    heading->addWidget(size_);
    heading->addWidget(edit_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(heading);
    layout->addWidget(fields_, 1);
    setFocusProxy(fields_);
}

void StructForm::setStruct(const QString& declaration, std::vector<std::byte> bytes) {
    const auto parsed = bytes::StructDeclaration::parse(declaration.toStdString());
    declaration_ = parsed ? declaration : QString();
    fields_->setDeclaration(parsed ? std::optional(*parsed) : std::nullopt);
    fields_->setVisible(parsed.has_value());
    name_->setText(parsed ? tr("Struct \u00b7 %1").arg(shortName(*parsed)) : tr("Struct"));
    edit_->setText(parsed ? tr("Edit\u2026") : tr("Declare\u2026"));
    bytes_ = parsed ? structs::fitted(*parsed, std::move(bytes)) : std::vector<std::byte>();
    const auto least = parsed ? structs::openFrom(*parsed) : std::nullopt;
    size_->setVisible(least.has_value());
    const QSignalBlocker silent(size_);
    size_->setRange(static_cast<int>(least.value_or(0)), static_cast<int>(structs::mostComposed));
    show();
}

void StructForm::put(std::uint64_t offset, const std::vector<std::byte>& typed) {
    bytes_ = structs::edited(*fields_->declaration(), bytes_, offset, typed);
    show();
    emit changed();
}

void StructForm::show() {
    const QSignalBlocker silent(size_);
    size_->setValue(static_cast<int>(bytes_.size()));
    fields_->setBytes(bytes_, bytes_.size(), true);
    const int rows = static_cast<int>(fields_->overlay().fields.size());
    fields_->setMaximumHeight(fields_->rowHeight() * std::clamp(rows, fewestRows, mostRows) + 2);
}

QSize StructForm::minimumSizeHint() const {
    QSize least = QWidget::minimumSizeHint(); // with one row
    if (!fields_->isHidden()) least.rheight() += fields_->rowHeight() * (fewestRows - 1);
    return least;
}

void StructForm::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fields_->scrollToCurrent();
}

} // namespace ipclens::ui
