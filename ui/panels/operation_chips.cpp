// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/operation_chips.h"

#include "ui/panels/operation_text.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <set>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int gap = 6;
constexpr int sidePadding = 11;
constexpr int largestDelta = 32767; // SEMVMX

/// A pill in the colours of semaphores.
class Pill : public QPushButton {
public:
    Pill(const QString& text, QWidget* parent)
        : QPushButton(text, parent) {
        setFont(monospaceFont());
        setCursor(Qt::PointingHandCursor);
    }

    [[nodiscard]] QSize sizeHint() const override {
        const QFontMetrics metrics = fontMetrics();
        return {metrics.horizontalAdvance(text()) + 2 * sidePadding, metrics.height() + 8};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QColor line = isEnabled() ? kindColor(Kind::Semaphore, palette()) : toneColor(Tone::Separator, palette());
        const QRectF outline = QRectF(rect()).adjusted(1, 1, -1, -1);
        painter.setPen(QPen(line, hasFocus() ? 2 : 1));
        painter.setBrush(isDown() ? blend(line, palette().color(QPalette::Base), 0.35)
                                  : kindGround(Kind::Semaphore, palette()));
        painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2);
        painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::Text));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
};

} // namespace

class OperationChips::Chip : public Pill {
public:
    Chip(OperationChips& row, std::size_t place)
        : Pill(operationText(row.operations_[place]), &row)
        , row_(row)
        , place_(place) {
        setObjectName(QStringLiteral("chip"));
        setAccessibleName(OperationChips::tr("Part %1: %2").arg(place + 1).arg(text()));
        setToolTip(
            OperationChips::tr("Press to type it anew; Up and Down change the number, Delete takes the part away"));
        connect(this, &QPushButton::clicked, &row, [this] { row_.edit(place_, text()); });
    }

protected:
    void keyPressEvent(QKeyEvent* event) override {
        const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        if (enter && (event->modifiers() & Qt::ControlModifier) != 0) {
            emit row_.runAsked();
        } else if (!row_.chipKey(place_, event->key(), event->text())) {
            QPushButton::keyPressEvent(event);
        }
    }

private:
    OperationChips& row_;
    std::size_t place_;
};

