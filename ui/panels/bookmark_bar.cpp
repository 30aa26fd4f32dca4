// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/bookmark_bar.h"

#include "ui/panels/memory_settings.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace ipclens::ui {

BookmarkBar::BookmarkBar(QWidget* parent)
    : QWidget(parent)
    , caption_(new QLabel(this))
    , line_(new QLineEdit(this)) {
    line_->setObjectName(QStringLiteral("bookmarkName"));
    line_->setMaxLength(Bookmarks::longestName);
    line_->setMaximumWidth(260);
    line_->setPlaceholderText(tr("Name"));
    caption_->setTextFormat(Qt::PlainText);
    caption_->setBuddy(line_);
    auto* hint = new ToneLabel(Tone::MutedText, this);
    hint->setText(tr("Return keeps it; without a name it goes"));
    hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->addWidget(caption_);
    layout->addWidget(line_);
    layout->addWidget(hint, 1);
    connect(line_, &QLineEdit::returnPressed, this, [this] {
        emit named(offset_, line_->text());
        close();
    });
    hide();
}

void BookmarkBar::open(std::uint64_t offset, const QString& name) {
    offset_ = offset;
    caption_->setText(tr("Bookmark at 0x%1").arg(offset, 0, 16));
    line_->setAccessibleName(caption_->text());
    line_->setText(name);
    show();
    line_->selectAll();
    line_->setFocus(Qt::ShortcutFocusReason);
}

void BookmarkBar::close() {
    hide();
    emit closed();
}

void BookmarkBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) return QWidget::keyPressEvent(event);
    close();
}

} // namespace ipclens::ui
