// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QLabel>

#include <optional>

namespace ipclens::ui {

/// Plain text in a tone, which follows the theme by itself. One that elides ends with "…" where it has too little room,
/// and is whole in its tool tip then.
class ToneLabel : public QLabel {
    Q_OBJECT

public:
    /// No tone: the text of the palette.
    explicit ToneLabel(std::optional<Tone> tone, QWidget* parent = nullptr);

    void setTone(std::optional<Tone> tone);
    /// For one line.
    void setElides(bool elides);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void applyColors();

    std::optional<Tone> tone_;
    bool applying_ = false;
    bool elides_ = false;
};

} // namespace ipclens::ui
