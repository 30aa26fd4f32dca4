// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/delegates/cell_delegate.h"

#include <cstdint>

namespace ipclens::ui {

/// How a semaphore's value is drawn.
enum class TokenForm : std::uint8_t {
    Unknown, ///< never read
    Zero,    ///< a red 0: who wants one waits
    Dots,    ///< a dot for each
    Bar,     ///< too many for dots: a bar against SEMVMX
};

inline constexpr int mostTokenDots = 16;
/// Room of one dot, in pixels, with what is between it and the next one.
inline constexpr int tokenPitch = 13;

/// `width` is the room in pixels, `pitch` that of one dot.
[[nodiscard]] TokenForm tokenForm(bool known, std::uint32_t value, int width, int pitch);
/// The filled part of a bar of `width` pixels: at least 1 where the value is not 0, and full only at SEMVMX.
[[nodiscard]] int tokenBarLength(std::uint32_t value, int width);
/// So many dots from the left of `room` on, half way up, with the painter's pen and brush.
void paintTokenDots(QPainter& painter, const QRect& room, std::uint32_t count, int pitch);

/// A semaphore's value as tokens that can be counted at a glance.
class TokenDelegate : public CellDelegate {
    Q_OBJECT

public:
    /// `valueRole` gives the value; invalid where it was not read.
    explicit TokenDelegate(int valueRole, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int valueRole_;
};

} // namespace ipclens::ui
