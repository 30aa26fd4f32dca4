// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/detail_header.h"

#include "ui/models/words.h"
#include "ui/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace ipclens::ui {
namespace {

constexpr int dotSize = 11;
constexpr int leftMargin = 12;

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
    , summary_(new QLabel(this)) {
    QFont bold = font();
    bold.setBold(true);
    title_->setFont(bold);
    key_->setFont(monospaceFont());
    key_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel* label : {title_, key_, summary_})
        label->setTextFormat(Qt::PlainText);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(leftMargin + dotSize + 9, 7, 12, 3);
    layout->setSpacing(8);
    layout->addWidget(title_);
    layout->addWidget(key_);
    layout->addWidget(summary_, 1);
    summary_->setMinimumWidth(0);
    summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    applyColors();
}

void DetailHeader::setInfo(const ObjectInfo& info, bool ended) {
    const ObjectView view = viewOf(info);
    kind_ = objectIdOf(view).kind;
    ended_ = ended;
    title_->setText(titleOf(objectIdOf(view)));
    key_->setText(words::nameOrKey(view));
    QString line = QStringLiteral("\u00b7 ");
    line += objectIdOf(view).api() == Api::Posix ? tr("POSIX") : tr("id %1").arg(objectIdOf(view).id.value);
    if (const QString summary = summaryOf(info, ended); !summary.isEmpty())
        line += QStringLiteral(" \u00b7 ") + summary;
    summary_->setText(line);
    setAccessibleName(title_->text() + QLatin1Char(' ') + key_->text() + QLatin1Char(' ') + summary_->text());
    update();
}

void DetailHeader::addButton(QWidget* button) {
    layout()->addWidget(button);
}

void DetailHeader::paintEvent(QPaintEvent* event) {
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = kindColor(kind_, palette());
    painter.setPen(ended_ ? QPen(color, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(ended_ ? QBrush(Qt::NoBrush) : QBrush(color));
    painter.drawEllipse(QPointF(leftMargin + dotSize / 2.0, title_->geometry().center().y() + 0.5), dotSize / 2.0,
                        dotSize / 2.0);
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
