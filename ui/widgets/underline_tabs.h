// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTabBar>

#include <map>

namespace ipclens::ui {

/// Tabs as plain words, the chosen one bold and underlined.
class UnderlineTabs : public QTabBar {
    Q_OBJECT

public:
    explicit UnderlineTabs(QWidget* parent = nullptr);

    /// A tab whose words come and go, as a count: it is never narrower than with these, and its words begin at its
    /// left, so that nothing moves.
    void reserve(int index, const QString& widest);

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont chosenFont() const;

    std::map<int, QString> reserved_;
};

} // namespace ipclens::ui
