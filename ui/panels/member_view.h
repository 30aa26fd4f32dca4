// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/rows.h"

#include <QTableView>
#include <QTimer>

#include <optional>

class QMenu;

namespace ipclens::ui {

class FlatHeader;
class SemaphoreModel;
struct MemberMeasures;

/// The table of a set's members: P, V and Set as buttons of each row, as keys (P, V, Enter) and in a menu.
class MemberView : public QTableView {
    Q_OBJECT

public:
    explicit MemberView(SemaphoreModel& model, QWidget* parent = nullptr);

    /// The members that are seen, and some around them.
    [[nodiscard]] std::optional<RowRange> visibleMembers() const;
    /// Whether a person sees this member's buttons.
    [[nodiscard]] bool sees(int member) const;

signals:
    void downAsked(int member);
    void upAsked(int member);
    void holdAsked(int member);
    void cancelAsked(int member);
    void valueEntered(int member, int value);
    /// The menu of a member is about to be shown: who knows more to offer adds it.
    void menuOpens(QMenu& menu, int member);
    /// What visibleMembers() gives may have changed.
    void visibleMembersChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void setUpDelegates();
    void setUpActions();
    void layOutColumns();
    [[nodiscard]] MemberMeasures measures() const;
    [[nodiscard]] QString title(int column, int role) const;
    void trigger(const QModelIndex& cell);
    void editValue(int member);
    [[nodiscard]] bool enabled(int member, int column) const;
    [[nodiscard]] bool cancels(int member) const;

    SemaphoreModel& model_;
    FlatHeader* header_;
    QAction* down_ = nullptr;
    QAction* up_ = nullptr;
    QAction* set_ = nullptr;
    QAction* hold_ = nullptr;
    QTimer moved_;
};

} // namespace ipclens::ui
