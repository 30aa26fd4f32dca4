// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/delegates/object_delegate.h"

#include "ui/delegates/sparkline.h"
#include "ui/delegates/tag.h"
#include "ui/models/object_table_model.h"
#include "ui/models/state_words.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/sample_width.h"

#include <QHeaderView>
#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace ipclens::ui {
namespace {

using words::Emphasis;
using words::StatePart;

constexpr int textMargin = 8;
constexpr int dotSize = 9;
constexpr int lockSize = 13;
constexpr int chipPadding = 5;
constexpr int activityMargin = 6;
constexpr int activityWidth = 120;
constexpr int leastActivityWidth = 48;
constexpr int tagGap = 8;
constexpr int leastNameLetters = 9;

QString posixTag() {
    return QStringLiteral("POSIX");
}

bool isFixed(Column column) {
    return column == Column::Key || column == Column::Id || column == Column::Mode;
}

int widthOf(const char* sample, Column column, const QFont& font) {
    return sampleWidth(QString::fromUtf8(sample), isFixed(column) ? monospaceFont() : font) + 2 * textMargin + 2;
}

/// Null outside a table.
const QHeaderView* headerOf(const QStyleOptionViewItem& option) {
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    return table == nullptr ? nullptr : table->horizontalHeader();
}

bool isIdBesideKey(const QHeaderView& header) {
    const int key = static_cast<int>(Column::Key);
    const int id = static_cast<int>(Column::Id);
    return !header.isSectionHidden(key) && !header.isSectionHidden(id) &&
           header.visualIndex(id) == header.visualIndex(key) + 1;
}

/// Where a POSIX object's name may stand whose cell of `column` is painted.
QRect nameArea(const QStyleOptionViewItem& option, Column column) {
    QRect area = option.rect;
    const QHeaderView* header = headerOf(option);
    if (header == nullptr || !isIdBesideKey(*header)) return area;
    if (column == Column::Id) area.setLeft(area.left() - header->sectionSize(static_cast<int>(Column::Key)));
    if (column == Column::Key) area.setRight(area.right() + header->sectionSize(static_cast<int>(Column::Id)));
    return area;
}

QColor inkOf(Emphasis emphasis, const QPalette& palette) {
    switch (emphasis) {
    case Emphasis::Warning: return toneColor(Tone::WarningText, palette);
    case Emphasis::Danger: return toneColor(Tone::DangerText, palette);
    case Emphasis::Muted:
    case Emphasis::Lock: return toneColor(Tone::MutedText, palette);
    case Emphasis::Plain:
    case Emphasis::Strong:
    case Emphasis::Chip: break;
    }
    return palette.color(QPalette::Text);
}

/// Draws the parts of a state one after another, and stops where the cell ends.
class StatePainter {
public:
    StatePainter(QPainter& painter, const QStyleOptionViewItem& option, const QFont& font)
        : painter_(painter)
        , palette_(option.palette)
        , ratio_(option.widget == nullptr ? 1.0 : option.widget->devicePixelRatioF())
        , plain_(font)
        , bold_(font)
        , rest_(option.rect.adjusted(textMargin, 0, -textMargin, 0)) {
        bold_.setBold(true);
    }

    void draw(const std::vector<StatePart>& parts) {
        bool first = true;
        for (const StatePart& part : parts) {
            if (!first) word(QStringLiteral(" \u00b7 "), plain_, toneColor(Tone::MutedText, palette_));
            first = false;
            drawPart(part);
            if (rest_.width() <= 0) return;
        }
    }

private:
    void drawPart(const StatePart& part) {
        const QColor ink = inkOf(part.emphasis, palette_);
        switch (part.emphasis) {
        case Emphasis::Strong: firstWordBold(part.text, ink); return;
        case Emphasis::Danger: firstWordBold(part.text, ink); return;
        case Emphasis::Chip: chip(part.text); return;
        case Emphasis::Lock:
            lock(ink);
            // Where its words would be cut short the sign alone says it
            if (QFontMetrics(plain_).horizontalAdvance(part.text) <= rest_.width()) word(part.text, plain_, ink);
            return;
        case Emphasis::Plain:
        case Emphasis::Muted:
        case Emphasis::Warning: word(part.text, plain_, ink);
        }
    }

    // The word or number that matters stands out, what follows it explains
    void firstWordBold(const QString& text, const QColor& ink) {
        const qsizetype space = text.indexOf(QLatin1Char(' '));
        word(space < 0 ? text : text.left(space), bold_, ink);
        if (space >= 0) word(text.mid(space), plain_, palette_.color(QPalette::Text));
    }

    void word(const QString& text, const QFont& font, const QColor& ink) {
        if (rest_.width() <= 0) return;
        const QFontMetrics metrics(font);
        const int width = metrics.horizontalAdvance(text);
        painter_.setFont(font);
        painter_.setPen(ink);
        const bool fits = width <= rest_.width();
        painter_.drawText(rest_, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          fits ? text : metrics.elidedText(text, Qt::ElideRight, rest_.width()));
        rest_.setLeft(fits ? rest_.left() + width : rest_.right() + 1);
    }

