// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/flat_header.h"

#include <QFontMetricsF>
#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QStyle>
#include <QStyleOptionHeader>

#include <cmath>

namespace ipclens::ui {

FlatHeader::FlatHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent) {
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHighlightSections(false);
    setMinimumSectionSize(24);
    connect(this, &QHeaderView::sectionResized, this, [this](int section) {
        if (byPerson_) emit dragged(section);
    });
}

int FlatHeader::widthFor(const QString& title) const {
    // In fractions of a pixel, as text is elided: a title a third of one too wide would end in dots
    const int words = static_cast<int>(std::ceil(QFontMetricsF(font()).horizontalAdvance(title)));
    return words + 2 * style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, this);
}

void FlatHeader::mouseMoveEvent(QMouseEvent* event) {
    const QScopedValueRollback<bool> held(byPerson_, event->buttons().testFlag(Qt::LeftButton));
    QHeaderView::mouseMoveEvent(event);
}

// On a handle it asks for the width of the contents
void FlatHeader::mouseDoubleClickEvent(QMouseEvent* event) {
    const QScopedValueRollback<bool> held(byPerson_, true);
    QHeaderView::mouseDoubleClickEvent(event);
}

void FlatHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const {
    QHeaderView::initStyleOptionForIndex(option, section);
    if (shortRole_ < 0 || widthFor(option->text) <= sectionSize(section)) return;
    const QString few = model()->headerData(section, orientation(), shortRole_).toString();
    if (!few.isEmpty()) option->text = few;
}

} // namespace ipclens::ui
