// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/wait_graph_view.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTimerEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr double margin = 24; ///< around the graph, whatever its scale
constexpr double leastScale = 0.2;
constexpr double mostScale = 3;
constexpr double leastFitted = 0.75; ///< smaller than that nobody reads it: then it is scrolled
/// How long a place is kept free for who comes back: one that waits again and again is there between.
constexpr std::chrono::seconds keptFree{60};
constexpr int glowTime = 1500; ///< ms

} // namespace

WaitGraphView::WaitGraphView(QWidget* parent)
    : QAbstractScrollArea(parent) {
    setObjectName(QStringLiteral("waitGraph"));
    setAccessibleName(tr("Wait graph"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    viewport()->setBackgroundRole(QPalette::Base);
    connect(&layouter_, &GraphLayouter::laidOut, this, &WaitGraphView::takeLayout);
}

void WaitGraphView::setPicture(const GraphPicture& picture) {
    GraphLayoutRequest request = requestFor(picture, font());
    const auto same = [&request](const GraphLayoutRequest& other) {
        return request.boxes == other.boxes && request.arrows == other.arrows;
    };
    if (layout_ != nullptr && same(shownRequest_)) {
        wanted_.reset();
        showPicture(picture);
        return;
    }
    const bool underWay = wanted_ && same(wantedRequest_);
    wanted_ = picture;
    if (underWay) return;
    wantedRequest_ = std::move(request);
    layOut();
}

void WaitGraphView::arrange() {
    places_.clear();
    if (!wanted_) {
        wanted_ = shown_;
        wantedRequest_ = shownRequest_;
    }
    layOut();
}

void WaitGraphView::layOut() {
    forgetOldPlaces();
    GraphLayoutRequest request = wantedRequest_;
    for (const auto& [id, place] : places_)
        request.places.emplace(id, place.where);
    // Not the viewport's own size, which may be of a time before it was shown
    request.room = QSizeF(maximumViewportSize()) - QSizeF(2 * margin, 2 * margin);
    request.room = request.room.expandedTo({400, 300});
    layouter_.request(std::move(request));
}

void WaitGraphView::takeLayout(const std::shared_ptr<const GraphLayout>& layout) {
    if (!wanted_) return; // what is shown is newer
    const bool first = layout_ == nullptr || shown_.boxes.empty();
    GraphPicture picture = std::move(*wanted_);
    wanted_.reset();
    shownRequest_ = wantedRequest_;
    layout_ = layout;
    const auto now = Clock::now();
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        const auto [place, isNew] =
            places_.insert_or_assign(picture.boxes[i].id, Place{{layout->boxes[i], shownRequest_.boxes[i].group}, now});
        if (isNew && !first) fresh_.insert(picture.boxes[i].id);
    }
    if (!fresh_.empty()) freshTimer_.start(glowTime, this);
    shown_ = GraphPicture(); // whatever it is, it is drawn anew
    hovered_.reset();
    pressed_.reset();
    fitScale();
    showPicture(std::move(picture));
    viewport()->update();
}

void WaitGraphView::showPicture(GraphPicture picture) {
    if (picture == shown_) return;
    const auto now = Clock::now();
    shown_ = std::move(picture);
    for (const PictureBox& box : shown_.boxes) {
        const auto place = places_.find(box.id);
        if (place != places_.end()) place->second.seen = now;
    }
    if (!current_.empty() && !indexOf(current_)) current_.clear();
    describeCurrent();
    updateScrollBars();
    viewport()->update();
    emit shown();
}

void WaitGraphView::forgetOldPlaces() {
    std::set<std::string> here;
    for (const GraphBox& box : wantedRequest_.boxes)
        here.insert(box.id);
    for (const GraphBox& box : shownRequest_.boxes) {
        const auto place = places_.find(box.id);
        if (place != places_.end()) place->second.seen = Clock::now();
    }
    const auto oldest = Clock::now() - keptFree;
    std::erase_if(places_, [&here, oldest](const auto& entry) {
        return !here.contains(entry.first) && entry.second.seen < oldest;
    });
}

QRectF WaitGraphView::placeOf(const std::string& id) const {
    const auto index = indexOf(id);
    if (!index) return {};
    const QRectF& rect = layout_->boxes[*index];
    return {origin() + rect.topLeft() * scale_, rect.size() * scale_};
}

const PictureBox* WaitGraphView::current() const {
    const auto index = indexOf(current_);
    return index ? &shown_.boxes[*index] : nullptr;
}

std::optional<std::size_t> WaitGraphView::indexOf(const std::string& id) const {
    const auto found =
        std::find_if(shown_.boxes.begin(), shown_.boxes.end(), [&id](const PictureBox& box) { return box.id == id; });
    if (id.empty() || found == shown_.boxes.end()) return std::nullopt;
    return static_cast<std::size_t>(found - shown_.boxes.begin());
}

void WaitGraphView::setScale(double scale) {
    const double next = std::clamp(scale, leastScale, mostScale);
    fits_ = false;
    if (next == scale_) return;
    // What is in the middle stays there
    const QPointF middle = QPointF(viewport()->rect().center());
    const QPointF at = (middle - origin()) / scale_;
    scale_ = next;
    updateScrollBars();
    const QPointF wish = at * scale_ + QPointF(margin, margin) - middle;
    horizontalScrollBar()->setValue(static_cast<int>(std::lround(wish.x())));
    verticalScrollBar()->setValue(static_cast<int>(std::lround(wish.y())));
    viewport()->update();
}

void WaitGraphView::fit() {
    fits_ = true;
    fitScale();
    updateScrollBars();
    viewport()->update();
}

void WaitGraphView::fitScale() {
    if (!fits_) return;
    const QRectF all = covered();
    // As if no scroll bar were there: it goes when all has room
    const QSizeF room = QSizeF(maximumViewportSize()) - QSizeF(2 * margin, 2 * margin);
    if (all.right() <= 0 || all.bottom() <= 0) return;
    const double scale = std::min({1.0, room.width() / all.right(), room.height() / all.bottom()});
    scale_ = std::max(scale, leastFitted);
}

QRectF WaitGraphView::covered() const {
    QRectF all = layout_ == nullptr ? QRectF() : boundsOf(*layout_);
    for (const auto& [id, place] : places_)
        all |= place.where.rect;
    return all;
}

QPointF WaitGraphView::origin() const {
    return {margin - horizontalScrollBar()->value(), margin - verticalScrollBar()->value()};
}

void WaitGraphView::updateScrollBars() {
    const QRectF all = covered();
    const auto set = [](QScrollBar& bar, double length, int room) {
        bar.setRange(0, std::max(0, static_cast<int>(std::ceil(length + 2 * margin)) - room));
        bar.setPageStep(room);
        bar.setSingleStep(24);
    };
    set(*horizontalScrollBar(), all.right() * scale_, viewport()->width());
    set(*verticalScrollBar(), all.bottom() * scale_, viewport()->height());
}

QRectF WaitGraphView::wholeRect() const {
    if (layout_ == nullptr || shown_.boxes.empty()) return {};
    const QRectF all = boundsOf(*layout_);
    return all.adjusted(-margin, -margin, margin, margin);
}

void WaitGraphView::paintWhole(QPainter& painter) const {
    if (layout_ == nullptr) return;
    const QRectF whole = wholeRect();
    painter.fillRect(whole, palette().color(QPalette::Base));
    paintGraph(painter, shown_, *layout_, {font(), palette()}, whole);
}

void WaitGraphView::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::Base));
    if (layout_ == nullptr || shown_.boxes.empty()) return;
    GraphMarks marks;
    if (hasFocus()) marks.current = indexOf(current_);
    marks.hovered = hovered_;
    marks.fresh.resize(shown_.boxes.size());
    for (std::size_t i = 0; i < shown_.boxes.size(); ++i)
        marks.fresh[i] = fresh_.contains(shown_.boxes[i].id);
    painter.translate(origin());
    painter.scale(scale_, scale_);
    const QRectF visible = painter.transform().inverted().mapRect(QRectF(viewport()->rect()));
    paintGraph(painter, shown_, *layout_, {font(), palette()}, visible, marks);
}

void WaitGraphView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    fitScale();
    updateScrollBars();
}

void WaitGraphView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) viewport()->update();
    if (event->type() == QEvent::FontChange && layout_ != nullptr)
        setPicture(wanted_ ? *wanted_ : GraphPicture(shown_));
}

void WaitGraphView::timerEvent(QTimerEvent* event) {
    if (event->timerId() != freshTimer_.timerId()) return QAbstractScrollArea::timerEvent(event);
    fresh_.clear();
    freshTimer_.stop();
    viewport()->update();
}

} // namespace ipclens::ui
