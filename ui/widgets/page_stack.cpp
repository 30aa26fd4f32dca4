// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/page_stack.h"

namespace ipclens::ui {

PageStack::PageStack(QWidget* parent)
    : QStackedWidget(parent) {
    connect(this, &QStackedWidget::currentChanged, this, [this] { updateGeometry(); });
}

QSize PageStack::minimumSizeHint() const {
    const QWidget* seen = currentWidget();
    // No page makes the place narrower or wider by being turned to
    const int width = QStackedWidget::minimumSizeHint().width();
    return seen == nullptr ? QSize(width, 0) : QSize(width, seen->minimumSizeHint().height());
}

} // namespace ipclens::ui
