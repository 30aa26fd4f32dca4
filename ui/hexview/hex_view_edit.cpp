// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// What a person types over the bytes of a HexView.

#include "ui/hexview/hex_view.h"
#include "ui/models/payload.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

#include <array>

namespace ipclens::ui {
namespace {

/// The bytes of a text in a coding; none where it has a character that the coding lacks.
std::optional<std::vector<std::byte>> encoded(const QString& text, TextCoding coding) {
    if (coding == TextCoding::Utf8) return payload::bytesOfText(text);
    const char16_t end = coding == TextCoding::Ascii ? 0x80 : 0x100;
    std::vector<std::byte> bytes;
    for (const QChar character : text) {
        if (character.unicode() >= end) return {};
        bytes.push_back(static_cast<std::byte>(character.unicode()));
    }
    return bytes;
}

int hexValueOf(const QString& text) {
    if (text.size() != 1) return -1;
    bool isDigit = false;
    const int value = text.toInt(&isDigit, 16);
    return isDigit ? value : -1;
}

bool isTyped(const QKeyEvent& event) {
    constexpr auto others = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    // AltGr comes as Ctrl+Alt on some platforms
    const bool altGr = event.modifiers().testFlag(Qt::GroupSwitchModifier);
    return !event.text().isEmpty() && event.text().front().isPrint() && ((event.modifiers() & others) == 0 || altGr);
}

} // namespace

void HexView::addEditActions() {
    auto* paste = new QAction(tr("Paste &Over"), this);
    paste->setObjectName(QStringLiteral("pasteOver"));
    paste->setShortcut(QKeySequence::Paste);
    paste->setShortcutContext(Qt::WidgetShortcut);
    connect(paste, &QAction::triggered, this, &HexView::paste);
    addAction(paste);
    paste->setVisible(false);
}

void HexView::setUnlocked(bool unlocked) {
    unlocked_ = unlocked;
    setSecondDigit(false);
    // The actions that change bytes are there only where they can
    for (QAction* action : actions()) {
        if (action->objectName() == QLatin1String("pasteOver")) action->setVisible(unlocked);
    }
    updateBytes({{cursor_, 1}});
}

void HexView::setEdits(const PendingEdits& edits) {
    edits_ = edits;
    secondDigit_ = false;
    viewport()->update();
    emit editsChanged();
}

void HexView::setArea(HexLayout::Area area) {
    area_ = area == HexLayout::Area::Text ? area : HexLayout::Area::Hex;
    setSecondDigit(false);
    updateBytes({{cursor_, 1}});
}

void HexView::setSecondDigit(bool second) {
    if (secondDigit_ == second) return;
    secondDigit_ = second;
    updateBytes({{cursor_, 1}});
    // A byte that was left half typed is whole now
    if (!second) emit editsChanged();
}

bool HexView::event(QEvent* event) {
    // What is typed over bytes is no shortcut of the window, as the space is
    if (event->type() == QEvent::ShortcutOverride && unlocked_ && isTyped(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QAbstractScrollArea::event(event);
}

bool HexView::focusNextPrevChild(bool next) {
    // Where one types, Tab goes from hex to text before it goes on
    const bool toText = next && area_ == HexLayout::Area::Hex;
    const bool toHex = !next && area_ == HexLayout::Area::Text;
    if (!unlocked_ || (!toText && !toHex)) return QAbstractScrollArea::focusNextPrevChild(next);
    setArea(toText ? HexLayout::Area::Text : HexLayout::Area::Hex);
    return true;
}

bool HexView::typeKey(const QKeyEvent& event) {
    if (!isTyped(event)) return false;
    if (!unlocked_) {
        emit typingRefused({});
        return false;
    }
    if (area_ == HexLayout::Area::Text) {
        typeText(event.text());
        return true;
    }
    const int digit = hexValueOf(event.text());
    if (digit < 0) return false;
    typeDigit(static_cast<unsigned>(digit));
    return true;
}

void HexView::typeDigit(unsigned digit) {
    auto value = edits_.at(cursor_);
    if (!value) value = cache_.at(cursor_);
    if (!value) return emit typingRefused(tr("This byte is not known yet: it can’t be typed over."));
    const auto whole = std::to_integer<unsigned>(*value);
    const unsigned typed = secondDigit_ ? (whole & 0xf0U) | digit : (digit << 4U) | (whole & 0x0fU);
    const bool second = secondDigit_;
    const std::array<std::byte, 1> bytes{static_cast<std::byte>(typed)};
    // Before it is told: who writes at once waits for the other digit
    secondDigit_ = !second;
    // One byte is one step of undo, not its halves
    if (!take(cursor_, bytes, second)) {
        secondDigit_ = second;
        return;
    }
    if (!second) return;
    const std::uint64_t next = layout_.nextInReading(cursor_);
    setCursorAndAnchor(next, next);
    ensureVisible(next);
}

void HexView::typeText(const QString& text) {
    const auto bytes = encoded(text, form_.coding);
    if (!bytes) return emit typingRefused(tr("The text column’s coding has no “%1”.").arg(text));
    if (!take(cursor_, *bytes)) return;
    const std::uint64_t next = std::min(cursor_ + bytes->size(), size_ - 1);
    setCursorAndAnchor(next, next);
    ensureVisible(next);
}

void HexView::paste() {
    if (!unlocked_ || size_ == 0) return;
    const QString text = QApplication::clipboard()->text();
    if (text.isEmpty()) return;
    if (static_cast<std::size_t>(text.size()) > 8 * PendingEdits::mostBytes)
        return emit typingRefused(tr("At most %1 bytes can be pasted at once.").arg(PendingEdits::mostBytes));
    if (area_ == HexLayout::Area::Text) return typeText(text);
    const auto bytes = payload::parseHex(text);
    if (!bytes) return emit typingRefused(tr("The clipboard is no hex: %1").arg(bytes.error()));
    if (!take(selection().offset, *bytes)) return;
    select({selection().offset, bytes->size()});
}

bool HexView::take(std::uint64_t offset, std::span<const std::byte> bytes, bool joinLast) {
    const QString why = typeOver(offset, bytes, joinLast);
    if (!why.isEmpty()) emit typingRefused(why);
    return why.isEmpty();
}

QString HexView::typeOver(std::uint64_t offset, std::span<const std::byte> bytes, bool joinLast) {
    if (bytes.empty()) return {};
    if (offset >= size_ || bytes.size() > size_ - offset) {
        const std::uint64_t fit = offset < size_ ? size_ - offset : 0;
        return tr("%1 bytes pass the end: %2 fit from 0x%3 on.").arg(bytes.size()).arg(fit).arg(offset, 0, 16);
    }
    if (!edits_.typeOver(offset, bytes, joinLast))
        return tr("At most %1 bytes can wait to be written. Write or discard them first.").arg(PendingEdits::mostBytes);
    updateBytes({{offset, bytes.size()}});
    describeCursor();
    emit editsChanged();
    return {};
}

bool HexView::undoTyping() {
    return showStep(edits_.undo());
}

bool HexView::redoTyping() {
    return showStep(edits_.redo());
}

bool HexView::showStep(std::optional<std::uint64_t> place) {
    if (!place) return false;
    secondDigit_ = false;
    goTo(*place);
    viewport()->update();
    emit editsChanged();
    return true;
}

void HexView::discardEdits() {
    setEdits({});
}

void HexView::settle(std::span<const bytes::Patch> written, std::size_t steps) {
    edits_.settle(written, steps);
    std::vector<ByteRange> places;
    const auto now = ByteCache::Clock::now();
    for (const bytes::Patch& patch : written) {
        cache_.write(patch.offset, patch.bytes, now);
        places.push_back({patch.offset, patch.bytes.size()});
    }
    updateBytes(places);
    advanceGlow();
    emit editsChanged();
}

} // namespace ipclens::ui
