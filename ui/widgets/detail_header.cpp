// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/detail_header.h"

#include "ui/delegates/tag.h"
#include "ui/models/words.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace ipclens::ui {
namespace {

constexpr int dotSize = 11;
constexpr int leftMargin = 12;
constexpr int leastName = 100;

class PosixTag : public QWidget {
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override { return {tagWidth(text(), font()), fontMetrics().height() + 2}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override {
        Q_UNUSED(event)
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintTag(painter, rect(), text(), font(), palette());
    }

private:
    static QString text() { return QStringLiteral("POSIX"); }
};

QString titleOf(ObjectId object) {
    switch (object.kind) {
    case Kind::Semaphore:
        return object.api() == Api::Posix ? DetailHeader::tr("Semaphore") : DetailHeader::tr("Semaphore set");
    case Kind::SharedMemory: return DetailHeader::tr("Shared memory");
    case Kind::MessageQueue: return DetailHeader::tr("Message queue");
    }
    return {};
}

/// What stays as it is; the page below tells what changes.
QString summaryOf(const ObjectInfo& info, bool ended) {
    if (ended) return DetailHeader::tr("gone");
    if (accessOf(viewOf(info)) == Access::Hidden) return DetailHeader::tr("no permission");
    if (const auto* set = std::get_if<SemaphoreSetInfo>(&info))
        return words::counted(set->count, DetailHeader::tr("semaphore"), DetailHeader::tr("semaphores"));
    if (const auto* segment = std::get_if<SegmentInfo>(&info)) return words::size(segment->size);
    if (const auto* segment = std::get_if<PosixSegmentInfo>(&info)) return words::size(segment->size);
    return {};
}

} // namespace

DetailHeader::DetailHeader(QWidget* parent)
    : QWidget(parent)
    , title_(new QLabel(this))
    , key_(new QLabel(this))
    , tag_(new PosixTag(this))
    , summary_(new QLabel(this)) {
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    key_->setFont(monospaceFont());
    key_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    key_->setMinimumWidth(1);
    tag_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    for (QLabel* label : {title_, key_, summary_})
        label->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(leftMargin + dotSize + 9, 7, 12, 3);
    layout->setSpacing(8);
    layout->addWidget(title_);
    layout->addWidget(key_);
    layout->addWidget(tag_);
    layout->addWidget(summary_, 1);
    summary_->setMinimumWidth(0);
    summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    applyColors();
}

void DetailHeader::setInfo(const ObjectInfo& info, bool ended) {
    const ObjectView view = viewOf(info);
    const ObjectId object = objectIdOf(view);
    const bool posix = object.api() == Api::Posix;
    QStringList parts;
    if (!posix) parts += tr("id %1").arg(object.id.value);
    if (const QString summary = summaryOf(info, ended); !summary.isEmpty()) parts += summary;
    QString line = parts.join(QStringLiteral(" \u00b7 "));
    if (!line.isEmpty()) line.prepend(QStringLiteral("\u00b7 "));
    const QString name = words::nameOrKey(view);
    // Mostly it is told of times that do not stand here
    if (object == object_ && ended == ended_ && name == name_ && line == summary_->text()) return;
    object_ = object;
    ended_ = ended;
    name_ = name;
    title_->setText(titleOf(object));
    key_->setToolTip(posix ? words::toolTip(name_) : QString());
    tag_->setVisible(posix);
    summary_->setText(line);
    const QString tag = posix ? tr(", POSIX") : QString();
    setAccessibleName(title_->text() + QLatin1Char(' ') + name_ + tag + QLatin1Char(' ') + summary_->text());
    elideName();
    update();
}

void DetailHeader::addButton(QWidget* button) {
    layout()->addWidget(button);
}

void DetailHeader::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = kindColor(object_.kind, palette());
    painter.setPen(ended_ ? QPen(color, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(ended_ ? QBrush(Qt::NoBrush) : QBrush(color));
    painter.drawEllipse(QPointF(leftMargin + dotSize / 2.0, title_->geometry().center().y() + 0.5), dotSize / 2.0,
                        dotSize / 2.0);
}

void DetailHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    elideName();
}

/// The name takes what is left when all else has its width.
void DetailHeader::elideName() {
    const QMargins margins = layout()->contentsMargins();
    int room = width() - margins.left() - margins.right();
    for (int place = 0; place < layout()->count(); ++place) {
        const QWidget* part = layout()->itemAt(place)->widget();
        if (part == nullptr || part == key_ || part->isHidden()) continue;
        const QLabel* label = part == summary_ ? summary_ : nullptr;
        const int wide =
            label != nullptr ? label->fontMetrics().horizontalAdvance(label->text()) : part->sizeHint().width();
        room -= wide + layout()->spacing();
    }
    key_->setText(key_->fontMetrics().elidedText(name_, Qt::ElideMiddle, std::max(room, leastName)));
}

void DetailHeader::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) applyColors();
}

void DetailHeader::applyColors() {
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, toneColor(Tone::MutedText, palette()));
    summary_->setPalette(muted);
}

} // namespace ipclens::ui
