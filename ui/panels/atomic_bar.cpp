// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/atomic_bar.h"

#include "ui/dialogs/input.h"
#include "ui/panels/operation_chips.h"
#include "ui/panels/outcome_line.h"
#include "ui/theme.h"
#include "ui/widgets/copy_as_menu.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int spacing = 10;

QHBoxLayout* plainRow(QWidget* parent) {
    auto* row = new QHBoxLayout(parent);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    return row;
}

} // namespace

AtomicBar::AtomicBar(QWidget* parent)
    : QWidget(parent)
    , chips_(new OperationChips(this))
    , undo_(new QCheckBox(tr("&undo"), this))
    , noWait_(new QCheckBox(tr("no &wait"), this))
    , timeout_(new QLineEdit(this))
    , setAll_(new QPushButton(tr("Set &all\u2026"), this))
    , hold_(new QPushButton(tr("Hol&d"), this))
    , run_(new QPushButton(tr("Run &semop"), this))
    , line_(new OutcomeLine(QStringLiteral("atomicLine"), QStringLiteral("cancelSemop"), this))
    , what_(new QWidget(this))
    , how_(new QWidget(this))
    , verbs_(new QWidget(this)) {
    setObjectName(QStringLiteral("atomicBar"));
    undo_->setObjectName(QStringLiteral("undo"));
    undo_->setToolTip(tr("SEM_UNDO: the kernel turns the operation back when IPC Lens ends"));
    noWait_->setObjectName(QStringLiteral("noWait"));
    noWait_->setToolTip(tr("IPC_NOWAIT: fails at once where it would have to wait"));
    timeout_->setObjectName(QStringLiteral("timeout"));
    timeout_->setAccessibleName(tr("How long it may wait"));
    timeout_->setPlaceholderText(tr("no limit"));
    timeout_->setFont(monospaceFont());
    timeout_->setMaximumWidth(QFontMetrics(timeout_->font()).horizontalAdvance(QStringLiteral("no limit")) + 22);
    setAll_->setObjectName(QStringLiteral("setAll"));
    hold_->setObjectName(QStringLiteral("hold"));
    run_->setObjectName(QStringLiteral("runSemop"));
    layOut();

    // What came of the last one is no word on the next
    connect(chips_, &OperationChips::changed, this, &AtomicBar::withdraw);
    connect(chips_, &OperationChips::runAsked, this, &AtomicBar::run);
    connect(undo_, &QCheckBox::toggled, this, &AtomicBar::withdraw);
    connect(noWait_, &QCheckBox::toggled, this, &AtomicBar::withdraw);
    connect(timeout_, &QLineEdit::textChanged, this, &AtomicBar::check);
    connect(timeout_, &QLineEdit::returnPressed, this, &AtomicBar::run);
    connect(run_, &QPushButton::clicked, this, &AtomicBar::run);
    connect(hold_, &QPushButton::clicked, this, &AtomicBar::hold);
    connect(setAll_, &QPushButton::clicked, this, &AtomicBar::setAllAsked);
    line_->setVerbs({run_, hold_});
    connect(line_, &OutcomeLine::cancelAsked, this, &AtomicBar::cancelAsked);
    setRunning(std::nullopt);
}

void AtomicBar::reset(std::uint32_t count) {
    said_.reset();
    chips_->reset(count);
    setRunning(std::nullopt);
}

void AtomicBar::setNextMember(std::uint32_t member) {
    chips_->setNextMember(member);
}

void AtomicBar::setRefusal(const QString& why) {
    refusal_ = why;
    check();
}

void AtomicBar::setRunning(std::optional<std::chrono::steady_clock::time_point> since) {
    line_->setRunning(since);
    check();
    line_->giveKeyboardBack();
}

void AtomicBar::say(const sentences::Said& said) {
    said_ = said;
    check();
}

void AtomicBar::withdraw() {
    said_.reset();
    check();
}

