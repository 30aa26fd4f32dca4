// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

namespace ipclens::ui {

class ActionButton;
class FilterLine;
class WindowActions;

/// The row of buttons at the top, and the filter at its right end.
class WindowToolBar : public QWidget {
    Q_OBJECT

public:
    explicit WindowToolBar(WindowActions& actions, QWidget* parent = nullptr);

    /// Puts a button of its own at the left end.
    void addFirst(QWidget* button);

    [[nodiscard]] FilterLine& filterLine() const { return *filter_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showLive();

    WindowActions& actions_;
    ActionButton* live_ = nullptr;
    ActionButton* pause_ = nullptr;
    FilterLine* filter_;
};

} // namespace ipclens::ui
