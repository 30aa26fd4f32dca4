// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/hex_view.h"

#include "ui/theme.h"

#include <QPaintEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTimerEvent>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

/// Beyond so many stretches one repaint of all is cheaper than a region of them.
constexpr std::size_t mostStretches = 100;
/// Fades of bytes that changed at different moments are taken together.
constexpr std::chrono::milliseconds leastFadeDelay{100};

ByteRange overlap(const ByteRange& left, const ByteRange& right) {
    const std::uint64_t begin = std::max(left.offset, right.offset);
    const std::uint64_t end = std::min(left.offset + left.length, right.offset + right.length);
    return {begin, end > begin ? end - begin : 0};
}

} // namespace

HexView::HexView(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Bytes"));
    setFont(monospaceFont());
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, &HexView::onScrollBarAction);
    addCopyActions();
    addEditActions();
    adoptLook();
}

void HexView::setSize(std::uint64_t size) {
    size_ = size;
    topLine_ = 0;
    wanted_ = {};
    cache_.clear();
    fade_.stop();
    dragScroll_.stop();
    compared_.reset();
    setMarks({});
    setEdits({});
    setCursorAndAnchor(0, 0);
    describeCursor();
    relayout();
}

void HexView::changeSize(std::uint64_t size) {
    if (size == size_) return;
    size_ = size;
    cache_.cutAt(size);
    const std::uint64_t last = size - std::min<std::uint64_t>(size, 1);
    setCursorAndAnchor(std::min(cursor_, last), std::min(anchor_, last));
    describeCursor();
    relayout();
}

void HexView::setBytes(std::uint64_t offset, std::span<const std::byte> bytes, ByteCache::Clock::time_point sampledAt) {
    const ByteRange before = overlap(cache_.range(), seenRange());
    const bool hadCursor = cache_.at(cursor_).has_value();
    const auto news = cache_.set(offset, bytes, sampledAt);
    if (before.length > 0 && !cache_.range().contains(before)) viewport()->update();
    updateBytes(news);
    advanceGlow();
    if (!hadCursor) describeCursor();
}

void HexView::clearBytes() {
    cache_.clear();
    viewport()->update();
}

void HexView::setForm(const HexForm& form) {
    if (form == form_) return;
    form_ = form;
    setSecondDigit(false);
    relayout();
    emit formChanged();
}

void HexView::setCompared(std::shared_ptr<const Moment> moment) {
    compared_ = std::move(moment);
    viewport()->update();
}

std::uint64_t HexView::differencesInSight() const {
    if (!compared_) return 0;
    const ByteRange both = overlap(overlap(seenRange(), cache_.range()), compared_->range());
    std::uint64_t count = 0;
    for (std::uint64_t i = 0; i < both.length; ++i)
        count += cache_.at(both.offset + i) != compared_->at(both.offset + i) ? 1 : 0;
    return count;
}

void HexView::setMarks(std::vector<HexMark> marks) {
    marks_ = std::move(marks);
    markOffsets_.clear();
    for (const HexMark& mark : marks_)
        markOffsets_.push_back(mark.offset);
    viewport()->update();
}

void HexView::adoptLook() {
    painter_.setFont(font());
    painter_.setPalette(palette());
    relayout();
}

void HexView::relayout() {
    const std::uint64_t topOffset = layout_.offsetOf(topLine_);
    const HexMetrics metrics = painter_.metrics();
    const HexGroups groups = form_.groups;
    const int columns =
        form_.columns ? *form_.columns : HexLayout::columnsFor(viewport()->width(), size_, metrics, groups);
    layout_ = HexLayout(size_, columns, metrics, viewport()->height(), groups);
    horizontalScrollBar()->setRange(0, std::max(layout_.contentWidth() - viewport()->width(), 0));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(3 * metrics.charWidth);
    topLine_ = std::min(layout_.lineOf(topOffset), layout_.lastTopLine());
    updateScrollBar();
    updateWanted(Wanted::Anew);
    viewport()->update();
}

void HexView::updateScrollBar() {
    // A bar that appears or goes resizes the viewport, and so comes here again: only members after that
    const QScopedValueRollback<bool> setting(settingScrollBar_, true);
    verticalScrollBar()->setRange(0, layout_.scrollMaximum());
    verticalScrollBar()->setPageStep(layout_.scrollPageStep());
    verticalScrollBar()->setValue(layout_.scrollValueOf(topLine_));
}

void HexView::setTopLine(std::uint64_t line) {
    line = std::min(line, layout_.lastTopLine());
    if (line == topLine_) return;
    topLine_ = line;
    updateScrollBar();
    updateWanted(Wanted::WhereNeeded);
    viewport()->update();
}

