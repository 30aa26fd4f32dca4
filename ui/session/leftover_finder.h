// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/transfer/leftovers.h"
#include "ui/session/serial_worker.h"

#include <QObject>

#include <vector>

namespace ipclens::ui {

/// Looks, in a thread of its own, for messages that a move or a browse left in files: once when it is made.
class LeftoverFinder : public QObject {
    Q_OBJECT

public:
    explicit LeftoverFinder(QObject* parent = nullptr);

    /// Looks again.
    void look();

signals:
    /// What each look has found, which may be nothing. In the thread of this object.
    void found(const std::vector<ipclens::transfer::Leftover>& leftovers);

private:
    SerialWorker worker_;
};

} // namespace ipclens::ui
