// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/name.h"
#include "core/transfer/leftovers.h"
#include "ui/session/operation.h"
#include "ui/widgets/strip.h"

#include <cstdint>
#include <string>
#include <vector>

class QPushButton;

namespace ipclens::ui {

class LeftoverFinder;

/// The files with messages of a POSIX queue that a browse took and did not put back, of this run of the program or of
/// one that was killed. Shows itself while there are any.
class RescueStrip : public Strip {
    Q_OBJECT

public:
    explicit RescueStrip(QWidget* parent = nullptr);

    /// Another queue: its files are looked for.
    void setQueue(Name queue);
    /// A browse of the queue that is shown has left this file.
    void add(const std::string& path, std::uint64_t messages);
    /// What was put back, from here or from elsewhere, waits no longer.
    void follow(OperationId id, const Operation& operation, const Outcome& outcome);
    /// Empty: they can be put back; else why not.
    void setRefusal(const QString& why);
    /// While a file's messages are on their way.
    void setUnderWay(bool underWay);

signals:
    void putBackAsked(const std::string& path);

private:
    void look();
    void replace(const std::vector<transfer::Leftover>& found);
    void remove(const std::string& path);
    void refresh();

    LeftoverFinder* finder_ = nullptr;
    int looks_ = 0; ///< under way
    Name queue_;
    std::vector<transfer::Leftover> files_;
    QPushButton* putBack_;
    QString refusal_;
    bool underWay_ = false;
};

} // namespace ipclens::ui
