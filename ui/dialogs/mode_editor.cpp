// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/dialogs/mode_editor.h"

#include "ui/dialogs/input.h"
#include "ui/dialogs/verdict.h"
#include "ui/models/words.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

constexpr std::size_t highestBit = 8;

} // namespace

ModeEditor::ModeEditor(mode_t mode, QWidget* parent)
    : QWidget(parent)
    , digits_(new QLineEdit(QStringLiteral("%1").arg(mode, 4, 8, QLatin1Char('0')), this))
    , verdict_(new Verdict(this))
    , mode_(mode) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(2);
    const std::array<QString, 3> classes{tr("owner"), tr("group"), tr("others")};
    const std::array<QString, 3> rights{tr("read"), tr("write"), tr("execute")};
    for (std::size_t bit = 0; bit < boxes_.size(); ++bit) {
        auto* box = new QCheckBox(rights.at(bit % 3), this);
        box->setAccessibleName(tr("%1: %2").arg(classes.at(bit / 3), rights.at(bit % 3)));
        if (bit % 3 == 2) box->setToolTip(tr("Kept by the kernel, but means nothing for IPC objects"));
        if (bit % 3 == 0) grid->addWidget(new QLabel(classes.at(bit / 3), this), static_cast<int>(bit / 3), 0);
        grid->addWidget(box, static_cast<int>(bit / 3), static_cast<int>(bit % 3) + 1);
        boxes_.at(bit) = box;
        connect(box, &QCheckBox::toggled, this, &ModeEditor::takeBoxes);
    }
    digits_->setObjectName(QStringLiteral("modeDigits"));
    digits_->setAccessibleName(tr("Mode in octal"));
    digits_->setFont(monospaceFont());
    digits_->setMaxLength(4);
    digits_->setFixedWidth(QFontMetrics(digits_->font()).horizontalAdvance(QLatin1Char('0')) * 7);
    // Beside the three rows, which it must not push apart
    auto* octal = new QVBoxLayout;
    octal->setSpacing(4);
    octal->addWidget(digits_, 0, Qt::AlignLeft);
    octal->addWidget(verdict_);
    octal->addStretch();
    grid->addLayout(octal, 0, 4, 3, 1);
    grid->setHorizontalSpacing(10);
    grid->setColumnStretch(4, 1);
    connect(digits_, &QLineEdit::textChanged, this, &ModeEditor::takeDigits);
    setFocusProxy(digits_);
    showBoxes();
}

void ModeEditor::takeBoxes() {
    mode_t mode = 0;
    for (std::size_t bit = 0; bit < boxes_.size(); ++bit) {
        if (boxes_.at(bit)->isChecked()) mode |= mode_t{1} << (highestBit - bit);
    }
    mode_ = mode;
    const QSignalBlocker blocker(digits_);
    digits_->setText(QStringLiteral("%1").arg(mode, 4, 8, QLatin1Char('0')));
    verdict_->note(words::mode(static_cast<std::uint16_t>(mode)));
    emit changed();
}

void ModeEditor::takeDigits() {
    const auto mode = input::mode(digits_->text());
    mode_ = mode ? std::optional(*mode) : std::nullopt;
    if (mode) {
        showBoxes();
    } else {
        verdict_->fault(mode.error());
    }
    emit changed();
}

void ModeEditor::showBoxes() {
    for (std::size_t bit = 0; bit < boxes_.size(); ++bit) {
        const QSignalBlocker blocker(boxes_.at(bit));
        boxes_.at(bit)->setChecked((*mode_ & (mode_t{1} << (highestBit - bit))) != 0);
    }
    verdict_->note(words::mode(static_cast<std::uint16_t>(*mode_)));
}

} // namespace ipclens::ui
