// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/message_banner.h"

#include "ui/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace ipclens::ui {
namespace {

Tone groundOf(Severity severity) {
    switch (severity) {
    case Severity::Info: return Tone::InfoGround;
    case Severity::Success: return Tone::SuccessGround;
    case Severity::Warning: return Tone::WarningGround;
    case Severity::Error: return Tone::DangerGround;
    }
    return Tone::InfoGround;
}

Tone markOf(Severity severity) {
    switch (severity) {
    case Severity::Info: return Tone::Accent;
    case Severity::Success: return Tone::SuccessText;
    case Severity::Warning: return Tone::WarningText;
    case Severity::Error: return Tone::DangerText;
    }
    return Tone::Accent;
}

bool closesItself(Severity severity) {
    return severity == Severity::Info || severity == Severity::Success;
}

} // namespace

MessageBanner::MessageBanner(QWidget* parent)
    : QWidget(parent)
    , label_(new QLabel(this))
    , button_(new QPushButton(this))
    , close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("messageBanner"));
    label_->setTextFormat(Qt::PlainText);
    label_->setWordWrap(true);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    button_->setAutoDefault(false);
    button_->hide();
    connect(button_, &QPushButton::clicked, this, [this] {
        hide();
        // What it does may say something here
        if (const auto act = std::exchange(act_, nullptr)) act();
    });
    // A click takes the keyboard from nobody: what it would go to is hidden the next moment
    button_->setFocusPolicy(Qt::TabFocus);
    close_->setFocusPolicy(Qt::TabFocus);
    close_->setText(QStringLiteral("\u00d7"));
    close_->setAutoRaise(true);
    close_->setToolTip(tr("Close"));
    close_->setAccessibleName(tr("Close this message"));
    connect(close_, &QToolButton::clicked, this, &QWidget::hide);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 12, 4);
    layout->addWidget(label_, 1);
    layout->addWidget(button_, 0, Qt::AlignTop);
    layout->addWidget(close_, 0, Qt::AlignTop);

    closing_.setSingleShot(true);
    connect(&closing_, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void MessageBanner::showMessage(Severity severity, const QString& text) {
    offer(severity, text, {}, nullptr);
}

void MessageBanner::offer(Severity severity, const QString& text, const QString& button, std::function<void()> act) {
    severity_ = severity;
    act_ = std::move(act);
    button_->setText(button);
    button_->setVisible(!button.isEmpty());
    label_->setText(text);
    setAccessibleName(text);
    update();
    show();
    startClosing();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBanner::withdraw(const QString& text) {
    if (label_->text() == text) hide();
}

QString MessageBanner::text() const {
    return label_->text();
}

void MessageBanner::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(groundOf(severity_), palette()));
    painter.fillRect(QRect(0, 0, 4, height()), toneColor(markOf(severity_), palette()));
}

void MessageBanner::enterEvent(QEnterEvent* event) {
    QWidget::enterEvent(event);
    closing_.stop();
}

void MessageBanner::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    startClosing();
}

void MessageBanner::startClosing() {
    if (closesItself(severity_)) {
        closing_.start(readingTime_);
    } else {
        closing_.stop();
    }
}

} // namespace ipclens::ui
