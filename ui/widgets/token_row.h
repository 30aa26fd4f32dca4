// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <cstdint>
#include <optional>

namespace ipclens::ui {

/// A value as tokens, an empty place for 0, and beside them words: how many more there are where they can't be counted
/// at a glance, or what else is to be said.
class TokenRow : public QWidget {
    Q_OBJECT

public:
    explicit TokenRow(QWidget* parent = nullptr);

    /// None: it is not known, and nothing is shown. `note` stands in place of how many more there are.
    void setValue(std::optional<std::uint32_t> value, const QString& note = {});
    /// How many dots there are in this room.
    [[nodiscard]] std::uint32_t dots() const;
    /// The note, or "+ 988 more"; empty where the dots say all.
    [[nodiscard]] QString words() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int places() const;

    std::optional<std::uint32_t> value_;
    QString note_;
};

} // namespace ipclens::ui