    void chip(const QString& text) {
        const QFontMetrics metrics(plain_);
        const int width = metrics.horizontalAdvance(text) + 2 * chipPadding;
        if (width > rest_.width()) {
            word(text, plain_, palette_.color(QPalette::Text));
            return;
        }
        const QRectF ground(rest_.left(), rest_.center().y() - metrics.height() / 2.0, width, metrics.height() + 1);
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(toneColor(Tone::ChipGround, palette_));
        painter_.drawRoundedRect(ground, 3, 3);
        rest_.setLeft(rest_.left() + chipPadding);
        word(text, plain_, palette_.color(QPalette::Text));
        rest_.setLeft(rest_.left() + chipPadding);
    }

    void lock(const QColor& ink) {
        if (rest_.width() < lockSize) return;
        const QPixmap pixmap = tintedPixmap(QStringLiteral("lock"), ink, lockSize, ratio_);
        painter_.drawPixmap(QPoint(rest_.left(), rest_.center().y() - lockSize / 2), pixmap);
        rest_.setLeft(rest_.left() + lockSize + 4);
    }

    QPainter& painter_;
    const QPalette& palette_;
    qreal ratio_;
    QFont plain_;
    QFont bold_;
    QRect rest_;
};

} // namespace

ObjectDelegate::ObjectDelegate(const ObjectTableModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , model_(model)
    , fixed_(monospaceFont()) {}

void ObjectDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int row = index.row();
    const auto column = static_cast<Column>(index.column());
    painter->save();
    paintGround(*painter, option, row);
    painter->setRenderHint(QPainter::Antialiasing);
    if (column == Column::Kind) {
        paintDot(*painter, option, row);
    } else if (column == Column::State && !model_.endedAt(row)) {
        paintState(*painter, option, row);
    } else if (column == Column::Activity) {
        paintActivity(*painter, option, row);
    } else if (isNamePainted(option, row, column)) {
        paintName(*painter, option, row, column);
    } else {
        paintText(*painter, option, index, column);
    }
    painter->restore();
}

QSize ObjectDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {comfortableWidth(static_cast<Column>(index.column()), option.font), rowHeight(option.font)};
}

int ObjectDelegate::rowHeight(const QFont& font) {
    return QFontMetrics(font).height() + 15;
}

int ObjectDelegate::comfortableWidth(Column column, const QFont& font, bool namesOnly) {
    switch (column) {
    case Column::Kind: return dotSize + 2 * textMargin + 3;
    case Column::Key: {
        const char* const name = namesOnly ? "/render-lock-of-frame" : "/render-lock";
        return widthOf(name, column, font) + tagGap + tagWidth(posixTag(), font);
    }
    case Column::Id: return widthOf("1234567", column, font);
    case Column::Owner: return widthOf("www-data", column, font);
    case Column::Mode: return widthOf("rw-rw-rw-", column, font);
    case Column::State: return widthOf("512 msgs \u00b7 16.1 KiB / 16.1 KiB", column, font);
    case Column::Activity: return activityWidth + 2 * textMargin;
    case Column::UsedBy: return widthOf("creator 47110 is gone", column, font);
    case Column::LastProcess: return widthOf("philosopher \u00d75", column, font);
    case Column::Waiting: return widthOf("philosopher \u00d72", column, font);
    case Column::Changed: return widthOf("59 min ago", column, font);
    }
    return 0;
}

int ObjectDelegate::leastWidth(Column column, const QFont& font, bool namesOnly) {
    switch (column) {
    case Column::Key: return widthOf(namesOnly ? "/render-lock-of-f" : "0x00000000", column, font);
    case Column::Id: return widthOf("12345", column, font);
    case Column::Owner: return widthOf("Owner", column, font); // its title
    case Column::State:
        return widthOf(namesOnly ? "16.4 MiB \u00b7 13.2 MiB in memory" : "16 MiB \u00b7 4 KiB in memory", column,
                       font);
    case Column::Activity: return leastActivityWidth + 2 * textMargin;
    case Column::UsedBy:
    case Column::Waiting:
    case Column::LastProcess: return widthOf("philosophe", column, font);
    case Column::Kind:
    case Column::Mode:
    case Column::Changed: break;
    }
    return comfortableWidth(column, font, namesOnly);
}

void ObjectDelegate::updateFonts() {
    fixed_ = monospaceFont();
}

QColor ObjectDelegate::groundOf(const QStyleOptionViewItem& option, int row) const {
    QColor ground = option.palette.color(QPalette::Base);
    if (option.state.testFlag(QStyle::State_Selected)) ground = toneColor(Tone::Selection, option.palette);
    const int glow = model_.glowAt(row);
    if (glow > 0) {
        const double strength = double(glow) / ObjectTableModel::glowSteps;
        ground = blend(toneColor(Tone::Glow, option.palette), ground, strength);
    }
    return ground;
}

void ObjectDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option, int row) const {
    const QRect area = option.rect;
    painter.fillRect(area, groundOf(option, row));
    painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), toneColor(Tone::Separator, option.palette));
}

