// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/posix_semaphore_bar.h"

#include "ui/dialogs/input.h"
#include "ui/panels/outcome_line.h"
#include "ui/theme.h"
#include "ui/widgets/action_button.h"
#include "ui/widgets/copy_as_menu.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>

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

PosixSemaphoreBar::PosixSemaphoreBar(QWidget* parent)
    : QWidget(parent)
    , how_(new QWidget(this))
    , verbs_(new QWidget(this))
    , noWait_(new QCheckBox(tr("&no wait"), this))
    , timeout_(new QLineEdit(this))
    , post_(new QPushButton(tr("&Post +1"), this))
    , wait_(new QPushButton(tr("&Wait \u22121"), this))
    , line_(new OutcomeLine(QStringLiteral("semaphoreLine"), QStringLiteral("cancelWait"), this)) {
    setObjectName(QStringLiteral("posixSemaphoreBar"));
    noWait_->setObjectName(QStringLiteral("noWait"));
    noWait_->setToolTip(tr("sem_trywait: fails at once where it would have to wait"));
    timeout_->setObjectName(QStringLiteral("timeout"));
    timeout_->setAccessibleName(tr("How long it may wait"));
    timeout_->setToolTip(tr("sem_clockwait: gives up after this time"));
    timeout_->setPlaceholderText(tr("no limit"));
    timeout_->setFont(monospaceFont());
    timeout_->setMaximumWidth(QFontMetrics(timeout_->font()).horizontalAdvance(QStringLiteral("no limit")) + 22);
    post_->setObjectName(QStringLiteral("post"));
    wait_->setObjectName(QStringLiteral("wait"));
    layOut();

    // What came of the last one is no word on the next
    connect(noWait_, &QCheckBox::toggled, this, &PosixSemaphoreBar::withdraw);
    connect(timeout_, &QLineEdit::textChanged, this, &PosixSemaphoreBar::withdraw);
    connect(timeout_, &QLineEdit::returnPressed, this, &PosixSemaphoreBar::wait);
    connect(wait_, &QPushButton::clicked, this, &PosixSemaphoreBar::wait);
    connect(post_, &QPushButton::clicked, this, &PosixSemaphoreBar::postAsked);
    line_->setVerbs({wait_});
    connect(line_, &OutcomeLine::cancelAsked, this, &PosixSemaphoreBar::cancelAsked);
    check();
}

void PosixSemaphoreBar::reset() {
    said_.reset();
    setRunning(std::nullopt);
}

void PosixSemaphoreBar::setRefusal(const QString& why, Where where) {
    refusal_ = why;
    saidAbove_ = where == Where::SaidAbove;
    check();
}

void PosixSemaphoreBar::setRunning(std::optional<std::chrono::steady_clock::time_point> since) {
    line_->setRunning(since);
    check();
    line_->giveKeyboardBack();
}

void PosixSemaphoreBar::say(const sentences::Said& said) {
    said_ = said;
    check();
}

void PosixSemaphoreBar::withdraw() {
    said_.reset();
    check();
}

/// What can be done now, and what is to be said of it.
void PosixSemaphoreBar::check() {
    how_->setEnabled(!saidAbove_);
    if (copy_ != nullptr) copy_->setEnabled(!saidAbove_);
    timeout_->setEnabled(!noWait_->isChecked());
    const auto timeout = input::duration(timeout_->text());
    const QString fault = timeout || noWait_->isChecked() ? QString() : tr("timeout: %1").arg(timeout.error());
    const QString busy = line_->running() ? tr("The last wait still goes on") : QString();
    const auto offer = [this](QPushButton* button, const QString& why, const QString& what) {
        button->setEnabled(refusal_.isEmpty() && why.isEmpty());
        button->setToolTip(!refusal_.isEmpty() ? refusal_ : why.isEmpty() ? what : why);
    };
    offer(wait_, fault.isEmpty() ? busy : fault, tr("sem_wait: takes one; waits while the value is 0"));
    offer(post_, {}, tr("sem_post: gives one, and lets one who waits go on"));

    if (!fault.isEmpty() && refusal_.isEmpty()) return line_->say({Severity::Error, fault});
    if (said_) return line_->say(*said_);
    if (!refusal_.isEmpty()) return line_->say({Severity::Info, saidAbove_ ? QString() : refusal_});
    line_->say(
        {Severity::Info, tr("There is no undo for POSIX semaphores: what is taken here stays taken when IPC Lens "
                            "ends, until somebody posts")},
        {tr("No undo: what is taken stays taken until somebody posts"), tr("No undo: taken stays taken")});
}

std::optional<PosixSemaphoreBar::Request> PosixSemaphoreBar::request() const {
    if (noWait_->isChecked()) return Request{false, std::nullopt};
    const auto timeout = input::duration(timeout_->text());
    if (!timeout) return std::nullopt;
    return Request{true, *timeout};
}

void PosixSemaphoreBar::offerCode(CopyAsMenu& wait, CopyAsMenu& post) {
    wait.openOver(*wait_);
    post.openOver(*post_);
    wait.setTitle(tr("&Wait \u22121"));
    post.setTitle(tr("&Post +1"));
    auto* both = new QMenu(tr("Copy as"), this);
    both->addMenu(&wait);
    both->addMenu(&post);
    copy_ = new ActionButton(both->title(), both, ActionButton::Look::Plain, verbs_);
    copy_->setObjectName(QStringLiteral("copyBothAs"));
    copy_->setAutoDefault(false);
    copy_->setToolTip(tr("Code that does the same, in C, Python or for a shell, onto the clipboard"));
    verbs_->layout()->addWidget(copy_);
    check();
}

void PosixSemaphoreBar::wait() {
    const auto asked = request();
    if (!wait_->isEnabled() || !asked) return;
    withdraw();
    emit waitAsked(*asked);
}

void PosixSemaphoreBar::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), toneColor(Tone::Toolbar, palette()));
    painter.fillRect(QRect(0, 0, width(), 1), toneColor(Tone::Separator, palette()));
}

void PosixSemaphoreBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Beside one another as far as there is room
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    const bool fits = room >= how_->sizeHint().width() + verbs_->sizeHint().width() + spacing;
    all_->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void PosixSemaphoreBar::layOut() {
    auto* title = new QLabel(tr("Operation"), this);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    auto* timeoutLabel = new QLabel(tr("&timeout"), this);
    timeoutLabel->setBuddy(timeout_);

    auto* howRow = plainRow(how_);
    for (QWidget* widget : std::initializer_list<QWidget*>{title, noWait_, timeoutLabel, timeout_})
        howRow->addWidget(widget);
    howRow->addStretch(1);
    auto* verbRow = plainRow(verbs_);
    verbRow->addStretch(1);
    for (QWidget* widget : {post_, wait_})
        verbRow->addWidget(widget);
    all_ = new QBoxLayout(QBoxLayout::LeftToRight);
    all_->setSpacing(spacing);
    all_->addWidget(how_, 1);
    all_->addWidget(verbs_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(all_);
    layout->addWidget(line_);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // as narrow as it must be
}

} // namespace ipclens::ui
