// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/memory_header.h"

#include "ui/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace ipclens::ui {

MemoryHeader::MemoryHeader(QWidget* parent)
    : QWidget(parent)
    , facts_(new QLabel(this))
    , access_(new QLabel(this))
    , always_(new QCheckBox(tr("A&lways attach read-only"), this))
    , detach_(new QPushButton(tr("&Detach"), this))
    , goTo_(new QPushButton(tr("&Go to\u2026"), this))
    , copy_(new QPushButton(tr("&Copy"), this))
    , copyMenu_(new QMenu(this))
    , goToAction_(new QAction(tr("&Go to\u2026"), this)) {
    facts_->setObjectName(QStringLiteral("facts"));
    access_->setObjectName(QStringLiteral("access"));
    detach_->setObjectName(QStringLiteral("detach"));
    always_->setObjectName(QStringLiteral("keepAttaching"));
    goTo_->setObjectName(QStringLiteral("goTo"));
    copy_->setObjectName(QStringLiteral("copy"));
    for (QLabel* label : {facts_, access_}) {
        label->setTextFormat(Qt::PlainText);
        // Of its own: on a ground of Base it would be taken from Text, which has no tone
        label->setForegroundRole(QPalette::WindowText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        // A long line goes on below rather than widening the window
        label->setWordWrap(true);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    goToAction_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
    goTo_->setToolTip(tr("Go to an offset (%1)").arg(goToAction_->shortcut().toString(QKeySequence::NativeText)));
    copy_->setMenu(copyMenu_);
    connect(goTo_, &QPushButton::clicked, goToAction_, &QAction::trigger);
    connect(detach_, &QPushButton::clicked, this, &MemoryHeader::detachAsked);
    connect(always_, &QCheckBox::clicked, this, &MemoryHeader::alwaysChosen);

    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(facts_);
    lines->addWidget(access_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addLayout(lines, 1);
    for (QWidget* button : std::initializer_list<QWidget*>{always_, detach_, goTo_, copy_})
        layout->addWidget(button);
    setAccess({}, false);
    setBytesShown(false);
    applyColors();
}

void MemoryHeader::setFacts(const QString& facts) {
    if (facts == facts_->text()) return;
    facts_->setText(facts);
    facts_->setToolTip(facts);
}

void MemoryHeader::setAccess(const QString& access, bool own) {
    access_->setText(access);
    access_->setVisible(!access.isEmpty());
    detach_->setVisible(own);
    always_->setVisible(own);
}

void MemoryHeader::setAlways(bool always) {
    always_->setChecked(always);
}

void MemoryHeader::setBytesShown(bool shown) {
    goToAction_->setEnabled(shown);
    goTo_->setEnabled(shown);
    copy_->setEnabled(shown);
}

void MemoryHeader::addButton(QPushButton* button) {
    auto* line = static_cast<QBoxLayout*>(layout());
    line->insertWidget(line->indexOf(copy_), button);
}

void MemoryHeader::paintEvent(QPaintEvent* event) {
    QWidget::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, toneColor(Tone::Separator, palette()));
}

void MemoryHeader::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) applyColors();
    QWidget::changeEvent(event);
}

void MemoryHeader::applyColors() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, toneColor(Tone::MutedText, palette()));
    access_->setPalette(muted);
}

} // namespace ipclens::ui
