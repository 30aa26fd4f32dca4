// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/interest.h"
#include "ui/session/operation.h"
#include "ui/session/process_view.h"
#include "ui/session/queue_arrivals.h"
#include "ui/session/running_operation.h"
#include "ui/session/undo_ledger.h"
#include "ui/session/update.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace ipclens::ui {

/// The window's only door to core. Lives in the GUI thread and never waits there: it owns the sampling thread, one
/// thread for brief operations, and one for each operation that waits. Destroying it cancels what waits and joins.
class Session : public QObject {
    Q_OBJECT

public:
    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    /// Begins to sample; the first Update comes as soon as it is there.
    void start();

    /// Rows to list from now on; answered by an early Update.
    void setQuery(const RowQuery& query);
    /// What else to read from now on; answered by an early Update where something was added.
    void setInterest(const Interest& interest);
    [[nodiscard]] const Interest& interest() const;

    /// 0.5 to 20 Hz; the next sample is scheduled when the last one ended.
    void setRate(double hertz);
    void setPaused(bool paused);
    /// Hidden windows are sampled more slowly.
    void setWindowVisible(bool visible);
    /// One sample now, also while paused.
    void refresh();

    /// Look-only: every operation that would change an object is refused (Denied, number 0) here, whatever a button
    /// says.
    void setLookOnly(bool lookOnly);
    [[nodiscard]] bool lookOnly() const;

    /// Starts an operation; its end is told by operationFinished, always later, never from within this call. A sample
    /// follows.
    OperationId run(const Operation& operation);
    /// Asks a running operation to end; its Outcome says whether it was cancelled or done.
    void cancel(OperationId operation);
    [[nodiscard]] std::vector<RunningOperation> running() const;

    /// Who is told of messages that come to POSIX queues.
    [[nodiscard]] QueueArrivals& arrivals();

    /// What the kernel turns back when this program ends, of all that was done here with undo.
    [[nodiscard]] const UndoLedger& undo() const;

    /// The newest Update; null before the first.
    [[nodiscard]] std::shared_ptr<const Update> last() const;
    /// The newest view of the processes; null before the first, and while nobody wants any.
    [[nodiscard]] std::shared_ptr<const ProcessView> processes() const;

signals:
    void updated(const std::shared_ptr<const ipclens::ui::Update>& update);
    /// While Interest::processes wants any: about once a second, and where waiters come and go four times.
    void processesUpdated(const std::shared_ptr<const ipclens::ui::ProcessView>& view);
    void operationFinished(ipclens::ui::OperationId id, const ipclens::ui::Operation& operation,
                           const ipclens::ui::Outcome& outcome);
    /// The list of operations that are under way changed.
    void runningChanged();
    /// undo() says something else.
    void undoChanged();
    void lookOnlyChanged(bool lookOnly);

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace ipclens::ui
