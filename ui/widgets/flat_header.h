// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHeaderView>

namespace ipclens::ui {

/// Column titles as quiet words over a thin line, with a small arrow at the sorted one.
class FlatHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit FlatHeader(QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

} // namespace ipclens::ui
