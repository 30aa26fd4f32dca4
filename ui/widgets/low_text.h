// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPlainTextEdit>

namespace ipclens::ui {

/// A text that asks for room for a few lines, and can do with fewer; any text edit else needs some five.
class LowText : public QPlainTextEdit {
    Q_OBJECT

public:
    LowText(int leastLines, int lines, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    [[nodiscard]] int heightOf(int lines) const;

    int leastLines_;
    int lines_;
};

} // namespace ipclens::ui
