// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/watching/trace.h"

#include <QString>
#include <QWidget>

#include <chrono>
#include <memory>

namespace ipclens::ui {

/// One number of an object over the last minute, as a wide curve with words above it.
class ActivityCurve : public QWidget {
    Q_OBJECT

public:
    /// `title`: what the number counts.
    ActivityCurve(const QString& title, Kind kind, QWidget* parent = nullptr);

    /// `end`: the newest sample, which is the right edge. Null: nothing is known.
    void show(std::shared_ptr<const watching::Trace> trace, std::chrono::steady_clock::time_point end);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString words() const;

    QString title_;
    Kind kind_;
    std::shared_ptr<const watching::Trace> trace_;
    std::chrono::steady_clock::time_point end_;
};

} // namespace ipclens::ui
