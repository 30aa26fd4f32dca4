// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/process.h"
#include "ui/session/interest.h"
#include "ui/session/process_view.h"
#include "ui/widgets/rows_view.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QStackedWidget;

namespace ipclens::ui {

class EmptyState;
class PageHeading;
class Session;

/// Rows of processes, of all objects or of one: a heading, the rows, and what stands in their place while there are
/// none. What the rows are the derived classes say.
class ProcessRowsView : public QWidget {
    Q_OBJECT

public:
    /// Those alone who have to do with this one; none: all.
    virtual void setObject(std::optional<ObjectId> object) = 0;
    virtual void setEnded() = 0;
    /// What it needs looked for while it is seen.
    [[nodiscard]] virtual ProcessInterest interest() const = 0;
    virtual void apply(const std::shared_ptr<const ProcessView>& view) = 0;

signals:
    void objectActivated(ipclens::ObjectId object);
    void signalAsked(const ipclens::processes::Process& process);

protected:
    /// What a row is of.
    struct Subject {
        std::optional<processes::Process> process;
        std::optional<ObjectId> object;
    };

    /// `title` stands at the left of the heading; empty: none.
    ProcessRowsView(Session& session, const QString& title, QWidget* parent);

    /// Once, before all that follows.
    void makeTable(QAbstractItemModel& model, CellDelegate& delegate, std::vector<RowsColumn> columns);
    void sortFirst(int column, Qt::SortOrder order);
    /// Of this object from now on: the rows are in sight until it is known that there are none.
    void beginLooking(std::optional<ObjectId> object, const QString& news);
    void showNobody(bool nobody);

    /// For the menu of a row.
    [[nodiscard]] virtual Subject subjectOf(const QModelIndex& index) const = 0;
    /// Enter or a double click on a row.
    virtual void activate(const QModelIndex& index) = 0;

    [[nodiscard]] Session& session() const { return session_; }
    [[nodiscard]] std::optional<ObjectId> object() const { return object_; }
    [[nodiscard]] PageHeading& heading() const { return *heading_; }
    [[nodiscard]] RowsView& table() const { return *table_; }
    [[nodiscard]] EmptyState& nobody() const { return *nobody_; }

private:
    void showMenu(const QPoint& position);

    Session& session_;
    PageHeading* heading_;
    QStackedWidget* pages_;
    EmptyState* nobody_;
    RowsView* table_ = nullptr;
    std::optional<ObjectId> object_;
};

} // namespace ipclens::ui
