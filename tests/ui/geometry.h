// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/page_scroll.h"

#include <QLayout>
#include <QSplitter>
#include <QSplitterHandle>
#include <QStringList>
#include <QWidget>

#include <algorithm>

namespace ipclens::testing {

inline QString nameOf(const QWidget& widget) {
    const auto name = widget.objectName();
    const QRect place = widget.geometry();
    return QStringLiteral("%1 %2 (%3,%4 %5x%6)")
        .arg(QString::fromLatin1(widget.metaObject()->className()), name)
        .arg(place.x())
        .arg(place.y())
        .arg(place.width())
        .arg(place.height());
}

/// The children that are seen and have a place of their own.
inline QList<QWidget*> placedChildren(const QWidget& parent) {
    QList<QWidget*> children;
    for (QWidget* child : parent.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        const bool placed = !child->isWindow() && qobject_cast<QSplitterHandle*>(child) == nullptr;
        if (placed && child->isVisible()) children += child;
    }
    return children;
}

/// Where a widget is smaller than it says that it can be; empty: nowhere.
inline QString tooSmall(const QWidget& widget) {
    const QSize least = widget.minimumSizeHint().boundedTo(widget.maximumSize());
    const bool ownLeast = widget.minimumHeight() > 0; // said for it, and Qt keeps to that
    const bool anyWidth = widget.sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
    if (!anyWidth && widget.width() < least.width())
        return QStringLiteral("%1 is narrower than %2").arg(nameOf(widget)).arg(least.width());
    const bool wraps = widget.layout() == nullptr && widget.hasHeightForWidth();
    const int height = wraps ? widget.heightForWidth(widget.width()) : least.height();
    if (!ownLeast && widget.height() < height)
        return QStringLiteral("%1 is lower than %2").arg(nameOf(widget)).arg(height);
    return {};
}

/// What is wrong with the places of all that is seen in a widget: siblings that overlap, what stands out of its parent,
/// and what is smaller than it can be. What a list or a line has inside is its own business.
inline QStringList layoutFaults(const QWidget& parent) {
    QStringList faults;
    const auto* scroll = qobject_cast<const ui::PageScroll*>(&parent);
    if (scroll != nullptr) return layoutFaults(*scroll->widget());
    if (parent.layout() == nullptr && qobject_cast<const QSplitter*>(&parent) == nullptr) return faults;
    const QList<QWidget*> children = placedChildren(parent);
    for (qsizetype i = 0; i < children.size(); ++i) {
        const QWidget& child = *children[i];
        if (const QString fault = tooSmall(child); !fault.isEmpty()) faults += fault;
        if (!parent.rect().contains(child.geometry()))
            faults += QStringLiteral("%1 stands out of %2").arg(nameOf(child), nameOf(parent));
        for (qsizetype other = i + 1; other < children.size(); ++other) {
            if (child.geometry().intersects(children[other]->geometry()))
                faults += QStringLiteral("%1 overlaps %2").arg(nameOf(child), nameOf(*children[other]));
        }
        faults += layoutFaults(child);
    }
    return faults;
}

} // namespace ipclens::testing
