// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/watching/trace.h"
#include "ui/delegates/cell_delegate.h"

#include <functional>

namespace ipclens::ui {

/// A cell with the last minute of a semaphore's value as a curve; what is not known has the model's text.
class SparklineDelegate : public CellDelegate {
    Q_OBJECT

public:
    using TraceOf = std::function<const watching::Trace*(int row)>;
    using EndOf = std::function<std::chrono::steady_clock::time_point()>;

    SparklineDelegate(TraceOf traceOf, EndOf endOf, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    TraceOf traceOf_;
    EndOf endOf_;
};

} // namespace ipclens::ui
