// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/memory_header.h"

#include "ui/theme.h"
#include "ui/widgets/action_button.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

/// With less beside the buttons, the facts have lines of their own.
constexpr int leastFactsWidth = 440;
constexpr int sideMargin = 12;

ActionButton* plainButton(const QString& text, QMenu* menu, QWidget* parent) {
    return new ActionButton(text, menu, ActionButton::Look::Plain, parent);
}

} // namespace

MemoryHeader::MemoryHeader(QWidget* parent)
    : QWidget(parent)
    , parts_(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , rows_(new QBoxLayout(QBoxLayout::LeftToRight))
    , buttons_(new QHBoxLayout)
    , more_(new QHBoxLayout)
    , facts_(new QLabel(this))
    , reading_(new QWidget(this))
    , access_(new QLabel(reading_))
    , always_(new QCheckBox(tr("Alwa&ys attach read-only"), reading_))
    , detach_(plainButton(tr("&Detach"), nullptr, reading_))
    , goTo_(plainButton(tr("&Go to\u2026"), nullptr, this))
    , copyMenu_(new QMenu(this))
    , viewMenu_(new QMenu(this))
    , copy_(plainButton(tr("&Copy"), copyMenu_, this))
    , view_(plainButton(tr("Vi&ew"), viewMenu_, this))
    , lock_(plainButton(tr("Read Only"), nullptr, this))
    , resize_(plainButton(tr("Resi&ze\u2026"), nullptr, this))
    , goToAction_(new QAction(tr("&Go to\u2026"), this)) {
    facts_->setObjectName(QStringLiteral("facts"));
    access_->setObjectName(QStringLiteral("access"));
    detach_->setObjectName(QStringLiteral("detach"));
    always_->setObjectName(QStringLiteral("keepAttaching"));
    goTo_->setObjectName(QStringLiteral("goTo"));
    copy_->setObjectName(QStringLiteral("copy"));
    view_->setObjectName(QStringLiteral("view"));
    lock_->setObjectName(QStringLiteral("lock"));
    lock_->setCheckable(true);
    resize_->setObjectName(QStringLiteral("resize"));
    resize_->hide();
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
    connect(lock_, &QPushButton::clicked, this, &MemoryHeader::lockToggled);
    connect(resize_, &QPushButton::clicked, this, &MemoryHeader::resizeAsked);
    connect(goTo_, &QPushButton::clicked, goToAction_, &QAction::trigger);
    connect(detach_, &QPushButton::clicked, this, &MemoryHeader::detachAsked);
    connect(always_, &QCheckBox::clicked, this, &MemoryHeader::alwaysChosen);

    layOut();
    setAccess({}, false);
    setBytesShown(false);
    applyColors();
    // Its shorter words don't move the others
    lock_->setMinimumWidth(lock_->sizeHint().width());
}

void MemoryHeader::layOut() {
    auto* reading = new QHBoxLayout(reading_);
    reading->setContentsMargins(0, 0, 0, 0);
    reading->addWidget(access_, 1);
    reading->addWidget(always_);
    reading->addWidget(detach_);
    auto* lines = new QVBoxLayout;
    lines->setSpacing(2);
    lines->addWidget(facts_);
    lines->addWidget(reading_);
    for (QWidget* button : std::initializer_list<QWidget*>{goTo_, copy_, view_, lock_})
        buttons_->addWidget(button);
    more_->addWidget(resize_);
    for (QLayout* row : {buttons_, more_}) {
        rows_->addLayout(row);
        rows_->setAlignment(row, Qt::AlignLeft);
    }
    parts_->setContentsMargins(sideMargin, 6, sideMargin, 6);
    parts_->addLayout(lines, 1);
    parts_->addLayout(rows_);
}

void MemoryHeader::setFacts(const QString& facts) {
    if (facts == facts_->text()) return;
    facts_->setText(facts);
    facts_->setToolTip(facts);
}

void MemoryHeader::setAccess(const QString& access, bool own) {
    access_->setText(access);
    // As a whole: a layout of none but hidden parts would be taken for a part of no width, and the facts with it
    reading_->setVisible(!access.isEmpty());
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
    more_->insertWidget(more_->indexOf(resize_), button);
}

void MemoryHeader::setResizable(bool resizable, const QString& obstacle) {
    if (resizable == resize_->isHidden()) {
        resize_->setVisible(resizable);
        arrange();
    }
    resize_->setEnabled(obstacle.isEmpty());
    const QString help = tr("Makes the segment longer or shorter");
    // A tool tip is rich text where it looks like that
    resize_->setToolTip(obstacle.isEmpty() ? help : obstacle.toHtmlEscaped());
    resize_->setAccessibleDescription(obstacle.isEmpty() ? help : obstacle);
}

void MemoryHeader::setLock(bool open, const QString& obstacle) {
    // Asked with each sample; the button itself may have been clicked
    if (open == open_ && open == lock_->isChecked() && obstacle == obstacle_) return;
    open_ = open;
    obstacle_ = obstacle;
    lock_->setChecked(open);
    lock_->setText(open ? tr("Writing") : tr("Read Only"));
    lock_->setEnabled(obstacle.isEmpty());
    const QString help = open ? tr("Closes the lock: bytes can\u2019t be written over any more")
                              : tr("Opens the lock, so that bytes can be written over");
    // A tool tip is rich text where it looks like that
    lock_->setToolTip(obstacle.isEmpty() ? help : obstacle.toHtmlEscaped());
    lock_->setAccessibleDescription(obstacle.isEmpty() ? help : obstacle);
    applyColors();
}

void MemoryHeader::addSwitch(QAction& action) {
    auto* button = plainButton(action.text(), nullptr, this);
    button->setObjectName(action.objectName());
    button->setCheckable(true);
    button->setChecked(action.isChecked());
    button->setToolTip(action.toolTip());
    connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    connect(&action, &QAction::toggled, button, &QPushButton::setChecked);
    buttons_->addWidget(button);
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

void MemoryHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void MemoryHeader::arrange() {
    const int room = width() - 2 * sideMargin;
    const int wanted = buttons_->sizeHint().width() + rows_->spacing() + more_->sizeHint().width();
    const auto direction = [](bool fits) { return fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom; };
    const bool beside = wanted + leastFactsWidth <= room;
    rows_->setDirection(direction(wanted <= room));
    parts_->setDirection(direction(beside));
    parts_->setAlignment(rows_, beside ? Qt::Alignment() : Qt::AlignLeft);
}

/// As narrow as its buttons are in two rows, in however many they are now.
QSize MemoryHeader::minimumSizeHint() const {
    const int widest = std::max(buttons_->sizeHint().width(), more_->sizeHint().width());
    return {widest + 2 * sideMargin, QWidget::minimumSizeHint().height()};
}

void MemoryHeader::applyColors() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, toneColor(Tone::MutedText, palette()));
    access_->setPalette(muted);
    const QString icon = lock_->isChecked() ? QStringLiteral("unlock") : QStringLiteral("lock");
    lock_->setIconName(icon);
}

} // namespace ipclens::ui
