// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What a WaitGraphView does with the mouse and the keyboard, and what it says to those who don't see it.

#include "ui/models/words.h"
#include "ui/views/wait_graph_view.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ipclens::ui {
namespace {

constexpr double zoomStep = 1.2;

QPointF directionOf(int key) {
    switch (key) {
    case Qt::Key_Left: return {-1, 0};
    case Qt::Key_Right: return {1, 0};
    case Qt::Key_Up: return {0, -1};
    case Qt::Key_Down: return {0, 1};
    default: return {};
    }
}

} // namespace

std::optional<std::size_t> WaitGraphView::boxAt(const QPointF& position) const {
    if (layout_ == nullptr) return std::nullopt;
    const QPointF at = (position - origin()) / scale_;
    for (std::size_t i = 0; i < shown_.boxes.size(); ++i) {
        if (layout_->boxes[i].contains(at)) return i;
    }
    return std::nullopt;
}

QStringList WaitGraphView::told(std::size_t box) const {
    const PictureBox& which = shown_.boxes[box];
    return teller_ ? teller_(which) : QStringList{which.title, which.state};
}

void WaitGraphView::setCurrent(std::optional<std::size_t> box) {
    current_ = box ? shown_.boxes[*box].id : std::string();
    describeCurrent();
    viewport()->update();
    if (!box) return;
    // Into sight
    const QRectF place = placeOf(current_).adjusted(-12, -12, 12, 12);
    const auto shift = [](QScrollBar& bar, double begin, double end, int room) {
        if (begin < 0) bar.setValue(bar.value() + static_cast<int>(std::floor(begin)));
        if (end > room) bar.setValue(bar.value() + static_cast<int>(std::ceil(end - room)));
    };
    shift(*horizontalScrollBar(), place.left(), place.right(), viewport()->width());
    shift(*verticalScrollBar(), place.top(), place.bottom(), viewport()->height());
}

void WaitGraphView::describeCurrent() {
    const auto box = indexOf(current_);
    const QString words = box ? told(*box).join(QStringLiteral("; ")) : QString();
    if (words == accessibleDescription()) return;
    setAccessibleDescription(words);
}

void WaitGraphView::setHovered(std::optional<std::size_t> box) {
    if (box == hovered_) return;
    hovered_ = box;
    viewport()->setCursor(box ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void WaitGraphView::activate(std::size_t box) {
    const PictureBox which = shown_.boxes[box];
    if (which.object) {
        emit objectActivated(*which.object);
    } else {
        emit menuAsked(which, viewport()->mapToGlobal(placeOf(which.id).bottomLeft().toPoint()));
    }
}

bool WaitGraphView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        // Enter here is not the window's
        const auto* key = static_cast<const QKeyEvent*>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && indexOf(current_)) event->accept();
    }
    return QAbstractScrollArea::event(event);
}

bool WaitGraphView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<const QHelpEvent*>(event);
        const auto box = boxAt(help->pos());
        if (box) {
            QToolTip::showText(help->globalPos(), words::toolTip(told(*box).join(QLatin1Char('\n'))), viewport(),
                               placeOf(shown_.boxes[*box].id).toAlignedRect());
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    if (event->type() == QEvent::Leave) setHovered(std::nullopt);
    return QAbstractScrollArea::viewportEvent(event);
}

void WaitGraphView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QAbstractScrollArea::mousePressEvent(event);
    pressed_ = boxAt(event->position());
    if (pressed_) {
        setCurrent(pressed_);
    } else {
        dragged_ = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
}

void WaitGraphView::mouseMoveEvent(QMouseEvent* event) {
    if (dragged_) {
        const QPoint moved = event->pos() - *dragged_;
        dragged_ = event->pos();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
        return;
    }
    setHovered(boxAt(event->position()));
}

void WaitGraphView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QAbstractScrollArea::mouseReleaseEvent(event);
    if (dragged_) viewport()->setCursor(Qt::ArrowCursor);
    dragged_.reset();
    const auto pressed = std::exchange(pressed_, std::nullopt);
    if (pressed && boxAt(event->position()) == pressed) activate(*pressed);
}

void WaitGraphView::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier)) return QAbstractScrollArea::wheelEvent(event);
    constexpr double notch = 120;
    setScale(scale_ * std::pow(zoomStep, event->angleDelta().y() / notch));
    event->accept();
}

void WaitGraphView::contextMenuEvent(QContextMenuEvent* event) {
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto box = byKey ? indexOf(current_) : boxAt(event->pos());
    if (!box) return;
    setCurrent(box);
    const PictureBox which = shown_.boxes[*box];
    const QPoint position = placeOf(which.id).bottomLeft().toPoint();
    emit menuAsked(which, byKey ? viewport()->mapToGlobal(position) : event->globalPos());
}

std::optional<std::size_t> WaitGraphView::neighbour(std::size_t of, const QPointF& direction) const {
    const QPointF here = layout_->boxes[of].center();
    std::optional<std::size_t> best;
    double least = 0;
    for (std::size_t i = 0; i < shown_.boxes.size(); ++i) {
        const QPointF way = layout_->boxes[i].center() - here;
        const double along = QPointF::dotProduct(way, direction);
        const double across = std::abs(way.x() * direction.y() - way.y() * direction.x());
        if (along < 1) continue;
        const double distance = along + 2 * across;
        if (best && distance >= least) continue;
        best = i;
        least = distance;
    }
    return best;
}

void WaitGraphView::keyPressEvent(QKeyEvent* event) {
    const auto box = indexOf(current_);
    const QPointF direction = directionOf(event->key());
    const bool zooms = event->modifiers().testFlag(Qt::ControlModifier);
    if (!direction.isNull() && box) {
        if (const auto next = neighbour(*box, direction)) setCurrent(next);
    } else if (!direction.isNull() && !shown_.boxes.empty()) {
        setCurrent(0);
    } else if (box && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        activate(*box);
    } else if (zooms && (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal)) {
        setScale(scale_ * zoomStep);
    } else if (zooms && event->key() == Qt::Key_Minus) {
        setScale(scale_ / zoomStep);
    } else if (zooms && event->key() == Qt::Key_0) {
        fit();
    } else {
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void WaitGraphView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    if (shown_.boxes.empty()) return;
    if (event->reason() == Qt::TabFocusReason) setCurrent(0);
    if (event->reason() == Qt::BacktabFocusReason) setCurrent(shown_.boxes.size() - 1);
    viewport()->update();
}

void WaitGraphView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

/// Tab goes through the boxes, and on from the last.
bool WaitGraphView::focusNextPrevChild(bool next) {
    const auto box = indexOf(current_);
    const bool leaves = shown_.boxes.empty() || (next ? box == shown_.boxes.size() - 1 : box.value_or(0) == 0);
    if (leaves) return QAbstractScrollArea::focusNextPrevChild(next);
    setCurrent(next ? box.value_or(std::size_t(-1)) + 1 : *box - 1);
    return true;
}

} // namespace ipclens::ui
