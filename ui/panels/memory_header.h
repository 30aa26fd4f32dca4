// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSize>
#include <QString>
#include <QWidget>

class QAction;
class QBoxLayout;
class QCheckBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QPushButton;

namespace ipclens::ui {

class ActionButton;

/// The strip above a segment's bytes: what is known of it, how its bytes are read, and what can be done with them.
class MemoryHeader : public QWidget {
    Q_OBJECT

public:
    explicit MemoryHeader(QWidget* parent = nullptr);

    void setFacts(const QString& facts);
    /// How the bytes are read; empty: they are not. `own`: by an attachment of ours, which can be ended here.
    void setAccess(const QString& access, bool own);
    void setAlways(bool always);
    /// Whether there are bytes to go to and to copy.
    void setBytesShown(bool shown);

    /// Before "Resize…".
    void addButton(QPushButton* button);
    /// Whether segments of this kind can be resized; and if so, why this one can't be: empty where it can.
    void setResizable(bool resizable, const QString& obstacle);

    /// Whether bytes can be written over; and if not, why the lock can't be opened: empty where it can.
    void setLock(bool open, const QString& obstacle);

    [[nodiscard]] QMenu& viewMenu() { return *viewMenu_; }
    [[nodiscard]] QMenu& copyMenu() { return *copyMenu_; }
    [[nodiscard]] QAction& goToAction() { return *goToAction_; }
    /// A button for an action that can be on and off.
    void addSwitch(QAction& action);

    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void detachAsked();
    void alwaysChosen(bool always);
    void lockToggled(bool open);
    void resizeAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void arrange();
    void applyColors();

    QBoxLayout* parts_;    ///< facts and buttons, side by side or below each other
    QBoxLayout* rows_;     ///< all buttons, in one row or where there is no room in two
    QHBoxLayout* buttons_; ///< in the order of their importance
    QHBoxLayout* more_;    ///< those of others
    QLabel* facts_;
    QWidget* reading_; ///< the line on how the bytes are read
    QLabel* access_;
    QCheckBox* always_;
    QPushButton* detach_;
    QPushButton* goTo_;
    QMenu* copyMenu_;
    QMenu* viewMenu_;
    QPushButton* copy_;
    QPushButton* view_;
    ActionButton* lock_;
    QPushButton* resize_;
    QAction* goToAction_;
    bool open_ = false;
    QString obstacle_;
};

} // namespace ipclens::ui
