// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/side_bar.h"

#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/sample_width.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>
#include <utility>

namespace ipclens::ui {
namespace {

constexpr int placeRole = Qt::UserRole;
constexpr int countRole = Qt::UserRole + 1;
constexpr int alarmRole = Qt::UserRole + 2;  ///< the count is one to look at
constexpr int foldedRole = Qt::UserRole + 3; ///< of a heading that folds
constexpr int sideMargin = 6;
constexpr int textIndent = 26;
constexpr int dotSize = 9;

constexpr std::array healthPlaces{Place::Waiting, Place::Deadlocks, Place::Orphans};

QColor dotColor(Place place, const QPalette& palette) {
    if (const auto kind = kindOf(place)) return kindColor(*kind, palette);
    if (place == Place::Waiting) return toneColor(Tone::WaitingDot, palette);
    if (place == Place::Deadlocks) return toneColor(Tone::DangerText, palette);
    return blend(toneColor(Tone::MutedText, palette), palette.base().color(), 0.6);
}

/// Paints headings and places: a dot, the name, and at the right how many there are.
class SideBarDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const int line = option.fontMetrics.height();
        return {0, isHeading(index) ? line + 14 : line + 11};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isHeading(index)) {
            paintHeading(*painter, option, index);
        } else {
            paintPlace(*painter, option, index);
        }
        painter->restore();
    }

private:
    static bool isHeading(const QModelIndex& index) { return !index.data(placeRole).isValid(); }

    static void paintHeading(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
        QFont font = captionFont(option.font);
        font.setCapitalization(QFont::AllUppercase);
        font.setLetterSpacing(QFont::PercentageSpacing, 106);
        painter.setFont(font);
        painter.setPen(toneColor(Tone::MutedText, option.palette));
        const QRect area = option.rect.adjusted(sideMargin + 8, 0, -sideMargin, -4);
        QRect text;
        painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom, index.data().toString(), &text);
        const QVariant folded = index.data(foldedRole);
        if (!folded.isValid()) return;
        const bool under = option.state.testFlag(QStyle::State_MouseOver);
        paintArrow(painter, {text.right() + 9.0, text.center().y() + 0.5}, folded.toBool(),
                   under ? option.palette.color(QPalette::Text) : toneColor(Tone::MutedText, option.palette));
    }

    /// To the right where something is folded away, else down.
    static void paintArrow(QPainter& painter, QPointF center, bool folded, const QColor& color) {
        constexpr qreal reach = 3.5;
        QPainterPath arrow;
        arrow.moveTo(-reach, -reach / 2);
        arrow.lineTo(0, reach / 2);
        arrow.lineTo(reach, -reach / 2);
        painter.save();
        painter.translate(center);
        if (folded) painter.rotate(-90);
        painter.setPen(QPen(color, 1.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(arrow);
        painter.restore();
    }

    static void paintPlace(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) {
        const QRect ground = option.rect.adjusted(sideMargin, 1, -sideMargin, -1);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        if (chosen || option.state.testFlag(QStyle::State_MouseOver)) {
            const QColor selection = toneColor(Tone::Selection, option.palette);
            painter.setPen(chosen && option.state.testFlag(QStyle::State_HasFocus)
                               ? QPen(toneColor(Tone::Accent, option.palette))
                               : QPen(Qt::NoPen));
            painter.setBrush(chosen ? selection : blend(selection, toneColor(Tone::Sidebar, option.palette), 0.45));
            painter.drawRoundedRect(QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(dotColor(index.data(placeRole).value<Place>(), option.palette));
        painter.drawEllipse(QRectF(ground.left() + 8, ground.center().y() + 0.5 - dotSize / 2.0, dotSize, dotSize));

        QFont font = option.font;
        font.setBold(chosen);
        painter.setFont(font);
        painter.setPen(option.palette.color(QPalette::Text));
        const QRect text = ground.adjusted(textIndent, 0, -8, 0);
        const QString count = index.data(countRole).toString();
        const int countWidth = count.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(count) + 8;
        const QString name =
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, text.width() - countWidth);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.setFont(option.font);
        const bool alarm = index.data(alarmRole).toBool();
        painter.setPen(toneColor(alarm ? Tone::DangerText : Tone::MutedText, option.palette));
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, count);
    }
};

} // namespace

std::optional<Kind> kindOf(Place place) {
    switch (place) {
    case Place::Semaphores: return Kind::Semaphore;
    case Place::SharedMemory: return Kind::SharedMemory;
    case Place::MessageQueues: return Kind::MessageQueue;
    case Place::All:
    case Place::Waiting:
    case Place::Deadlocks:
    case Place::Orphans:
    case Place::Processes:
    case Place::WaitGraph:
    case Place::Limits: break;
    }
    return std::nullopt;
}

