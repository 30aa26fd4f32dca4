// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/find_form.h"

#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSignalBlocker>

#include <bit>

namespace ipclens::ui {

FindForm::FindForm(QWidget* parent)
    : QWidget(parent)
    , what_(new QComboBox(this))
    , pattern_(new QLineEdit(this))
    , tolerance_(new QLineEdit(this))
    , width_(new QComboBox(this))
    , order_(new QComboBox(this))
    , matchCase_(new QCheckBox(tr("&Match case"), this))
    , aligned_(new QCheckBox(tr("Aligned"), this)) {
    what_->setObjectName(QStringLiteral("findWhat"));
    what_->setAccessibleName(tr("What to look for"));
    what_->addItems({tr("Text"), tr("Hex bytes"), tr("Signed"), tr("Unsigned"), tr("Float")});
    pattern_->setObjectName(QStringLiteral("findPattern"));
    pattern_->setAccessibleName(tr("Pattern to find"));
    pattern_->setFont(monospaceFont());
    pattern_->setMinimumWidth(90);
    pattern_->installEventFilter(this);
    tolerance_->setObjectName(QStringLiteral("findTolerance"));
    tolerance_->setAccessibleName(tr("Tolerance"));
    tolerance_->setPlaceholderText(QStringLiteral("\u00b1 0"));
    tolerance_->setToolTip(tr("How far from the number a match may be"));
    tolerance_->setMaximumWidth(64);
    tolerance_->installEventFilter(this);
    width_->setObjectName(QStringLiteral("findWidth"));
    width_->setAccessibleName(tr("Bytes of the number"));
    order_->setObjectName(QStringLiteral("findOrder"));
    order_->setAccessibleName(tr("Byte order"));
    order_->addItems({tr("little"), tr("big")});
    order_->setToolTip(tr("Byte order"));
    matchCase_->setObjectName(QStringLiteral("findMatchCase"));
    aligned_->setObjectName(QStringLiteral("findAligned"));
    aligned_->setChecked(true);
    aligned_->setToolTip(tr("Only at offsets that are multiples of the number's width"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(what_);
    layout->addWidget(pattern_, 1);
    for (QWidget* field : std::initializer_list<QWidget*>{tolerance_, width_, order_, aligned_, matchCase_})
        layout->addWidget(field);
    connect(what_, &QComboBox::currentIndexChanged, this, [this] {
        fillWidths();
        showFields();
        emit changed();
        emit whatChanged();
    });
    for (QComboBox* box : {width_, order_})
        connect(box, &QComboBox::currentIndexChanged, this, &FindForm::changed);
    for (QLineEdit* line : {pattern_, tolerance_})
        connect(line, &QLineEdit::textChanged, this, &FindForm::changed);
    for (QCheckBox* box : {matchCase_, aligned_})
        connect(box, &QCheckBox::toggled, this, &FindForm::changed);
    fillWidths();
    showFields();
}

FindForm::What FindForm::what() const {
    return static_cast<What>(what_->currentIndex());
}

void FindForm::fillWidths() {
    const QSignalBlocker quiet(width_);
    const QVariant before = width_->currentData();
    width_->clear();
    const bool real = what() == What::Float;
    for (const int width : {1, 2, 3, 4, 5, 6, 7, 8}) {
        if (!real || width == 4 || width == 8) width_->addItem(tr("%n bytes", nullptr, width), width);
    }
    const int same = width_->findData(before);
    width_->setCurrentIndex(same >= 0 ? same : width_->findData(4));
}

void FindForm::showFields() {
    for (QWidget* field : std::initializer_list<QWidget*>{tolerance_, width_, order_, aligned_})
        field->setVisible(isNumber());
    matchCase_->setVisible(what() == What::Text);
    switch (what()) {
    case What::Text: pattern_->setPlaceholderText(tr("Text, as UTF-8")); break;
    case What::Hex: pattern_->setPlaceholderText(QStringLiteral("66 72 61 6d")); break;
    case What::Float: pattern_->setPlaceholderText(QStringLiteral("16.667")); break;
    case What::Signed:
    case What::Unsigned: pattern_->setPlaceholderText(tr("42 or 0x2a")); break;
    }
}

bool FindForm::isEmpty() const {
    return pattern_->text().trimmed().isEmpty();
}

bytes::NumberFormat FindForm::format() const {
    bytes::NumberFormat format;
    format.kind = what() == What::Float      ? bytes::NumberKind::Float
                  : what() == What::Unsigned ? bytes::NumberKind::Unsigned
                                             : bytes::NumberKind::Signed;
    format.width = width_->currentData().toUInt();
    format.order = order_->currentIndex() == 0 ? std::endian::little : std::endian::big;
    return format;
}

bool FindForm::aligned() const {
    return aligned_->isChecked();
}

Result<bytes::NumberRange> FindForm::range() const {
    QString tolerance = tolerance_->text().trimmed();
    if (tolerance.startsWith(QChar(0xb1))) tolerance.remove(0, 1);
    return bytes::NumberRange::parse(format(), pattern_->text().toStdString(), tolerance.toStdString());
}

Result<std::shared_ptr<const bytes::Matcher>> FindForm::matcher() const {
    if (isNumber()) {
        auto numbers = range();
        if (!numbers) return failure(std::move(numbers.error()));
        return bytes::Matcher::make(bytes::NumberPattern{*numbers, aligned()});
    }
    if (what() == What::Text)
        return bytes::Matcher::make(bytes::TextPattern{pattern_->text().toStdString(), !matchCase_->isChecked()});
    auto bytes = bytes::bytesFromHex(pattern_->text().toStdString());
    if (!bytes) return failure(std::move(bytes.error()));
    return bytes::Matcher::make(bytes::BytePattern{std::move(*bytes)});
}

void FindForm::focusPattern() {
    pattern_->setFocus(Qt::ShortcutFocusReason);
    pattern_->selectAll();
}

bool FindForm::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
            emit returnPressed(key.modifiers().testFlag(Qt::ShiftModifier));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ipclens::ui
