// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/widgets/side_bar.h"

#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/sample_width.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace ipclens::ui {
namespace {

constexpr int placeRole = Qt::UserRole;
constexpr int countRole = Qt::UserRole + 1;
constexpr int sideMargin = 6;
constexpr int textIndent = 26;
constexpr int dotSize = 9;

QColor dotColor(Place place, const QPalette& palette) {
    const auto kind = kindOf(place);
    return kind ? kindColor(*kind, palette) : blend(toneColor(Tone::MutedText, palette), palette.base().color(), 0.6);
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
        painter.drawText(option.rect.adjusted(sideMargin + 8, 0, -sideMargin, -4), Qt::AlignLeft | Qt::AlignBottom,
                         index.data().toString());
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
        painter.setPen(toneColor(Tone::MutedText, option.palette));
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
    addHeading(tr("Views"));
    addPlace(Place::Limits, tr("Limits"));
    setPlace(Place::All);

    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
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

QSize SideBar::sizeHint() const {
    QFont bold = font();
    bold.setBold(true);
    const int name = sampleWidth(tr("Message queues"), bold);
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

void SideBar::addHeading(const QString& text) {
    auto* item = new QListWidgetItem(text, this);
    item->setFlags(Qt::NoItemFlags);
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

void SideBar::setCount(Place place, std::uint64_t count) {
    QListWidgetItem* item = itemOf(place);
    const QString text = words::count(count);
    if (item->data(countRole).toString() == text) return;
    item->setData(countRole, text);
    item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(item->text(), text));
}

} // namespace ipclens::ui
