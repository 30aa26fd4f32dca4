// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/process.h"
#include "ui/session/process_view.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLineEdit;
class QStackedWidget;

namespace ipclens::ui {

class EmptyState;
class PageHeading;
class ProcessModel;
class RowsView;
class Session;

/// The processes that have to do with objects, each with these, or those that have to do with one object.
class ProcessesView : public QWidget {
    Q_OBJECT

public:
    /// `title` stands above all; empty: none, and no filter.
    ProcessesView(Session& session, const QString& title, QWidget* parent = nullptr);

    /// Those alone who have to do with this one; none: all.
    void setObject(std::optional<ObjectId> object);
    void setEnded();
    void apply(const std::shared_ptr<const ProcessView>& view);

signals:
    void objectActivated(ipclens::ObjectId object);
    void signalAsked(const ipclens::processes::Process& process);

private:
    void buildTable();
    void buildFilter();
    void showMenu(const QPoint& position);
    void activate(const QModelIndex& index);
    void openNew(const QModelIndex& parent, int first, int last);
    void showCount(const ProcessView& view);
    void showPage();

    Session& session_;
    ProcessModel* model_;
    RowsView* table_ = nullptr;
    PageHeading* heading_;
    QLineEdit* filter_ = nullptr;
    QStackedWidget* pages_;
    EmptyState* nobody_;
    std::optional<ObjectId> object_;
    bool looked_ = false;
    bool opened_ = false;   ///< the first rows were opened, where they are few
    bool opensNew_ = false; ///< rows that come stand open too
};

} // namespace ipclens::ui
