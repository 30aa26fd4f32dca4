// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/views/process_rows_view.h"

namespace ipclens::ui {

class ToneLabel;
class WaiterModel;

/// Who waits for IPC objects, or for one of them: how fresh that is, a row for each thread, and how many more there are
/// that can't be seen.
class WaitersView final : public ProcessRowsView {
    Q_OBJECT

public:
    /// `title` stands before the age; empty: none.
    WaitersView(Session& session, const QString& title, QWidget* parent = nullptr);

    void setObject(std::optional<ObjectId> object) override;
    void setEnded() override;
    [[nodiscard]] ProcessInterest interest() const override { return {true, false, false}; }
    void apply(const std::shared_ptr<const ProcessView>& view) override;

protected:
    [[nodiscard]] Subject subjectOf(const QModelIndex& index) const override;
    void activate(const QModelIndex& index) override;

private:
    void buildTable();
    void tellNobody(std::uint32_t notTold);

    WaiterModel* model_;
    ToneLabel* hidden_;
};

} // namespace ipclens::ui
