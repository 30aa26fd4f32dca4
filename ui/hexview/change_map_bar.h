// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/change_watch.h"

#include <QBasicTimer>
#include <QRect>
#include <QWidget>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// A strip of the change map on the screen: pixels top … bottom, of one strength.
struct ChangeMark {
    int top = 0;
    int bottom = 0; ///< the pixel behind the last
    int step = 0;   ///< how fresh: 1 … changeSteps
    bool operator==(const ChangeMark&) const = default;
};

/// A change fades in so many steps.
inline constexpr int changeSteps = 4;

/// How long a change stays to be seen: a second, and where a look at the whole takes longer, as long as that.
[[nodiscard]] std::chrono::nanoseconds changeLifetime(const ChangeMap& map);
/// The marks for a bar of that height, from above: at least two pixels each, the freshest where several fall together.
[[nodiscard]] std::vector<ChangeMark> changeMarks(const ChangeMap& map, int height, ChangeMap::Clock::time_point now);

/// Shows beside a scroll bar where in the whole of a segment bytes change. A click goes there.
class ChangeMapBar : public QWidget {
    Q_OBJECT

public:
    explicit ChangeMapBar(QWidget* parent = nullptr);

    void setMap(std::shared_ptr<const ChangeMap> map);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void offsetChosen(quint64 offset);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    bool event(QEvent* event) override;

private:
    void updateMarks();
    [[nodiscard]] QString description() const;

    std::shared_ptr<const ChangeMap> map_;
    std::vector<ChangeMark> marks_;
    QBasicTimer fade_;
};

} // namespace ipclens::ui
