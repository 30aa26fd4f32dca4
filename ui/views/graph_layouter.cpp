// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/views/graph_layouter.h"

#include <utility>

namespace ipclens::ui {

GraphLayouter::GraphLayouter(QObject* parent)
    : QObject(parent) {}

GraphLayouter::~GraphLayouter() {
    ++newest_;
}

void GraphLayouter::request(GraphLayoutRequest request) {
    const std::uint64_t number = ++newest_;
    worker_.post([this, number, request = std::move(request)] {
        if (number != newest_) return;
        const auto layout = std::make_shared<const GraphLayout>(layOutGraph(request));
        const auto tell = [this, number, layout] {
            if (number == newest_) emit laidOut(layout);
        };
        QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
    });
}

} // namespace ipclens::ui
