// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/sparkline_delegate.h"

#include "ui/delegates/sparkline.h"

#include <utility>

namespace ipclens::ui {
namespace {

constexpr int sideMargin = 9;
constexpr int verticalMargin = 7;

} // namespace

SparklineDelegate::SparklineDelegate(TraceOf traceOf, EndOf endOf, QObject* parent)
    : CellDelegate(parent)
    , traceOf_(std::move(traceOf))
    , endOf_(std::move(endOf)) {}

void SparklineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const watching::Trace* trace = traceOf_(index.row());
    if (trace == nullptr) {
        CellDelegate::paint(painter, option, index);
        return;
    }
    paintGround(painter, option, index);
    const bool enabled = (option.state & QStyle::State_Enabled) != 0;
    const bool selected = (option.state & QStyle::State_Selected) != 0;
    const QColor line =
        enabled ? kindColor(Kind::Semaphore, option.palette) : option.palette.color(QPalette::Disabled, QPalette::Text);
    const QColor ground = option.palette.color(selected ? QPalette::Highlight : QPalette::Base);
    const QColor filled = blend(line, ground, isDark(option.palette) ? 0.22 : 0.13);
    const QRect area = option.rect.adjusted(sideMargin, verticalMargin, -sideMargin, -verticalMargin - 1);
    paintSparkline(*painter, area, *trace, endOf_(), line, filled);
}

} // namespace ipclens::ui