void HexView::scrollLines(std::int64_t lines) {
    if (lines < 0) {
        setTopLine(topLine_ - std::min(topLine_, static_cast<std::uint64_t>(-lines)));
    } else {
        setTopLine(topLine_ + static_cast<std::uint64_t>(lines));
    }
}

void HexView::onScrollBarAction(int action) {
    // The bar's own steps may be a million lines each
    const std::int64_t page = std::max(layout_.wholeLines() - 1, 1);
    switch (action) {
    case QAbstractSlider::SliderSingleStepAdd: scrollLines(1); break;
    case QAbstractSlider::SliderSingleStepSub: scrollLines(-1); break;
    case QAbstractSlider::SliderPageStepAdd: scrollLines(page); break;
    case QAbstractSlider::SliderPageStepSub: scrollLines(-page); break;
    default: return;
    }
    // What the bar does next is to go where its slider is: that is there already
    verticalScrollBar()->setSliderPosition(layout_.scrollValueOf(topLine_));
}

void HexView::scrollContentsBy(int dx, int dy) {
    if (dx != 0) viewport()->update();
    if (dy != 0 && !settingScrollBar_) setTopLine(layout_.topLineOf(verticalScrollBar()->value()));
}

void HexView::ensureVisible(std::uint64_t offset) {
    showLineOf(offset);
    showColumnOf(offset);
}

bool HexView::isLineSeen(std::uint64_t offset) const {
    const std::uint64_t line = layout_.lineOf(offset);
    return line >= topLine_ && line - topLine_ < static_cast<unsigned>(layout_.wholeLines());
}

void HexView::showLineOf(std::uint64_t offset) {
    const std::uint64_t line = layout_.lineOf(offset);
    const auto whole = static_cast<unsigned>(std::max(layout_.wholeLines(), 1));
    if (line < topLine_) {
        setTopLine(line);
    } else if (line - topLine_ >= whole) {
        setTopLine(line - whole + 1);
    }
}

void HexView::showColumnOf(std::uint64_t offset) {
    const int column = layout_.columnOf(offset);
    const QRect cell = area_ == HexLayout::Area::Text ? layout_.textCellAt(column, 0) : layout_.hexCellAt(column, 0);
    QScrollBar* bar = horizontalScrollBar();
    const int width = viewport()->width();
    if (cell.left() < bar->value()) {
        // With the offsets, where both have room
        bar->setValue(cell.right() < width ? 0 : cell.left());
    } else if (cell.right() >= bar->value() + width) {
        bar->setValue(cell.right() + 1 - width);
    }
}

ByteRange HexView::seenRange() const {
    const std::uint64_t begin = layout_.offsetOf(topLine_);
    if (begin >= size_) return {};
    const auto room = static_cast<std::uint64_t>(layout_.seenLines()) * static_cast<unsigned>(layout_.columns());
    return {begin, std::min(size_ - begin, room)};
}

void HexView::updateWanted(Wanted how) {
    const ByteRange seen = seenRange();
    if (how == Wanted::WhereNeeded && wanted_.contains(withNeighbours(seen))) return;
    const std::uint64_t begin = seen.offset - std::min(seen.offset, seen.length);
    const std::uint64_t end = seen.offset + seen.length;
    const ByteRange wanted{begin, end - begin + std::min(size_ - end, seen.length)};
    if (wanted == wanted_) return;
    wanted_ = wanted;
    emit visibleRangeChanged(wanted_.offset, wanted_.length);
}

void HexView::updateBytes(const std::vector<ByteRange>& ranges) {
    if (ranges.size() > mostStretches) return viewport()->update();
    const int scrolled = horizontalScrollBar()->value();
    for (const ByteRange& range : ranges) {
        if (range.length == 0) continue;
        const ByteRange seen = seenRange();
        if (const ByteRange part = overlap(range, seen); part.length > 0) {
            const QRect hex = layout_.hexArea(part.offset, part.offset + part.length - 1, topLine_);
            viewport()->update(hex.translated(-scrolled, 0));
        }
        const ByteRange read = withNeighbours(range);
        if (const ByteRange part = overlap(read, seen); part.length > 0) {
            QRect text = layout_.textArea(part.offset, part.offset + part.length - 1, topLine_);
            // What is wider than its cell and begins in the last one reaches beyond the line
            if (read.length > range.length) text.setRight(text.right() + layout_.metrics().charWidth);
            viewport()->update(text.translated(-scrolled, 0));
        }
    }
}

ByteRange HexView::withNeighbours(const ByteRange& range) const {
    constexpr std::uint64_t reach = longestCharacter - 1;
    if (form_.coding != TextCoding::Utf8) return range;
    const std::uint64_t before = std::min(range.offset, reach);
    const std::uint64_t behind = size_ - std::min(size_, range.offset + range.length);
    return {range.offset - before, before + range.length + std::min(behind, reach)};
}

