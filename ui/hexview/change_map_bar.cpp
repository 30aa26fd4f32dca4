// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/hexview/change_map_bar.h"

#include "ui/models/words.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

using namespace std::chrono_literals;

constexpr int barWidth = 12;
constexpr int margin = 1;
constexpr int leastPixels = 2;
constexpr auto leastLifetime = 1s;

} // namespace

std::chrono::nanoseconds changeLifetime(const ChangeMap& map) {
    return std::max<std::chrono::nanoseconds>(leastLifetime, map.passTook);
}

std::vector<ChangeMark> changeMarks(const ChangeMap& map, int height, ChangeMap::Clock::time_point now) {
    std::vector<ChangeMark> marks;
    if (map.size == 0 || height <= 0) return marks;
    const auto lifetime = changeLifetime(map);
    const double pixelsPerByte = height / static_cast<double>(map.size);
    std::vector<int> steps(static_cast<std::size_t>(height));
    for (std::size_t part = 0; part < ChangeMap::parts && map.beginOf(part) < map.size; ++part) {
        const auto age = now - map.changedAt[part];
        if (map.changedAt[part] == ChangeMap::Clock::time_point() || age >= lifetime) continue;
        const int step = std::clamp(changeSteps - static_cast<int>(changeSteps * age / lifetime), 1, changeSteps);
        const std::uint64_t end = std::min(map.beginOf(part + 1), map.size);
        const int top = static_cast<int>(static_cast<double>(map.beginOf(part)) * pixelsPerByte);
        const int bottom = static_cast<int>(static_cast<double>(end) * pixelsPerByte);
        const int first = std::clamp(top, 0, std::max(height - leastPixels, 0));
        for (int y = first; y < std::min(std::max(bottom, first + leastPixels), height); ++y)
            steps[static_cast<std::size_t>(y)] = std::max(steps[static_cast<std::size_t>(y)], step);
    }
    for (int y = 0; y < height; ++y) {
        const int step = steps[static_cast<std::size_t>(y)];
        if (step == 0) continue;
        if (!marks.empty() && marks.back().bottom == y && marks.back().step == step) {
            ++marks.back().bottom;
        } else {
            marks.push_back({y, y + 1, step});
        }
    }
    return marks;
}

ChangeMapBar::ChangeMapBar(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("changeMap"));
    setAccessibleName(tr("Where bytes change"));
    setCursor(Qt::PointingHandCursor);
}

QSize ChangeMapBar::sizeHint() const {
    return {barWidth, 0};
}

void ChangeMapBar::setMap(std::shared_ptr<const ChangeMap> map) {
    map_ = std::move(map);
    updateMarks();
}

void ChangeMapBar::updateMarks() {
    auto marks = map_ ? changeMarks(*map_, height(), ChangeMap::Clock::now()) : std::vector<ChangeMark>();
    if (marks.empty()) {
        fade_.stop();
    } else {
        const auto step = std::chrono::duration_cast<std::chrono::milliseconds>(changeLifetime(*map_)) / changeSteps;
        if (!fade_.isActive()) fade_.start(static_cast<int>(step.count()), this);
    }
    if (marks == marks_) return;
    marks_ = std::move(marks);
    update();
}

void ChangeMapBar::timerEvent(QTimerEvent* event) {
    if (event->timerId() != fade_.timerId()) return QWidget::timerEvent(event);
    fade_.stop();
    updateMarks();
}

void ChangeMapBar::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    const QColor ground = toneColor(Tone::Sidebar, palette());
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect(0, 0, 1, height()), toneColor(Tone::Separator, palette()));
    // The height may be another than when they were reckoned
    const auto marks = map_ ? changeMarks(*map_, height(), ChangeMap::Clock::now()) : std::vector<ChangeMark>();
    for (const ChangeMark& mark : marks) {
        const QColor color =
            blend(toneColor(Tone::GlowStrong, palette()), ground, static_cast<double>(mark.step) / changeSteps);
        painter.fillRect(QRect(1 + margin, mark.top, width() - 1 - 2 * margin, mark.bottom - mark.top), color);
    }
}

void ChangeMapBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !map_ || map_->size == 0 || height() == 0)
        return QWidget::mousePressEvent(event);
    const double place = std::clamp(event->position().y() / height(), 0.0, 1.0);
    const auto offset = static_cast<std::uint64_t>(place * static_cast<double>(map_->size - 1));
    emit offsetChosen(std::min(offset, map_->size - 1));
}

QString ChangeMapBar::description() const {
    if (!map_ || map_->passTook == std::chrono::nanoseconds(0))
        return tr("Looking at the whole segment for the first time");
    const auto seconds = std::chrono::duration<double>(map_->passTook).count();
    QString text = tr("Where in the whole segment bytes change, seen within %1 s").arg(seconds, 0, 'f', 1);
    if (map_->unwatched > 0) text += tr("; %1 are beyond what is watched").arg(words::size(map_->unwatched));
    return text;
}

bool ChangeMapBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), description(), this);
    return true;
}

} // namespace ipclens::ui
