// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/flat_header.h"

#include <QStyle>
#include <QStyleOptionHeader>

namespace ipclens::ui {

FlatHeader::FlatHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent) {
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHighlightSections(false);
    setMinimumSectionSize(24);
}

int FlatHeader::widthFor(const QString& title) const {
    return fontMetrics().horizontalAdvance(title) + 2 * style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, this);
}

void FlatHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    if (shortRole_ < 0 || widthFor(option->text) <= sectionSize(section)) return;
    const QString few = model()->headerData(section, orientation(), shortRole_).toString();
    if (!few.isEmpty()) option->text = few;
}

} // namespace ipclens::ui