void ObjectDelegate::paintDot(QPainter& painter, const QStyleOptionViewItem& option, int row) const {
    const Kind kind = objectIdOf(model_.viewAt(row)).kind;
    const QColor color = kindColor(kind, option.palette);
    const bool ended = model_.endedAt(row);
    painter.setPen(ended ? QPen(color, 1.4) : QPen(Qt::NoPen));
    painter.setBrush(ended ? QBrush(Qt::NoBrush) : QBrush(color));
    const QPointF center = QRectF(option.rect).center();
    painter.drawEllipse(QPointF(center.x(), center.y() - 0.5), dotSize / 2.0, dotSize / 2.0);
}

void ObjectDelegate::paintText(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                               Column column) const {
    const int row = index.row();
    const bool ended = model_.endedAt(row);
    const RowDetail* detail = column == Column::LastProcess ? model_.detailAt(row) : nullptr;
    const bool gone = detail != nullptr && detail->lastProcess && detail->lastProcess->gone;
    const bool nobody = column == Column::UsedBy && model_.isNobodyThere(row);
    const bool muted = ended || gone || nobody || column == Column::Changed;
    QFont font = isFixed(column) ? fixed_ : option.font;
    font.setStrikeOut(ended);
    painter.setFont(font);
    const bool waits = column == Column::Waiting && model_.isAwaited(row);
    if (waits && !muted) {
        painter.setPen(toneColor(Tone::WarningText, option.palette));
    } else
        painter.setPen(muted ? toneColor(Tone::MutedText, option.palette) : option.palette.color(QPalette::Text));
    const QRect area = option.rect.adjusted(textMargin, 0, -textMargin, 0);
    const QString text = index.data(Qt::DisplayRole).toString();
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(font).elidedText(text, Qt::ElideRight, area.width()));
}

/// Whether the cell shows a POSIX object's name, or what of it does not fit into the cell before.
bool ObjectDelegate::isNamePainted(const QStyleOptionViewItem& option, int row, Column column) const {
    if (column != Column::Key && column != Column::Id) return false;
    const ObjectView object = model_.viewAt(row);
    if (objectIdOf(object).api() != Api::Posix) return false;
    const QHeaderView* header = headerOf(option);
    if (column == Column::Key || header == nullptr || !isIdBesideKey(*header)) return column == Column::Key;
    const int needed = QFontMetrics(fixed_).horizontalAdvance(words::nameOrKey(object)) + tagGap +
                       tagWidth(posixTag(), option.font) + 2 * textMargin;
    return needed > header->sectionSize(static_cast<int>(Column::Key));
}

/// A POSIX name with its tag. Of a long one the middle is left out: what is made by one program begins alike, and ends
/// in what tells it apart.
void ObjectDelegate::paintName(QPainter& painter, const QStyleOptionViewItem& option, int row, Column column) const {
    const bool ended = model_.endedAt(row);
    QFont font = fixed_;
    font.setStrikeOut(ended);
    const QFontMetrics metrics(font);
    const QString text = words::nameOrKey(model_.viewAt(row));
    QRect area = nameArea(option, column).adjusted(textMargin, 0, -textMargin, 0);
    const int tag = tagGap + tagWidth(posixTag(), option.font);
    const int name = metrics.horizontalAdvance(text);
    const int least = metrics.averageCharWidth() * leastNameLetters;
    // Where there is no room for both, its slash says as well that it is a name
    const bool tagged = name + tag <= area.width() || (name > area.width() && area.width() - tag >= least);
    const QString shown = metrics.elidedText(text, Qt::ElideMiddle, tagged ? area.width() - tag : area.width());
    painter.setClipRect(option.rect);
    painter.setFont(font);
    painter.setPen(ended ? toneColor(Tone::MutedText, option.palette) : option.palette.color(QPalette::Text));
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    if (!tagged) return;
    area.setLeft(area.left() + metrics.horizontalAdvance(shown) + tagGap);
    paintTag(painter, area, posixTag(), option.font, option.palette);
}

void ObjectDelegate::paintActivity(QPainter& painter, const QStyleOptionViewItem& option, int row) const {
    const RowDetail* detail = model_.detailAt(row);
    if (detail == nullptr || !detail->activity) return;
    const Kind kind = objectIdOf(model_.viewAt(row)).kind;
    const auto isFull = [&] {
        const auto parts = model_.stateAt(row);
        return std::any_of(parts.begin(), parts.end(),
                           [](const StatePart& part) { return part.emphasis == Emphasis::Danger; });
    };
    const bool full = kind == Kind::MessageQueue && isFull();
    const QColor line = full ? toneColor(Tone::DangerText, option.palette) : kindColor(kind, option.palette);
    const QColor filled = blend(line, groundOf(option, row), isDark(option.palette) ? 0.22 : 0.13);
    const QRect area = option.rect.adjusted(textMargin, activityMargin, -textMargin, -activityMargin - 1);
    paintSparkline(painter, area, *detail->activity->trace, model_.activityEnd(), line, filled);
}

void ObjectDelegate::paintState(QPainter& painter, const QStyleOptionViewItem& option, int row) const {
    StatePainter(painter, option, option.font).draw(model_.stateAt(row));
}

} // namespace ipclens::ui
