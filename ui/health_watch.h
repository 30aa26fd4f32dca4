// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/interest.h"
#include "ui/session/process_view.h"
#include "ui/session/update.h"
#include "ui/widgets/side_bar.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace ipclens::ui {

/// What the sidebar's counts of processes need looked for, and what they are. Who waits is followed all the time; who
/// uses what, and so what is left over, costs a walk through all of /proc, and is looked at now and then.
class HealthWatch : public QObject {
    Q_OBJECT

public:
    explicit HealthWatch(QObject* parent = nullptr);

    /// Whether the counts are seen: nothing is looked for otherwise. At first they are not.
    void setSeen(bool seen);
    [[nodiscard]] ProcessInterest interest() const;
    /// What is looked for in all, for whatever part of the window: a count that nobody looks for is not known any more.
    void setLookedFor(const ProcessInterest& interest);
    /// News, whoever asked for them.
    void apply(const ProcessView& view);
    [[nodiscard]] const HealthCounts& counts() const { return counts_; }

signals:
    void interestChanged();
    void countsChanged();

private:
    void setCounts(const HealthCounts& counts);

    HealthCounts counts_;
    ProcessInterest lookedFor_;
    QTimer rest_; ///< until the next walk
    bool seen_ = false;
    bool walkedOnce_ = false;
    bool walks_ = false; ///< orphans are asked for now
    std::chrono::steady_clock::time_point walksSince_;
};

} // namespace ipclens::ui
