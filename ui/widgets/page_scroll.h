// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace ipclens::ui {

/// Rows below each other, which get all the room that there is. Where that is less than the least they need they are
/// scrolled, so that none is ever lower than it can be, nor stands on another. A child may fold rows before it comes
/// to that.
class PageScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit PageScroll(QWidget* parent = nullptr);

    /// As wide as its rows need, with the scroll bar, and no higher than a few lines.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] QVBoxLayout& rows() const { return *rows_; }
    /// The room for the rows is another, or what they need: called before they are laid out.
    virtual void fit() {}
    /// The least height that one of the rows needs where they are as wide as they are now.
    [[nodiscard]] int leastHeightOf(const QWidget& row) const;

    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QVBoxLayout* rows_;
};

} // namespace ipclens::ui
