// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <cstdint>
#include <optional>

namespace ipclens::ui {

/// A value as tokens, and in words how many more there are where they can't be counted at a glance; an empty place for
/// 0.
class TokenRow : public QWidget {
    Q_OBJECT

public:
    explicit TokenRow(QWidget* parent = nullptr);

    /// None: it is not known, and nothing is shown.
    void setValue(std::optional<std::uint32_t> value);
    /// How many dots there are in this room.
    [[nodiscard]] std::uint32_t dots() const;
    /// "+ 988 more"; empty where the dots are all.
    [[nodiscard]] QString rest() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<std::uint32_t> value_;
};

} // namespace ipclens::ui