void HexView::advanceGlow() {
    const auto now = ByteCache::Clock::now();
    updateBytes(cache_.faded(shownAt_, now));
    shownAt_ = now;
    const auto next = cache_.nextFade(now);
    if (!next) return fade_.stop();
    const auto delay = std::chrono::ceil<std::chrono::milliseconds>(*next - now);
    fade_.start(static_cast<int>(std::max(delay, leastFadeDelay).count()), this);
}

void HexView::timerEvent(QTimerEvent* event) {
    if (event->timerId() == fade_.timerId()) {
        advanceGlow();
    } else if (event->timerId() == dragScroll_.timerId()) {
        dragTo(dragPlace_);
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

HexScene HexView::scene() const {
    HexScene scene{layout_, cache_, edits_, markOffsets_};
    scene.compared = compared_.get();
    scene.coding = form_.coding;
    scene.dimZeros = form_.dimZeros;
    scene.topLine = topLine_;
    scene.selection = selection();
    scene.cursor = cursor_;
    if (unlocked_) scene.typingInto = area_;
    scene.secondDigit = secondDigit_;
    scene.focused = hasFocus();
    scene.now = shownAt_;
    return scene;
}

void HexView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    const int scrolled = horizontalScrollBar()->value();
    painter.translate(-scrolled, 0);
    const HexScene scene = this->scene();
    for (const QRect& rect : event->region()) {
        const QRect area = rect.translated(scrolled, 0);
        painter.setClipRect(area);
        painter_.paint(painter, scene, area);
    }
}

void HexView::resizeEvent(QResizeEvent* event) {
    // What comes above or below the bytes does not push the cursor out of sight
    const bool hadCursor = isLineSeen(cursor_);
    QAbstractScrollArea::resizeEvent(event);
    relayout();
    if (hadCursor) showLineOf(cursor_);
}

void HexView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    switch (event->type()) {
    case QEvent::FontChange:
    case QEvent::PaletteChange:
    case QEvent::StyleChange:
    case QEvent::EnabledChange: adoptLook(); break;
    default: break;
    }
}

ByteRange HexView::selection() const {
    if (size_ == 0) return {};
    const auto [first, last] = std::minmax(anchor_, cursor_);
    // All of 2^64-1 bytes still have a length
    return {first, last - first + 1};
}

void HexView::goTo(std::uint64_t offset) {
    if (size_ == 0) return;
    const std::uint64_t place = std::min(offset, size_ - 1);
    setCursorAndAnchor(place, place);
    // Into the middle where it was out of sight, so that its neighbours are seen
    const std::uint64_t line = layout_.lineOf(place);
    const auto whole = static_cast<unsigned>(layout_.wholeLines());
    if (line < topLine_ || line - topLine_ >= whole) setTopLine(line - std::min<std::uint64_t>(line, whole / 2));
    showColumnOf(place);
}

void HexView::select(ByteRange range) {
    if (size_ == 0 || range.length == 0) return;
    const std::uint64_t first = std::min(range.offset, size_ - 1);
    const std::uint64_t last = first + std::min(range.length - 1, size_ - 1 - first);
    setCursorAndAnchor(last, first);
}

void HexView::setCursorAndAnchor(std::uint64_t cursor, std::uint64_t anchor) {
    if (cursor == cursor_ && anchor == anchor_) return;
    const ByteRange before = selection();
    const std::uint64_t cursorBefore = cursor_;
    cursor_ = cursor;
    anchor_ = anchor;
    if (cursor_ != cursorBefore) setSecondDigit(false);
    updateSelection(before, cursorBefore);
    describeCursor();
    emit selectionChanged();
}

void HexView::updateSelection(const ByteRange& before, std::uint64_t cursorBefore) {
    const ByteRange now = selection();
    const std::uint64_t begin = std::min(before.offset, now.offset);
    const std::uint64_t middle = std::max(before.offset, now.offset);
    const std::uint64_t beforeEnd = before.offset + before.length;
    const std::uint64_t nowEnd = now.offset + now.length;
    // Only what lies in one of the two has changed, and both cursors
    updateBytes({{begin, middle - begin},
                 {std::min(beforeEnd, nowEnd), std::max(beforeEnd, nowEnd) - std::min(beforeEnd, nowEnd)},
                 {cursorBefore, 1},
                 {cursor_, 1},
                 // A single byte is not painted as selected, so the first one changes with the second
                 {before.offset, 1},
                 {now.offset, 1},
                 {anchor_, 1}});
}

} // namespace ipclens::ui
