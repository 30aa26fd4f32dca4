// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/posix_semaphore_view.h"

#include "ui/models/posix_semaphore_words.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/curve.h"
#include "ui/widgets/glow_label.h"
#include "ui/widgets/token_row.h"

#include <QApplication>
#include <QEvent>
#include <QGridLayout>
#include <QVBoxLayout>

#include <initializer_list>
#include <optional>

namespace ipclens::ui {
namespace {

constexpr int leftDigits = 32; // width of numbers and words, in characters
constexpr int betweenColumns = 24;
constexpr int betweenRows = 8;
constexpr double large = 2.2;
constexpr double larger = 1.3;

void enlarge(QWidget& widget, QFont font, double factor) {
    if (font.pointSizeF() > 0) {
        font.setPointSizeF(font.pointSizeF() * factor);
    } else {
        font.setPixelSize(static_cast<int>(font.pixelSize() * factor));
    }
    widget.setFont(font);
}

ToneLabel* caption(const QString& text, QWidget* parent) {
    auto* label = new ToneLabel(Tone::MutedText, parent);
    label->setText(text);
    return label;
}

void tell(QLabel& note, const QString& text) {
    if (!text.isEmpty() && note.text() != text) note.setText(text);
    note.setVisible(!text.isEmpty());
}

QVBoxLayout* column(std::initializer_list<QWidget*> parts) {
    auto* layout = new QVBoxLayout;
    layout->setSpacing(4);
    for (QWidget* part : parts) {
        // The ground of a number glows as far as it goes
        const bool number = qobject_cast<GlowLabel*>(part) != nullptr;
        layout->addWidget(part, 0, number ? Qt::AlignLeft : Qt::Alignment());
    }
    layout->addStretch(1);
    return layout;
}

} // namespace

PosixSemaphoreView::PosixSemaphoreView(QWidget* parent)
    : QWidget(parent)
    , value_(new GlowLabel(this))
    , tokens_(new TokenRow(this))
    , waiting_(new GlowLabel(this))
    , idleNote_(new ToneLabel(Tone::WarningText, this))
    , seenNote_(new ToneLabel(Tone::WarningText, this))
    , mappedNote_(new ToneLabel(Tone::MutedText, this))
    , values_(new Curve(Kind::Semaphore, tr("Value"), this))
    , waits_(new Curve(Kind::Semaphore, tr("Waiting"), this)) {
    value_->setObjectName(QStringLiteral("semaphoreValue"));
    tokens_->setObjectName(QStringLiteral("semaphoreTokens"));
    waiting_->setObjectName(QStringLiteral("semaphoreWaiting"));
    idleNote_->setObjectName(QStringLiteral("idleNote"));
    idleNote_->setText(posix_semaphore::idleNote());
    idleNote_->hide();
    seenNote_->setObjectName(QStringLiteral("seenNote"));
    seenNote_->hide();
    mappedNote_->setObjectName(QStringLiteral("mappedNote"));
    mappedNote_->hide();
    values_->setObjectName(QStringLiteral("valueCurve"));
    waits_->setObjectName(QStringLiteral("waitingCurve"));
    for (QLabel* label : {static_cast<QLabel*>(value_), static_cast<QLabel*>(waiting_)})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel* note : {idleNote_, seenNote_, mappedNote_})
        note->setWordWrap(true);
    layOut();
    setFonts();
}

void PosixSemaphoreView::reset(const PosixSemaphoreInfo& info) {
    setEnabled(true);
    ended_ = false;
    info_ = info;
    ownWait_ = false;
    idle_ = false;
    unseen_ = false;
    for (GlowLabel* label : {value_, waiting_})
        label->stopGlowing();
    for (Curve* curve : {values_, waits_})
        curve->show(nullptr, {});
    countedAtLook_.reset();
    for (QLabel* note : {idleNote_, seenNote_, mappedNote_})
        note->hide();
    say();
}

void PosixSemaphoreView::setEnded() {
    ended_ = true;
    setEnabled(false);
    say();
}

