// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/page_scroll.h"

#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace ipclens::ui {
namespace {

constexpr int leastLines = 3;

/// A scroll area makes its widget as high as that wants to be where its height follows from its width, though less
/// would do.
class Rows : public QWidget {
public:
    using QWidget::QWidget;
    [[nodiscard]] int heightForWidth(int width) const override { return layout()->totalMinimumHeightForWidth(width); }
};

} // namespace

PageScroll::PageScroll(QWidget* parent)
    : QScrollArea(parent) {
    auto* page = new Rows;
    rows_ = new QVBoxLayout(page);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(0);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidget(page);
    page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

QSize PageScroll::minimumSizeHint() const {
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(),
            fontMetrics().lineSpacing() * leastLines};
}

int PageScroll::leastHeightOf(const QWidget& row) const {
    return row.hasHeightForWidth() ? row.heightForWidth(viewport()->width()) : row.minimumSizeHint().height();
}

void PageScroll::resizeEvent(QResizeEvent* event) {
    fit();
    QScrollArea::resizeEvent(event);
}

void PageScroll::showEvent(QShowEvent* event) {
    fit();
    QScrollArea::showEvent(event);
}

bool PageScroll::eventFilter(QObject* watched, QEvent* event) {
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        fit();
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

} // namespace ipclens::ui
