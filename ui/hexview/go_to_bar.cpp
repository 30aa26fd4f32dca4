// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/go_to_bar.h"

#include "ui/hexview/hex_view.h"
#include "ui/hexview/offset_expression.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace ipclens::ui {

GoToBar::GoToBar(HexView& view, QWidget* parent)
    : QWidget(parent)
    , view_(view)
    , line_(new QLineEdit(this))
    , hint_(new QLabel(this)) {
    line_->setObjectName(QStringLiteral("goToOffset"));
    line_->setAccessibleName(tr("Offset to go to"));
    line_->setPlaceholderText(tr("Offset"));
    line_->setFont(monospaceFont());
    line_->setMaximumWidth(260);
    hint_->setTextFormat(Qt::PlainText);
    hint_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    // Of its own: on a ground of Base it would be taken from Text, which has no tone
    hint_->setForegroundRole(QPalette::WindowText);
    auto* caption = new QLabel(tr("Go to"), this);
    caption->setBuddy(line_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->addWidget(caption);
    layout->addWidget(line_);
    layout->addWidget(hint_, 1);
    connect(line_, &QLineEdit::returnPressed, this, &GoToBar::go);
    connect(line_, &QLineEdit::textEdited, this, [this] { say({}); });
    say({});
    hide();
}

void GoToBar::open() {
    say({});
    show();
    line_->selectAll();
    line_->setFocus(Qt::ShortcutFocusReason);
}

void GoToBar::close() {
    hide();
    view_.setFocus(Qt::OtherFocusReason);
}

void GoToBar::go() {
    auto offset = offsetFromText(line_->text(), view_.cursor(), view_.size());
    // A name that looks like a number is found by the menu of bookmarks
    for (const HexMark& mark : view_.marks()) {
        if (!offset && mark.name.compare(line_->text().simplified(), Qt::CaseInsensitive) == 0) offset = mark.offset;
    }
    if (!offset) return say(tr("This is no offset here"));
    if (*offset >= view_.size()) return say(tr("Past the end: the last byte is at 0x%1").arg(view_.size() - 1, 0, 16));
    view_.goTo(*offset);
    close();
}

void GoToBar::say(const QString& problem) {
    wrong_ = !problem.isEmpty();
    hint_->setText(wrong_ ? problem : tr("0x1a60, 6752, 32M, 50%; +0x100 or \u22121 from the cursor on; a bookmark"));
    applyColors();
}

void GoToBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    close();
}

void GoToBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) applyColors();
    QWidget::changeEvent(event);
}

void GoToBar::applyColors() {
    QPalette toned = palette();
    toned.setColor(QPalette::WindowText, toneColor(wrong_ ? Tone::DangerText : Tone::MutedText, palette()));
    hint_->setPalette(toned);
}

} // namespace ipclens::ui
