// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QColor>
#include <QProgressBar>

#include <optional>

namespace ipclens::ui {

/// A thin bar of use against limit. Its numbers stand in words beside it.
class Gauge : public QProgressBar {
    Q_OBJECT

public:
    explicit Gauge(QWidget* parent = nullptr);

    /// `part` of the whole, 0 … 1; nothing: not known, an empty bar. `words` for who can't see it.
    void show(std::optional<double> part, const QColor& color, const QString& words);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<double> part_;
    QColor color_;
};

} // namespace ipclens::ui