/// What can be done now, and what is to be said of it.
void AtomicBar::check() {
    timeout_->setEnabled(!noWait_->isChecked());
    const auto& parts = chips_->operations();
    const auto timeout = input::duration(timeout_->text());
    QString fault;
    if (parts.empty()) fault = tr("There is nothing to do: add a part with +");
    if (!chips_->fault().isEmpty()) fault = chips_->fault();
    if (!timeout && timeout_->isEnabled()) fault = tr("timeout: %1").arg(timeout.error());
    const QString busy = line_->running() ? tr("The last operation still waits") : QString();
    const auto offer = [this](QPushButton* button, const QString& why, const QString& what) {
        button->setEnabled(refusal_.isEmpty() && why.isEmpty());
        button->setToolTip(!refusal_.isEmpty() ? refusal_ : why.isEmpty() ? what : why);
    };
    offer(run_, fault.isEmpty() ? busy : fault, tr("All parts at once, or none (Ctrl+Enter)"));
    offer(hold_,
          !chips_->fault().isEmpty() ? chips_->fault()
          : !takesAlone()            ? tr("Only an operation that takes (\u2212), in all its parts, can be held")
                                     : busy,
          tr("Takes with undo; Release gives it back"));
    offer(setAll_, {}, tr("Set the values of all semaphores at once"));

    if (!fault.isEmpty() && refusal_.isEmpty()) return line_->say({Severity::Error, fault});
    if (said_) return line_->say(*said_);
    line_->say({Severity::Info, undo_->isChecked()
                                    ? tr("With undo: the kernel turns it back when IPC Lens ends, unless that is done "
                                         "before, or somebody sets the value")
                                    : QString()});
}

std::vector<sysv::SemaphoreOperation> AtomicBar::operations(bool undo) const {
    std::vector<sysv::SemaphoreOperation> operations = chips_->operations();
    for (sysv::SemaphoreOperation& part : operations)
        part.undo = undo && part.delta != 0;
    return operations;
}

bool AtomicBar::takesAlone() const {
    const auto& parts = chips_->operations();
    return !parts.empty() && std::all_of(parts.begin(), parts.end(), [](const auto& part) { return part.delta < 0; });
}

std::optional<AtomicBar::Request> AtomicBar::request() const {
    const auto timeout = input::duration(timeout_->text());
    const bool wait = !noWait_->isChecked();
    if (chips_->operations().empty() || !chips_->fault().isEmpty() || (wait && !timeout)) return std::nullopt;
    return Request{operations(undo_->isChecked()), wait, wait ? *timeout : std::nullopt};
}

std::optional<AtomicBar::Request> AtomicBar::holdRequest() const {
    if (!takesAlone() || !chips_->fault().isEmpty()) return std::nullopt;
    return Request{operations(true), true, std::nullopt};
}

void AtomicBar::offerCode(CopyAsMenu& run, CopyAsMenu& hold) {
    run.openOver(*run_);
    hold.openOver(*hold_);
    verbs_->layout()->addWidget(run.makeButton(verbs_));
}

void AtomicBar::run() {
    if (!chips_->finish()) return;
    const auto asked = request();
    if (!run_->isEnabled() || !asked) return;
    said_.reset();
    emit runAsked(*asked);
}

void AtomicBar::hold() {
    if (!chips_->finish()) return;
    const auto asked = holdRequest();
    if (!asked) return;
    said_.reset();
    emit holdAsked(*asked);
}

void AtomicBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::Toolbar, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), toneColor(Tone::Separator, palette()));
}

void AtomicBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Beside one another as far as there is room
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const int rest = how_->sizeHint().width() + verbs_->sizeHint().width() + spacing;
    const auto direction = [](bool fits) { return fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom; };
    rest_->setDirection(direction(room >= rest));
    all_->setDirection(direction(room >= rest + what_->minimumSizeHint().width() + spacing));
}

void AtomicBar::layOut() {
    auto* title = new QLabel(tr("Atomic operation"), this);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    auto* timeoutLabel = new QLabel(tr("&timeout"), this);
    timeoutLabel->setBuddy(timeout_);

    auto* whatRow = plainRow(what_);
    title->setFixedHeight(chips_->minimumSizeHint().height()); // level with the first line of chips
    whatRow->addWidget(title, 0, Qt::AlignTop);
    whatRow->addWidget(chips_, 1, Qt::AlignTop);
    auto* howRow = plainRow(how_);
    for (QWidget* widget : std::initializer_list<QWidget*>{undo_, noWait_, timeoutLabel, timeout_})
        howRow->addWidget(widget);
    howRow->addStretch(1);
    auto* verbRow = plainRow(verbs_);
    verbRow->addStretch(1);
    for (QWidget* widget : {setAll_, hold_, run_})
        verbRow->addWidget(widget);
    rest_ = new QBoxLayout(QBoxLayout::LeftToRight);
    rest_->addWidget(how_, 1);
    rest_->addWidget(verbs_);
    all_ = new QBoxLayout(QBoxLayout::LeftToRight);
    all_->addWidget(what_, 1);
    all_->addLayout(rest_);
    for (QBoxLayout* box : {rest_, all_})
        box->setSpacing(spacing);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(all_);
    layout->addWidget(line_);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // as narrow as it must be
}

} // namespace ipclens::ui
