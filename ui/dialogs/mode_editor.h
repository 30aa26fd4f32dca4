// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <array>
#include <optional>

#include <sys/types.h>

class QCheckBox;
class QLineEdit;

namespace ipclens::ui {

class Verdict;

/// Permission bits as boxes and as octal digits, which follow each other.
class ModeEditor : public QWidget {
    Q_OBJECT

public:
    explicit ModeEditor(mode_t mode, QWidget* parent = nullptr);

    /// Nothing while the octal digits make no sense.
    [[nodiscard]] std::optional<mode_t> mode() const { return mode_; }

signals:
    void changed();

private:
    void takeBoxes();
    void takeDigits();
    void showBoxes();

    std::array<QCheckBox*, 9> boxes_{}; ///< of bit 8 … 0
    QLineEdit* digits_;
    Verdict* verdict_;
    std::optional<mode_t> mode_;
};

} // namespace ipclens::ui
