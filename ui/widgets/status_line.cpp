// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/status_line.h"

#include "ui/models/words.h"
#include "ui/theme.h"

#include <QPainter>
#include <QStringList>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 12;
constexpr int gap = 16;

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("statusLine"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StatusLine::setLeft(const QString& text) {
    if (text == left_) return;
    left_ = text;
    changed();
}

void StatusLine::setAlarm(const QString& text) {
    if (text == alarm_) return;
    alarm_ = text;
    changed();
}

void StatusLine::setNotice(const QString& text, bool warning) {
    if (text == notice_ && warning == warning_) return;
    notice_ = text;
    warning_ = warning;
    changed();
}

void StatusLine::setRight(const QString& text, bool alarming, const QString& explanation) {
    const QString tip = explanation.isEmpty() ? QString() : words::toolTip(explanation);
    if (tip != toolTip()) setToolTip(tip);
    if (text == right_ && alarming == alarming_) return;
    right_ = text;
    alarming_ = alarming;
    changed();
}

QSize StatusLine::sizeHint() const {
    return {200, fontMetrics().height() + 9};
}

void StatusLine::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::Toolbar, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), toneColor(Tone::Separator, palette()));
    const QFont small = captionFont(font());
    const QFontMetrics metrics(small);
    painter.setFont(small);
    QRect area = rect().adjusted(sideMargin, 1, -sideMargin, 0);
    const QString right = metrics.elidedText(right_, Qt::ElideRight, area.width());
    painter.setPen(toneColor(alarming_ ? Tone::WarningText : Tone::MutedText, palette()));
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, right);
    area.setRight(area.right() - metrics.horizontalAdvance(right) - gap);

    const QString separator = QStringLiteral(" \u00b7 ");
    // What is wrong is said whole before what there is
    const auto say = [&](const QString& text, Tone tone, bool more, int keep) {
        if (text.isEmpty()) return;
        const QString end = more ? separator : QString();
        const int room = area.width() - keep - metrics.horizontalAdvance(end);
        const QString fitting = metrics.elidedText(text, Qt::ElideRight, room) + end;
        painter.setPen(toneColor(tone, palette()));
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, fitting);
        area.setLeft(area.left() + metrics.horizontalAdvance(fitting));
    };
    const int alarmWidth = alarm_.isEmpty() ? 0 : metrics.horizontalAdvance(alarm_ + separator);
    say(left_, Tone::MutedText, !alarm_.isEmpty() || !notice_.isEmpty(), alarmWidth);
    say(alarm_, Tone::DangerText, !notice_.isEmpty(), 0);
    say(notice_, warning_ ? Tone::WarningText : Tone::MutedText, false, 0);
}

void StatusLine::changed() {
    QStringList parts{left_, alarm_, notice_};
    parts.removeAll(QString());
    setAccessibleName(parts.join(QStringLiteral(", ")) + QStringLiteral(". ") + right_);
    update();
}

} // namespace ipclens::ui
