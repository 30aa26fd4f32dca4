// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QLabel>
#include <QStringList>

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
    /// Other words for one that elides, ever fewer: the first that fit stand where the text has too little room.
    void setShorter(const QStringList& shorter);
    /// The words that there is room for now.
    [[nodiscard]] QString fitting() const;

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
    QStringList shorter_;
};

} // namespace ipclens::ui
