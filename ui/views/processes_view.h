// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/process_rows_view.h"

class QLineEdit;

namespace ipclens::ui {

class ProcessModel;

/// The processes that have to do with objects, each with these, or those that have to do with one object.
class ProcessesView final : public ProcessRowsView {
    Q_OBJECT

public:
    /// `title` stands above all; empty: none, and no filter.
    ProcessesView(Session& session, const QString& title, QWidget* parent = nullptr);

    void setObject(std::optional<ObjectId> object) override;
    void setEnded() override;
    [[nodiscard]] ProcessInterest interest() const override { return {true, true, false}; }
    void apply(const std::shared_ptr<const ProcessView>& view) override;

protected:
    [[nodiscard]] Subject subjectOf(const QModelIndex& index) const override;
    void activate(const QModelIndex& index) override;

private:
    void buildTable();
    void buildFilter();
    void openNew(const QModelIndex& parent, int first, int last);
    void showCount(const ProcessView& view);
    void showPage();

    ProcessModel* model_;
    QLineEdit* filter_ = nullptr;
    bool looked_ = false;
    bool opened_ = false;   ///< the first rows were opened, where they are few
    bool opensNew_ = false; ///< rows that come stand open too
};

} // namespace ipclens::ui
