// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/tone_label.h"

#include <QTimer>

namespace ipclens::ui {

/// A label whose ground glows when it is told that what it says is news, and fades in a few steps.
class GlowLabel : public ToneLabel {
    Q_OBJECT

public:
    static constexpr int glowSteps = 4;

    explicit GlowLabel(QWidget* parent = nullptr);

    void glow();
    void stopGlowing();
    /// glowSteps … 0.
    [[nodiscard]] int strength() const { return strength_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fade();

    QTimer fading_;
    int strength_ = 0;
};

} // namespace ipclens::ui
