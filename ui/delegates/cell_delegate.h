// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme.h"

#include <QStyledItemDelegate>

#include <functional>
#include <optional>

namespace ipclens::ui {

/// A cell of the panels' tables: a thin line below, a ground that glows where the model says so, and text in the tone
/// that its content asks for.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using ToneOf = std::function<std::optional<Tone>(const QModelIndex&)>;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// `role` gives `steps` … 0; `ground`: at its strongest.
    void setGlow(int role, int steps, Tone ground = Tone::Glow);
    void setTextTone(ToneOf toneOf) { toneOf_ = std::move(toneOf); }
    void setMonospace(bool monospace) { monospace_ = monospace; }
    /// `role` gives other words for where there is no room for all; empty: none.
    void setShortRole(int role) { shortRole_ = role; }
    /// For views that have no row height of their own; 0: as the text needs.
    void setRowHeight(int height) { rowHeight_ = height; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
    /// The words of a cell, or its short ones where they are wider than `room` pixels.
    [[nodiscard]] QString fitting(const QString& words, const QModelIndex& index, const QFontMetrics& metrics,
                                  int room) const;
    /// Ground, selection and separator, without text.
    void paintGround(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;

private:
    ToneOf toneOf_;
    int glowRole_ = -1;
    int glowSteps_ = 1;
    Tone glowGround_ = Tone::Glow;
    bool monospace_ = false;
    int rowHeight_ = 0;
    int shortRole_ = -1;
};

} // namespace ipclens::ui
