// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What the hand does to a HexView: keys, mouse, menu and clipboard.

#include "ui/hexview/hex_view.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <string>

namespace ipclens::ui {
namespace {

constexpr int eighthsOfDegreeAStep = 120;
constexpr int dragScrollDelayMs = 50;

} // namespace

void HexView::addCopyActions() {
    using bytes::TextForm;
    const auto add = [this](const QString& text, TextForm form) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, [this, form] { copySelection(form); });
        addAction(action);
        return action;
    };
    auto* hex = add(tr("Copy &Hex"), TextForm::Hex);
    hex->setShortcut(QKeySequence::Copy);
    hex->setShortcutContext(Qt::WidgetShortcut);
    add(tr("Copy &Text"), TextForm::Text);
    add(tr("Copy as Hex &Dump"), TextForm::Dump);
    add(tr("Copy as &C Array"), TextForm::CArray);
    add(tr("Copy as &Python Bytes"), TextForm::PythonBytes);
    add(tr("Copy as &Base64"), TextForm::Base64);
    auto* all = new QAction(tr("Select &All"), this);
    all->setShortcut(QKeySequence::SelectAll);
    all->setShortcutContext(Qt::WidgetShortcut);
    connect(all, &QAction::triggered, this, [this] { select({0, size_}); });
    addAction(all);
}

void HexView::contextMenuEvent(QContextMenuEvent* event) {
    if (size_ == 0) return;
    if (event->reason() == QContextMenuEvent::Mouse) {
        const std::uint64_t place = layout_.hit(toContent(event->pos()), topLine_).offset;
        if (!selection().contains(place)) setCursorAndAnchor(place, place);
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    emit contextMenuAsked(menu);
    menu->popup(event->globalPos());
}

void HexView::copySelection(bytes::TextForm form) {
    const ByteRange wanted = selection();
    if (wanted.length == 0) return;
    if (cache_.range().contains(wanted)) {
        const std::string text = bytes::toText(cache_.bytes(wanted), form, wanted.offset);
        QApplication::clipboard()->setText(QString::fromStdString(text));
    } else {
        emit copyNeedsBytes(wanted.offset, wanted.length, form);
    }
}

std::optional<std::uint64_t> HexView::placeAfterKey(const QKeyEvent& event) const {
    const bool control = event.modifiers().testFlag(Qt::ControlModifier);
    const auto line = static_cast<std::uint64_t>(layout_.columns());
    const std::uint64_t page = line * static_cast<unsigned>(layout_.wholeLines());
    const std::uint64_t last = size_ - 1;
    const auto back = [&](std::uint64_t by) { return cursor_ - (cursor_ >= by ? by : 0); };
    const auto forward = [&](std::uint64_t by) { return cursor_ + std::min(last - cursor_, by); };
    const bool onLastLine = layout_.lineOf(cursor_) == layout_.lineOf(last);
    // A selection is one of offsets, and grows by them; and the text column has no groups
    const bool asRead = area_ == HexLayout::Area::Hex && !event.modifiers().testFlag(Qt::ShiftModifier);
    switch (event.key()) {
    case Qt::Key_Left: return asRead ? layout_.previousInReading(cursor_) : back(1);
    case Qt::Key_Right: return asRead ? layout_.nextInReading(cursor_) : forward(1);
    case Qt::Key_Up: return back(line);
    case Qt::Key_Down: return onLastLine ? cursor_ : forward(line);
    case Qt::Key_PageUp: return cursor_ >= page ? cursor_ - page : static_cast<unsigned>(layout_.columnOf(cursor_));
    case Qt::Key_PageDown: return onLastLine ? cursor_ : forward(page);
    case Qt::Key_Home: return control ? 0 : layout_.offsetOf(layout_.lineOf(cursor_));
    case Qt::Key_End: return control ? last : std::min(last, layout_.offsetOf(layout_.lineOf(cursor_)) + line - 1);
    default: return {};
    }
}

void HexView::keyPressEvent(QKeyEvent* event) {
    if (size_ == 0) return QAbstractScrollArea::keyPressEvent(event);
    if (typeKey(*event)) return event->accept();
    const auto place = placeAfterKey(*event);
    // Not to the base class: it would scroll by itself
    if (!place) return event->ignore();
    if (event->key() == Qt::Key_PageUp) scrollLines(-layout_.wholeLines());
    if (event->key() == Qt::Key_PageDown) scrollLines(layout_.wholeLines());
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    setCursorAndAnchor(*place, extend ? anchor_ : *place);
    ensureVisible(*place);
    event->accept();
}

QPoint HexView::toContent(QPoint inViewport) const {
    return inViewport + QPoint(horizontalScrollBar()->value(), 0);
}

void HexView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || size_ == 0) return QAbstractScrollArea::mousePressEvent(event);
    const auto [place, area] = layout_.hit(toContent(event->position().toPoint()), topLine_);
    setArea(area);
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    setCursorAndAnchor(place, extend ? anchor_ : place);
}

void HexView::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton) || size_ == 0) return;
    dragPlace_ = event->position().toPoint();
    dragTo(dragPlace_);
    const bool outside = dragPlace_.y() < 0 || dragPlace_.y() >= viewport()->height();
    if (!outside) {
        dragScroll_.stop();
    } else if (!dragScroll_.isActive()) {
        dragScroll_.start(dragScrollDelayMs, this);
    }
}

void HexView::dragTo(QPoint place) {
    const std::uint64_t reached = layout_.hit(toContent(place), topLine_).offset;
    setCursorAndAnchor(reached, anchor_);
    ensureVisible(reached);
}

void HexView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return QAbstractScrollArea::mouseReleaseEvent(event);
    dragScroll_.stop();
}

void HexView::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() == 0) return QAbstractScrollArea::wheelEvent(event);
    wheelRest_ += event->angleDelta().y() * QApplication::wheelScrollLines();
    const int lines = wheelRest_ / eighthsOfDegreeAStep;
    wheelRest_ -= lines * eighthsOfDegreeAStep;
    scrollLines(-lines);
    event->accept();
}

void HexView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    updateBytes({{cursor_, 1}});
}

void HexView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    updateBytes({{cursor_, 1}});
}

bool HexView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip || size_ == 0) return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QPoint place = toContent(help->pos());
    const auto hit = layout_.hit(place, topLine_);
    const bool over =
        layout_.hexCell(hit.offset, topLine_).contains(place) || layout_.textCell(hit.offset, topLine_).contains(place);
    // A name comes from the settings: as it stands, never as markup
    QToolTip::showText(help->globalPos(), over ? describeByte(hit.offset).toHtmlEscaped() : QString(), viewport());
    return true;
}

} // namespace ipclens::ui