SideBar::SideBar(QWidget* parent)
    : QListWidget(parent) {
    setObjectName(QStringLiteral("sideBar"));
    setAccessibleName(tr("Kinds and views"));
    setFrameShape(QFrame::NoFrame);
    setItemDelegate(new SideBarDelegate(this));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    viewport()->setAutoFillBackground(false);

    addHeading(tr("Objects"));
    addPlace(Place::All, tr("All"));
    addPlace(Place::Semaphores, tr("Semaphores"));
    addPlace(Place::SharedMemory, tr("Shared memory"));
    addPlace(Place::MessageQueues, tr("Message queues"));
    health_ = addHeading(tr("Health"));
    addPlace(Place::Waiting, tr("Waiting processes"));
    addPlace(Place::Deadlocks, tr("Deadlocks"));
    addPlace(Place::Orphans, tr("Orphans"));
    addHeading(tr("Views"));
    addPlace(Place::Processes, tr("Processes"));
    addPlace(Place::WaitGraph, tr("Wait graph"));
    addPlace(Place::Limits, tr("Limits"));
    setPlace(Place::All);
    foldRows();

    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        foldRows();
        if (item != nullptr && item->data(placeRole).isValid()) emit placeChosen(place());
    });
}

Place SideBar::place() const {
    const QListWidgetItem* item = currentItem();
    return item == nullptr ? Place::All : item->data(placeRole).value<Place>();
}

void SideBar::setPlace(Place place) {
    setCurrentItem(itemOf(place));
}

void SideBar::setCounts(const KindCounts& counts) {
    setCount(Place::All, std::uint64_t{counts.semaphores} + counts.sharedMemory + counts.messageQueues);
    setCount(Place::Semaphores, counts.semaphores);
    setCount(Place::SharedMemory, counts.sharedMemory);
    setCount(Place::MessageQueues, counts.messageQueues);
}

void SideBar::setHealth(const HealthCounts& counts) {
    setCount(Place::Waiting, counts.waiting);
    setCount(Place::Deadlocks, counts.deadlocks);
    setCount(Place::Orphans, counts.orphans);
    setCount(Place::Processes, counts.processes);
    if (QListWidgetItem* item = itemOf(Place::Deadlocks)) item->setData(alarmRole, counts.deadlocks.value_or(0) > 0);
}

void SideBar::leaveOut(Place place) {
    delete itemOf(place);
    const auto isThere = [this](Place each) { return itemOf(each) != nullptr; };
    if (std::any_of(healthPlaces.begin(), healthPlaces.end(), isThere)) return;
    delete std::exchange(health_, nullptr);
}

void SideBar::setHealthFolded(bool folded) {
    if (folded == healthFolded_) return;
    healthFolded_ = folded;
    foldRows();
    emit healthFolded(folded);
}

QSize SideBar::sizeHint() const {
    QFont bold = font();
    bold.setBold(true);
    const int name = std::max(sampleWidth(tr("Message queues"), bold), sampleWidth(tr("Waiting processes"), font()));
    const int count = sampleWidth(words::count(32'000), font());
    return {2 * sideMargin + textIndent + name + 8 + count + 8, fontMetrics().height() * 12};
}

QSize SideBar::minimumSizeHint() const {
    return {sampleWidth(tr("Message queues"), font()) + textIndent + 4 * sideMargin, 0};
}

void SideBar::paintEvent(QPaintEvent* event) {
    QPainter(viewport()).fillRect(viewport()->rect(), toneColor(Tone::Sidebar, palette()));
    QListWidget::paintEvent(event);
}

// A press on a heading chooses nothing; on one that folds it folds
void SideBar::mousePressEvent(QMouseEvent* event) {
    if (health_ != nullptr && event->button() == Qt::LeftButton && itemAt(event->pos()) == health_) {
        setHealthFolded(!healthFolded_);
        event->accept();
        return;
    }
    QListWidget::mousePressEvent(event);
}

QListWidgetItem* SideBar::addHeading(const QString& text) {
    auto* item = new QListWidgetItem(text, this);
    item->setFlags(Qt::NoItemFlags);
    return item;
}

void SideBar::addPlace(Place place, const QString& text) {
    auto* item = new QListWidgetItem(text, this);
    item->setData(placeRole, QVariant::fromValue(place));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
}

QListWidgetItem* SideBar::itemOf(Place place) const {
    for (int row = 0; row < count(); ++row) {
        const QVariant value = item(row)->data(placeRole);
        if (value.isValid() && value.value<Place>() == place) return item(row);
    }
    return nullptr;
}

void SideBar::setCount(Place place, std::optional<std::uint64_t> count) {
    QListWidgetItem* item = itemOf(place);
    if (item == nullptr) return;
    const QString text = count ? words::count(*count) : QString();
    if (item->data(countRole).toString() == text) return;
    item->setData(countRole, text);
    item->setData(Qt::AccessibleTextRole,
                  text.isEmpty() ? item->text() : QStringLiteral("%1, %2").arg(item->text(), text));
}

/// The chosen place stays in sight.
void SideBar::foldRows() {
    if (health_ == nullptr) return;
    for (const Place place : healthPlaces) {
        QListWidgetItem* item = itemOf(place);
        if (item != nullptr) item->setHidden(healthFolded_ && item != currentItem());
    }
    health_->setData(foldedRole, healthFolded_);
    health_->setData(Qt::AccessibleTextRole, healthFolded_ ? tr("Health, folded") : tr("Health"));
    health_->setToolTip(healthFolded_ ? tr("Show who waits, what is stuck and what is left over")
                                      : tr("Fold away: nobody is looked for then"));
}

} // namespace ipclens::ui
