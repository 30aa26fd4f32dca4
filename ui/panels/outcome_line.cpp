// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/outcome_line.h"

#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <utility>

namespace ipclens::ui {
namespace {

constexpr int tickInterval = 250;

std::optional<Tone> toneOf(Severity severity) {
    switch (severity) {
    case Severity::Info: return Tone::MutedText;
    case Severity::Success: return Tone::SuccessText;
    case Severity::Warning: return Tone::WarningText;
    case Severity::Error: return Tone::DangerText;
    }
    return std::nullopt;
}

} // namespace

OutcomeLine::OutcomeLine(const QString& line, const QString& cancel, QWidget* parent)
    : QWidget(parent)
    , line_(new ToneLabel(Tone::MutedText, this))
    , cancel_(new QPushButton(tr("Cancel"), this)) {
    line_->setObjectName(line);
    line_->setElides(true);
    line_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    cancel_->setObjectName(cancel);
    cancel_->setToolTip(tr("Stop waiting; nothing is changed then"));
    // What comes and goes has its room all the time: no button above it moves under the pointer
    QSizePolicy kept = cancel_->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    cancel_->setSizePolicy(kept);
    cancel_->hide();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(line_, 1);
    layout->addWidget(cancel_);
    tick_.setInterval(tickInterval);
    connect(&tick_, &QTimer::timeout, this, &OutcomeLine::refresh);
    connect(cancel_, &QPushButton::clicked, this, &OutcomeLine::cancelAsked);
}

void OutcomeLine::setVerbs(QList<QPushButton*> verbs) {
    verbs_ = std::move(verbs);
}

void OutcomeLine::setRunning(std::optional<std::chrono::steady_clock::time_point> since) {
    passKeyboard(since.has_value());
    since_ = since;
    if (since_) {
        tick_.start();
    } else {
        tick_.stop();
    }
    cancel_->setVisible(since_.has_value());
    refresh();
}

/// A button that goes off or is hidden would give it to whatever comes next.
void OutcomeLine::passKeyboard(bool runs) {
    if (runs == running()) return;
    QWidget* has = window()->focusWidget();
    if (!runs) {
        goesTo_ = has != cancel_ ? nullptr : begun_ != nullptr ? begun_.data() : verbs_.value(0);
        return;
    }
    begun_ = has != nullptr && parentWidget()->isAncestorOf(has) ? has : nullptr;
    if (!verbs_.contains(has)) return;
    cancel_->show();
    cancel_->setFocus(Qt::OtherFocusReason);
}

void OutcomeLine::giveKeyboardBack() {
    if (goesTo_ != nullptr) goesTo_->setFocus(Qt::OtherFocusReason);
    goesTo_ = nullptr;
}

void OutcomeLine::say(const sentences::Said& said, const QStringList& shorter) {
    said_ = said;
    shorter_ = shorter;
    refresh();
}

void OutcomeLine::refresh() {
    line_->setShorter(since_ ? QStringList() : shorter_);
    if (!since_) {
        line_->setTone(toneOf(said_.severity));
        line_->setText(said_.text);
        return;
    }
    line_->setTone(Tone::WarningText);
    line_->setText(tr("waiting for %1").arg(words::duration(std::chrono::steady_clock::now() - *since_)));
}

} // namespace ipclens::ui
