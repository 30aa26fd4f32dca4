// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTabBar>

namespace ipclens::ui {

/// Tabs as plain words, the chosen one bold and underlined.
class UnderlineTabs : public QTabBar {
    Q_OBJECT

public:
    explicit UnderlineTabs(QWidget* parent = nullptr);

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont chosenFont() const;
};

} // namespace ipclens::ui
