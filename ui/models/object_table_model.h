// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "core/processes/uses.h"
#include "core/processes/waiter.h"
#include "ui/models/state_words.h"
#include "ui/session/interest.h"
#include "ui/session/process_view.h"
#include "ui/session/update.h"

#include <QAbstractTableModel>
#include <QBasicTimer>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ipclens::ui {

/// The rows of the newest Update, as they lie there: filtered and ordered by the sampling thread. Columns are those of
/// Column. Raw values are under roles, and every cell has its words under Qt::DisplayRole. Never resets: what an Update
/// brings becomes removals, insertions, one layout change and changes of data, so that selection, current row, scroll
/// place and an open editor survive.
class ObjectTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role {
        ObjectIdRole = Qt::UserRole + 1, ///< ObjectId
        KindRole,                        ///< Kind, as int
        EndedRole,                       ///< bool: the object is gone, its row goes with the next sample
        DeniedRole,                      ///< bool: its values or bytes may not be read
        ShortTitleRole,                  ///< of titles: QString, fewer words for a narrow column; null: there are none
        GlowRole,                        ///< int: glowSteps when the row is new, falling to 0
        ApiRole,                         ///< Api, as int
    };
    static constexpr int glowSteps = 4;
    static constexpr int columns = 11;

    explicit ObjectTableModel(QObject* parent = nullptr);
    ~ObjectTableModel() override;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

    /// Becomes what the Update says. Updates must come in order, none left out.
    void apply(const std::shared_ptr<const Update>& update);

    /// Who uses and awaits the objects, from now on.
    void setProcesses(const std::shared_ptr<const ProcessView>& view);

    /// Rows that the view shows now, for glow and ages, which move on by themselves; first > last: none is seen, and no
    /// timer runs.
    void setVisibleRows(int first, int last);
    /// The objects of the visible rows, for Interest; rows that ended left out.
    [[nodiscard]] std::vector<ObjectId> visibleObjects() const;

    /// The row of an object that is there; -1 where it is not listed. A walk over all rows: not for each paint.
    [[nodiscard]] int rowOf(ObjectId object) const;

    /// Whether any row is of that API. A walk over the rows until one is found.
    [[nodiscard]] bool lists(Api api) const;

    /// What lies behind a row, for delegates; the references hold until the next apply(). `row` must exist.
    [[nodiscard]] ObjectView viewAt(int row) const;
    [[nodiscard]] const RowDetail* detailAt(int row) const; ///< null: not read
    [[nodiscard]] bool endedAt(int row) const;
    [[nodiscard]] int glowAt(int row) const;
    [[nodiscard]] std::vector<words::StatePart> stateAt(int row) const;
    /// What stands under "Used by" names nobody who has it now.
    [[nodiscard]] bool isNobodyThere(int row) const;
    /// Whether somebody waits for it, as far as is known.
    [[nodiscard]] bool isAwaited(int row) const;
    /// Where the time of all activities ends.
    [[nodiscard]] std::chrono::steady_clock::time_point activityEnd() const;

private:
    [[nodiscard]] static QString shortTitle(Column column);

    /// A new object, and how much it still glows.
    struct Glow {
        ObjectId object;
        int steps = 0;
    };

    void timerEvent(QTimerEvent* event) override;
    [[nodiscard]] const std::vector<Row>& order() const;
    [[nodiscard]] QString text(int row, Column column) const;
    [[nodiscard]] QString accessibleText(int row, Column column) const;
    [[nodiscard]] QVariant toolTip(int row, Column column) const;
    [[nodiscard]] QVariant processToolTip(int row, Column column) const;
    [[nodiscard]] std::optional<std::span<const processes::Use>> usesOf(int row) const;
    [[nodiscard]] std::vector<const processes::Waiter*> waitersOf(int row) const;
    [[nodiscard]] std::optional<std::uint64_t> waitingCount(int row) const;
    [[nodiscard]] QString ageText(int row) const;
    [[nodiscard]] Column firstChanged(const Update* before, const RowRange& run) const;
    void removeAndInsert(const std::shared_ptr<const Update>& update);
    void relayout(const std::shared_ptr<const Update>& update);
    void tellOtherDetails(const Update* before);
    void tellActivities(const Update* before);
    void tell(const std::vector<std::int32_t>& ascendingRows, Column first, Column last, const QList<int>& roles = {});
    void beginGlow(const std::vector<ObjectId>& made);
    void fadeGlow();
    void ageVisibleRows();
    void scheduleTimers();
    [[nodiscard]] std::vector<std::int32_t> visibleRows() const;

    std::shared_ptr<const Update> update_;
    std::shared_ptr<const ProcessView> processes_; ///< null: nobody looked
    /// What the view has been told so far, while an Update becomes removals and insertions.
    std::optional<std::vector<Row>> between_;
    std::vector<Glow> glowing_; ///< sorted by object
    EpochSeconds shownAt_ = 0;  ///< what the ages that are seen were reckoned from
    int firstVisible_ = 0;
    int lastVisible_ = -1;
    QBasicTimer glowTimer_;
    QBasicTimer ageTimer_;
};

} // namespace ipclens::ui