OperationChips::OperationChips(QWidget* parent)
    : QWidget(parent)
    , add_(new Pill(QStringLiteral("+"), this))
    , editor_(new QLineEdit(this)) {
    setObjectName(QStringLiteral("operationChips"));
    setAccessibleName(tr("Parts of the atomic operation"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    add_->setObjectName(QStringLiteral("addOperation"));
    add_->setAccessibleName(tr("Add a part"));
    add_->setToolTip(tr("Add a part to the atomic operation: all of it is done at once, or nothing"));
    editor_->setObjectName(QStringLiteral("operationEditor"));
    editor_->setAccessibleName(tr("Semaphore and what to do with it"));
    editor_->setFont(monospaceFont());
    editor_->installEventFilter(this);
    editor_->hide();
    connect(add_, &QPushButton::clicked, this, &OperationChips::add);
    connect(editor_, &QLineEdit::returnPressed, this, [this] { commit(Then::FocusChip); });
    connect(editor_, &QLineEdit::textEdited, this, [this] { setFault({}); });
    reset(1);
}

void OperationChips::reset(std::uint32_t count) {
    count_ = std::max(count, 1U);
    nextMember_ = 0;
    operations_ = {{0, -1, false}};
    endEdit(false);
    rebuild(operations_.size());
    emit changed();
}

/// Chips anew; the one at `focused` gets the keyboard, where there is one.
void OperationChips::rebuild(std::size_t focused) {
    for (Chip* chip : std::exchange(chips_, {})) {
        chip->hide();
        chip->deleteLater();
    }
    QWidget* before = nullptr;
    for (std::size_t place = 0; place < operations_.size(); ++place) {
        auto* chip = new Chip(*this, place);
        if (before != nullptr) setTabOrder(before, chip);
        before = chip;
        chips_.push_back(chip);
        chip->show();
    }
    if (before != nullptr) setTabOrder(before, add_);
    arrange(width(), true);
    updateGeometry();
    if (focused < chips_.size()) chips_[focused]->setFocus(Qt::OtherFocusReason);
}

bool OperationChips::chipKey(std::size_t place, int key, const QString& text) {
    switch (key) {
    case Qt::Key_Left:
        if (place > 0) chips_[place - 1]->setFocus(Qt::BacktabFocusReason);
        return true;
    case Qt::Key_Right:
        if (place + 1 < chips_.size()) {
            chips_[place + 1]->setFocus(Qt::TabFocusReason);
        } else {
            add_->setFocus(Qt::TabFocusReason);
        }
        return true;
    case Qt::Key_Up:
    case Qt::Key_Plus: count(place, 1); return true;
    case Qt::Key_Down:
    case Qt::Key_Minus: count(place, -1); return true;
    case Qt::Key_Equal: count(place, -operations_[place].delta); return true;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: remove(place); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_F2: edit(place, operationText(operations_[place])); return true;
    default: break;
    }
    const bool begins = !text.isEmpty() && (text.front().isDigit() || text.front() == QLatin1Char('['));
    if (!begins) return false;
    edit(place, text);
    editor_->deselect();
    return true;
}

void OperationChips::count(std::size_t place, int by) {
    const int delta = std::clamp(operations_[place].delta + by, -largestDelta, largestDelta);
    operations_[place].delta = static_cast<std::int16_t>(delta);
    rebuild(place);
    emit changed();
}

void OperationChips::remove(std::size_t place) {
    operations_.erase(operations_.begin() + static_cast<std::ptrdiff_t>(place));
    rebuild(operations_.empty() ? 0 : std::min(place, operations_.size() - 1));
    if (operations_.empty()) add_->setFocus(Qt::OtherFocusReason);
    emit changed();
}

bool OperationChips::finish() {
    return !editor_->isVisible() || commit(Then::LeaveFocus);
}

void OperationChips::add() {
    if (!finish()) return editor_->setFocus(Qt::OtherFocusReason);
    operations_.push_back({memberToAdd(), -1, false});
    rebuild(operations_.size());
    emit changed();
    edit(operations_.size() - 1, operationText(operations_.back()));
    added_ = true;
}

/// From the one to begin with on, the first that has no part; that one itself where all have.
std::uint16_t OperationChips::memberToAdd() const {
    std::set<std::uint32_t> used;
    for (const sysv::SemaphoreOperation& part : operations_)
        used.insert(part.index);
    const std::uint32_t first = std::min(nextMember_, count_ - 1);
    std::uint32_t member = first;
    for (std::uint32_t tried = 1; used.contains(member) && tried < count_; ++tried)
        member = (member + 1) % count_;
    return static_cast<std::uint16_t>(used.contains(member) ? first : member);
}

void OperationChips::edit(std::size_t place, const QString& text) {
    if (!finish()) return editor_->setFocus(Qt::OtherFocusReason);
    if (place >= chips_.size()) return;
    edited_ = place;
    const QRect chip = chips_[place]->geometry();
    const int room = editor_->fontMetrics().horizontalAdvance(QStringLiteral("[32000] -32767")) + 2 * sidePadding;
    editor_->setGeometry(QRect(chip.topLeft(), QSize(std::max(chip.width(), room), chip.height())));
    editor_->setText(text);
    editor_->selectAll();
    editor_->show();
    editor_->raise();
    editor_->setFocus(Qt::OtherFocusReason);
}

/// Takes what is typed. What is wrong is said, and stays: what stood there before would be something else than what
/// the person sees.
bool OperationChips::commit(Then then) {
    const QString typed = editor_->text();
    if (typed.trimmed().isEmpty()) {
        endEdit(false);
        remove(edited_);
        return true;
    }
    const auto parsed = parseOperation(typed, count_);
    if (!parsed) {
        setFault(parsed.error());
        return false;
    }
    operations_[edited_] = *parsed;
    endEdit(then == Then::FocusChip);
    rebuild(then == Then::FocusChip ? edited_ : operations_.size());
    emit changed();
    return true;
}

void OperationChips::setFault(const QString& fault) {
    if (fault == fault_) return;
    fault_ = fault;
    // A tool tip is rich text where it looks like that
    editor_->setToolTip(fault.toHtmlEscaped());
    emit changed();
}

void OperationChips::endEdit(bool focusChip) {
    editor_->hide();
    added_ = false;
    setFault({});
    if (focusChip && edited_ < chips_.size()) chips_[edited_]->setFocus(Qt::OtherFocusReason);
}

bool OperationChips::eventFilter(QObject* watched, QEvent* event) {
    if (watched != editor_) return false;
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        // A part that was never taken goes with what was typed
        const bool added = added_;
        endEdit(!added);
        if (added) remove(edited_);
        return true;
    }
    if (event->type() == QEvent::FocusOut && editor_->isVisible()) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason) commit(Then::LeaveFocus);
    }
    return false;
}

int OperationChips::heightForWidth(int width) const {
    return arrange(width, false);
}

QSize OperationChips::sizeHint() const {
    int width = add_->sizeHint().width();
    for (const Chip* chip : chips_)
        width += chip->sizeHint().width() + gap;
    return {width, arrange(width, false)};
}

QSize OperationChips::minimumSizeHint() const {
    return {fontMetrics().horizontalAdvance(QStringLiteral("[0] -1 [0] -1 + ")) + 4 * sidePadding,
            add_->sizeHint().height()};
}

/// Lines from left to right; the height that they take.
int OperationChips::arrange(int width, bool place) const {
    QPoint next(0, 0);
    const int line = add_->sizeHint().height();
    const auto put = [&](QWidget* widget) {
        const QSize size = widget->sizeHint();
        if (next.x() > 0 && next.x() + size.width() > width) next = {0, next.y() + line + gap};
        if (place) widget->setGeometry(QRect(next, size));
        next.rx() += size.width() + gap;
    };
    for (Chip* chip : chips_)
        put(chip);
    put(add_);
    return next.y() + line;
}

void OperationChips::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange(width(), true);
}

void OperationChips::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::EnabledChange) endEdit(false);
}

} // namespace ipclens::ui
