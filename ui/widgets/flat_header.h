// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHeaderView>

namespace ipclens::ui {

/// Column titles that stand over their cells' text and don't follow the selection.
class FlatHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit FlatHeader(QWidget* parent = nullptr);

    /// `role` of the model's titles gives other words for where there is no room for all; empty: none.
    void setShortRole(int role) { shortRole_ = role; }
    /// How wide a column has to be for this title.
    [[nodiscard]] int widthFor(const QString& title) const;

signals:
    /// The person made a column wider or narrower. sectionResized() tells of every width that changed, also where the
    /// last column was stretched, or a style brought another default.
    void dragged(int section);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;

private:
    int shortRole_ = -1;
    bool byPerson_ = false;
};

} // namespace ipclens::ui