void PosixSemaphoreView::show(const PosixSemaphoreInfo& info) {
    const bool compares = info.known && info_.known;
    const bool moved = compares && info.value != info_.value;
    const bool others = compares && info.waiting != info_.waiting;
    info_ = info;
    say();
    // Who they were is no word on these
    if (others) {
        seenNote_->hide();
        unseen_ = false;
    }
    if (moved) value_->glow();
    if (others) waiting_->glow();
}

void PosixSemaphoreView::showLastMinute(const PosixSemaphoreDetail& detail, std::chrono::steady_clock::time_point end) {
    values_->show(detail.values, end);
    waits_->show(detail.waiting, end);
    idle_ =
        posix_semaphore::idleWhileCounted(detail.values.get(), detail.waiting.get(), end) >= posix_semaphore::longIdle;
    sayIdle();
}

void PosixSemaphoreView::showWaiting(const processes::UsersOf& users) {
    const std::uint32_t counted = info_.known ? info_.waiting : 0;
    const bool settled = counted == countedAtLook_;
    tell(*seenNote_, posix_semaphore::seenWaiting(users, counted, settled));
    countedAtLook_ = counted;
    unseen_ = settled && users.complete && users.waiting.size() < counted;
    sayIdle();
}

void PosixSemaphoreView::showMapped(const processes::UsersOf& users) {
    tell(*mappedNote_, posix_semaphore::mappedBy(users));
}

void PosixSemaphoreView::sayIdle() {
    idleNote_->setVisible(idle_ && !unseen_);
}

void PosixSemaphoreView::setOwnWait(bool waits) {
    ownWait_ = waits;
    say();
}

void PosixSemaphoreView::say() {
    const auto put = [](QLabel* label, const QString& text) {
        if (label->text() != text) label->setText(text);
    };
    put(value_, posix_semaphore::value(info_));
    value_->setAccessibleName(tr("Value %1").arg(value_->text()));
    value_->setTone(info_.known && info_.value == 0 ? std::optional(Tone::DangerText) : std::nullopt);
    // What a sem_wait would do is no word on one that nobody can open any more
    tokens_->setValue(info_.known ? std::optional(info_.value) : std::nullopt,
                      ended_ ? QString() : posix_semaphore::valueNote(info_));
    put(waiting_, posix_semaphore::waiting(info_, ownWait_));
    waiting_->setAccessibleName(tr("Waiting: %1").arg(waiting_->text()));
    const bool some = info_.known && info_.waiting > 0;
    waiting_->setTone(some ? Tone::WarningText : Tone::MutedText);
    waiting_->setToolTip(some ? words::toolTip(posix_semaphore::waitingNote()) : QString());
}

void PosixSemaphoreView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) setFonts();
}

void PosixSemaphoreView::setFonts() {
    enlarge(*value_, monospaceFont(), large);
    enlarge(*waiting_, font(), larger);
    tokens_->setFont(captionFont(font()));
    for (QLabel* note : {idleNote_, seenNote_, mappedNote_})
        note->setFont(captionFont(font()));
}

void PosixSemaphoreView::layOut() {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(16, 8, 16, 10);
    grid->setHorizontalSpacing(betweenColumns);
    grid->setVerticalSpacing(betweenRows);
    grid->addLayout(column({caption(tr("Value"), this), value_, tokens_}), 0, 0);
    grid->addWidget(values_, 0, 1);
    grid->addLayout(column({caption(tr("Waiting"), this), waiting_, seenNote_, idleNote_, mappedNote_}), 1, 0);
    grid->addWidget(waits_, 1, 1);
    const int left = leftDigits * fontMetrics().horizontalAdvance(QLatin1Char('0'));
    grid->setColumnMinimumWidth(0, left);
    for (QWidget* part : std::initializer_list<QWidget*>{value_, tokens_, waiting_, idleNote_, seenNote_, mappedNote_})
        part->setMaximumWidth(left);
    grid->setColumnStretch(1, 1);
    // Halves, whatever is said in them
    grid->setRowStretch(0, 1);
    grid->setRowStretch(1, 1);
}

} // namespace ipclens::ui
