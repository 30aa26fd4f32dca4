// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/session/serial_worker.h"
#include "ui/views/graph_layout.h"

#include <QObject>

#include <atomic>
#include <cstdint>
#include <memory>

namespace ipclens::ui {

/// Lays graphs out in a thread of its own. The newest request is what counts: one that waits when another comes is
/// dropped.
class GraphLayouter : public QObject {
    Q_OBJECT

public:
    explicit GraphLayouter(QObject* parent = nullptr);
    /// Waits for the layout that is under way.
    ~GraphLayouter() override;

    void request(GraphLayoutRequest request);

signals:
    /// The newest request's, always later.
    void laidOut(const std::shared_ptr<const ipclens::ui::GraphLayout>& layout);

private:
    std::atomic<std::uint64_t> newest_ = 0;
    SerialWorker worker_; // last: its jobs use the others
};

} // namespace ipclens::ui
