// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/unique_fd.h"

#include <QObject>

#include <array>

#include <signal.h>

namespace ipclens::ui {

/// SIGTERM and SIGHUP, as the end of a desktop session sends them, told in the event loop: so that the window cancels
/// what waits before it ends. A thread that is killed while it waits stays counted in a POSIX semaphore for ever. The
/// first of each is told, a second one ends the program at once. What is ignored (nohup(1)) stays so. One at a time.
class EndingSignals : public QObject {
    Q_OBJECT

public:
    /// Needs the event dispatcher of a QCoreApplication. Where there is no descriptor left it tells nothing.
    explicit EndingSignals(QObject* parent = nullptr);
    ~EndingSignals() override;

Q_SIGNALS:
    void received();

private:
    struct Taken {
        int signal = 0;
        struct sigaction before {};
    };

    UniqueFd event_;
    std::array<Taken, 2> taken_{{{SIGTERM, {}}, {SIGHUP, {}}}};
};

} // namespace ipclens::ui
