// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/segments.h"

#include "ui/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace ipclens::ui {
namespace {

constexpr int sidePadding = 10;
constexpr int verticalPadding = 4;
constexpr qreal radius = 4;

/// Flat words on a quiet ground; the chosen one on the ground of chosen rows.
class SegmentButton : public QPushButton {
public:
    using QPushButton::QPushButton;

    [[nodiscard]] QSize sizeHint() const override {
        QFont bold = font();
        bold.setBold(true);
        const QFontMetrics metrics(bold);
        return {metrics.horizontalAdvance(text()) + 2 * sidePadding, metrics.height() + 2 * verticalPadding};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        const bool hover = underMouse() && isEnabled();
        QColor ground = palette().color(QPalette::Button);
        if (isChecked()) ground = toneColor(Tone::Selection, palette());
        if (hover && !isChecked()) ground = toneColor(Tone::ChipGround, palette());
        painter.setBrush(ground);
        painter.setPen(hasFocus() ? toneColor(Tone::Accent, palette()) : toneColor(Tone::Separator, palette()));
        painter.drawRoundedRect(frame, radius, radius);
        const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
        painter.setPen(isChecked() && isEnabled() ? toneColor(Tone::Accent, palette())
                                                  : palette().color(group, QPalette::ButtonText));
        QFont words = font();
        words.setBold(isChecked());
        painter.setFont(words);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }
};

} // namespace

Segments::Segments(QButtonGroup& group, QWidget* parent)
    : QWidget(parent)
    , group_(group)
    , layout_(new QHBoxLayout(this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(4);
    group_.setExclusive(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QPushButton* Segments::add(int id, const QString& text) {
    auto* button = new SegmentButton(text, this);
    button->setCheckable(true);
    button->setAutoDefault(false);
    button->setAttribute(Qt::WA_Hover);
    group_.addButton(button, id);
    layout_->addWidget(button);
    return button;
}

} // namespace ipclens::ui
