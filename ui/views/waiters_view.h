// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/processes/process.h"
#include "ui/session/process_view.h"

#include <QWidget>

#include <memory>
#include <optional>

class QStackedWidget;

namespace ipclens::ui {

class EmptyState;
class PageHeading;
class RowsView;
class Session;
class ToneLabel;
class WaiterModel;

/// Who waits for IPC objects, or for one of them: how fresh that is, a row for each thread, and how many more there are
/// that can't be seen.
class WaitersView : public QWidget {
    Q_OBJECT

public:
    /// `title` stands before the age; empty: none.
    WaitersView(Session& session, const QString& title, QWidget* parent = nullptr);

    /// Those alone who wait for this one; none: all.
    void setObject(std::optional<ObjectId> object);
    void setEnded();
    void apply(const std::shared_ptr<const ProcessView>& view);

signals:
    void objectActivated(ipclens::ObjectId object);
    void signalAsked(const ipclens::processes::Process& process);

private:
    void buildTable();
    void showMenu(const QPoint& position);
    void activate(const QModelIndex& index);

    Session& session_;
    WaiterModel* model_;
    RowsView* table_ = nullptr;
    PageHeading* heading_;
    ToneLabel* hidden_;
    QStackedWidget* pages_;
    EmptyState* nobody_;
    std::optional<ObjectId> object_;
};

} // namespace ipclens::ui
