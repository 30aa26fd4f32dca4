// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

class QAction;
class QMenu;

namespace ipclens::ui {

/// A button that stands for an action: its words, state and tool tip. Or one that opens a menu, with words of its own.
class ActionButton : public QPushButton {
    Q_OBJECT

public:
    enum class Look {
        Plain,
        Main,  ///< what most people come for: filled with the accent colour
        Danger ///< its words in red
    };

    ActionButton(QAction* action, Look look, QWidget* parent = nullptr);
    ActionButton(const QString& text, QMenu* menu, Look look, QWidget* parent = nullptr);

    /// One of our icons beside the words; empty: none.
    void setIconName(const QString& name);
    /// The icon alone; the words stay the accessible name.
    void setIconOnly();
    /// Other words than the action's.
    void setCaption(const QString& caption);
    /// Fewer words for where there is no room for the caption: the button may become as narrow as they are.
    void setShortCaption(const QString& caption);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void follow();
    void applyColors();
    [[nodiscard]] QString words() const;
    [[nodiscard]] QSize sizeFor(const QString& words) const;

    QAction* action_ = nullptr;
    Look look_;
    QString iconName_;
    QString caption_;
    QString shortCaption_; ///< empty: there is none
    bool iconOnly_ = false;
    bool applying_ = false;
};

} // namespace ipclens::ui
