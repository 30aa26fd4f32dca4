// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QLabel>

#include <optional>

namespace ipclens::ui {

/// Plain text in a tone, which follows the theme by itself.
class ToneLabel : public QLabel {
    Q_OBJECT

public:
    /// No tone: the text of the palette.
    explicit ToneLabel(std::optional<Tone> tone, QWidget* parent = nullptr);

    void setTone(std::optional<Tone> tone);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    std::optional<Tone> tone_;
    bool applying_ = false;
};

} // namespace ipclens::ui
