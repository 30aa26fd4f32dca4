// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "ui/theme.h"

#include <QObject>

#include <array>
#include <vector>

class QAction;
class QActionGroup;
class QMenu;
class QWidget;

namespace ipclens::ui {

/// All that can be done from menus, toolbar and keyboard, once each: its words, its shortcut, and whether it is
/// possible now. What is not possible says why in its tool tip.
class WindowActions : public QObject {
    Q_OBJECT

public:
    explicit WindowActions(QWidget* window);

    /// What the possible actions depend on.
    struct Situation {
        bool lookOnly = false;
        int chosen = 0;      ///< objects
        bool isSet = false;  ///< one, and a semaphore set
        bool pinned = false; ///< and it is
        bool withId = true;  ///< one of them is of System V
        bool operator==(const Situation&) const = default;
    };
    void update(Situation situation);

    /// "Live · 4 Hz", or "Paused".
    [[nodiscard]] QString liveText() const;
    void setRate(double hertz);

    std::array<QAction*, 3> create{}; ///< by Kind
    QAction* change = nullptr;
    QAction* remove = nullptr;
    QAction* pin = nullptr; ///< checkable
    QAction* copyKey = nullptr;
    QAction* copyId = nullptr;
    QAction* copyName = nullptr;
    QAction* copyCommand = nullptr;
    QAction* pause = nullptr; ///< checkable
    QAction* refresh = nullptr;
    QAction* lookOnly = nullptr; ///< checkable
    QAction* health = nullptr;   ///< checkable
    QAction* filter = nullptr;
    QAction* focusList = nullptr;
    QAction* focusDetails = nullptr;
    QAction* quit = nullptr;
    QAction* about = nullptr;
    QActionGroup* places = nullptr; ///< data: Place as int
    QActionGroup* rates = nullptr;  ///< data: Hz
    QActionGroup* themes = nullptr; ///< data: Theme as int

    [[nodiscard]] QMenu* makeCreateMenu(QWidget* parent) const;
    [[nodiscard]] QMenu* makeLiveMenu(QWidget* parent) const;
    [[nodiscard]] QMenu* makeThemeMenu(QWidget* parent) const;

signals:
    void liveTextChanged();

private:
    QAction* add(const QString& text, const QString& shortcut, const QString& name);
    QAction* addChoice(QActionGroup* group, const QString& text, const QString& shortcut, const QVariant& data);
    void addObjectActions();
    void addViewActions();
    void addPlaces();
    void addRates();

    QWidget* window_;
    Situation situation_;
    bool updated_ = false;
};

} // namespace ipclens::ui
