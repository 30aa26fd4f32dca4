// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/panels/memory_inspection.h"

#include "core/bytes/same_segment.h"
#include "core/bytes/value.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/inspector.h"
#include "ui/panels/memory_words.h"
#include "ui/panels/struct_view.h"
#include "ui/widgets/tone_label.h"

#include <QAction>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace ipclens::ui {
namespace {

/// The panel's width from which on the side is there by itself: that of 16 columns and the side.
constexpr int enoughWidth = 900;
constexpr int sideWidth = 300;
constexpr int leastSideWidth = 220;
constexpr int leastPartHeight = 24;
constexpr int placeMargin = 12;

const QString splitterName = QStringLiteral("memory");
const QString sideName = QStringLiteral("memory_side");

} // namespace

MemoryInspection::MemoryInspection(HexView& hex, QWidget* parent)
    : QSplitter(Qt::Horizontal, parent)
    , hex_(hex)
    , place_(new ToneLabel(Tone::MutedText))
    , side_(new QSplitter(Qt::Vertical, this))
    , inspector_(new Inspector(this))
    , struct_(new StructView(this))
    , action_(new QAction(tr("&Inspector"), this))
    , chosen_(settings_.inspectorShown()) {
    action_->setObjectName(QStringLiteral("inspectorSwitch"));
    action_->setCheckable(true);
    action_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_I));
    action_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action_->setToolTip(tr("The values at the cursor, and a struct over the bytes (%1)")
                            .arg(action_->shortcut().toString(QKeySequence::NativeText)));
    inspector_->setOrder(settings_.inspectorOrder());
    layOut();
    connectParts();
    showSide();
}

void MemoryInspection::layOut() {
    side_->setObjectName(QStringLiteral("inspectorSide"));
    side_->addWidget(inspector_);
    side_->addWidget(struct_);
    side_->setMinimumWidth(leastSideWidth);
    side_->setHandleWidth(1);
    side_->setChildrenCollapsible(false);
    // Where there is little room, the lines above the bytes go before rows that can be scrolled to
    for (QWidget* part : std::initializer_list<QWidget*>{inspector_, struct_})
        part->setMinimumHeight(leastPartHeight);
    place_->setObjectName(QStringLiteral("hexPlace"));
    place_->setElides(true);
    place_->setContentsMargins(placeMargin, 2, placeMargin, 2);
    auto* column = new QWidget(this);
    auto* lines = new QVBoxLayout(column);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(&hex_, 1);
    lines->addWidget(place_);
    addWidget(column);
    addWidget(side_);
    setHandleWidth(1);
    setChildrenCollapsible(false);
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    if (const auto sizes = settings_.splitterSizes(sideName, 2); !sizes.isEmpty()) side_->setSizes(sizes);
}

void MemoryInspection::connectParts() {
    connect(&hex_, &HexView::selectionChanged, this, [this] {
        struct_->setCursor(place());
        tellPlace();
        deliver();
        tellInterest();
    });
    connect(&hex_, &HexView::editsChanged, this, &MemoryInspection::deliver);
    connect(&hex_, &HexView::visibleRangeChanged, this, [this] { told_ = stretches(); });
    connect(struct_, &StructView::wantedChanged, this, [this] { tellInterest(); });
    connect(struct_, &StructView::choiceChanged, this, [this] {
        keepStruct();
        shareSide();
        deliver();
        tellInterest();
    });
    connect(struct_, &StructView::fieldChosen, this, [this](quint64 offset, quint64 length) {
        hex_.goTo(offset);
        hex_.select({offset, length});
    });
    connect(struct_, &StructView::editRequested, this, &MemoryInspection::editRequested);
    connect(inspector_, &Inspector::editRequested, this, &MemoryInspection::editRequested);
    connect(inspector_, &Inspector::orderChanged, this, [this] { settings_.setInspectorOrder(inspector_->order()); });
    connect(action_, &QAction::triggered, this, [this](bool shown) {
        chosen_ = shown;
        settings_.setInspectorShown(shown);
        showSide();
    });
    connect(this, &QSplitter::splitterMoved, this, [this] { settings_.setSplitterSizes(splitterName, sizes()); });
    connect(side_, &QSplitter::splitterMoved, this, [this] { settings_.setSplitterSizes(sideName, side_->sizes()); });
}

void MemoryInspection::setObject(const Segment& segment) {
    segment_ = segment;
    also_.clear();
    frozen_.reset();
    struct_->setChoice(keptStruct(), hex_.size());
    shareSide();
    setEditable(false, {});
    side_->setEnabled(true);
    tellPlace();
    deliver();
    told_ = stretches();
}

void MemoryInspection::followSize() {
    struct_->setSize(hex_.size());
    tellPlace();
}

void MemoryInspection::setEnded() {
    setEditable(false, tr("The segment is gone."));
    side_->setEnabled(false);
}

/// The values and the struct's fields have half of the room each, unless a person cut it otherwise.
void MemoryInspection::shareSide() {
    if (settings_.splitterSizes(sideName, 2).isEmpty()) side_->setSizes({1, 1});
}

StructChoice MemoryInspection::keptStruct() const {
    if (const PosixSegmentInfo* posix = segment_.posix()) return settings_.structChoice(posix->name);
    if (const Key key = segment_.systemV()->key; !key.isPrivate()) return settings_.structChoice(key);
    const auto unnamed = unnamed_.find(segment_.object());
    const bool same = unnamed != unnamed_.end() && bytes::isSameSegment(unnamed->second.first, segment_);
    return same ? unnamed->second.second : StructChoice();
}

void MemoryInspection::keepStruct() {
    if (const PosixSegmentInfo* posix = segment_.posix()) {
        settings_.setStructChoice(posix->name, struct_->choice());
    } else if (const Key key = segment_.systemV()->key; !key.isPrivate()) {
        settings_.setStructChoice(key, struct_->choice());
    } else {
        unnamed_[segment_.object()] = {segment_, struct_->choice()};
    }
}

void MemoryInspection::setEditable(bool editable, const QString& reason) {
    inspector_->setEditable(editable, reason);
    struct_->setEditable(editable, reason);
}

std::uint64_t MemoryInspection::place() const {
    return hex_.selection().offset;
}

std::vector<Stretch> MemoryInspection::stretches() const {
    std::vector<Stretch> wanted;
    if (side_->isHidden() || hex_.size() == 0) return wanted;
    const auto add = [&](std::uint64_t offset, std::uint64_t length) {
        // What is seen is read anyway
        if (length == 0 || hex_.wantedRange().contains(ByteRange{offset, length})) return;
        wanted.push_back({offset, static_cast<std::uint32_t>(length)});
    };
    add(place(), std::min<std::uint64_t>(bytes::widestValue, hex_.size() - place()));
    add(struct_->choice().offset, struct_->wantedLength());
    return wanted;
}

void MemoryInspection::take(const SegmentDetail& detail, std::shared_ptr<const Moment> frozen) {
    frozen_ = std::move(frozen);
    also_ = detail.also;
    deliver();
}

void MemoryInspection::tellPlace() {
    place_->setText(hex_.size() == 0 ? QString() : memory_words::place(hex_.selection()));
}

void MemoryInspection::deliver() {
    if (hex_.size() == 0) {
        inspector_->clear();
        return;
    }
    inspector_->setBytes(place(), bytesAt(place(), std::min<std::uint64_t>(bytes::widestValue, hex_.size() - place())));
    struct_->setBytes(bytesAt(struct_->choice().offset, struct_->wantedLength()));
}

std::vector<std::byte> MemoryInspection::bytesAt(std::uint64_t offset, std::uint64_t length) const {
    const auto known = knownAt(offset, length);
    std::vector<std::byte> shown(known.begin(), known.end());
    // What was typed over stands in the hex view too
    for (const bytes::Patch& patch : hex_.edits().patches()) {
        for (std::size_t i = 0; i < patch.bytes.size(); ++i) {
            const std::uint64_t place = patch.offset + i;
            if (place >= offset && place - offset < shown.size()) shown[place - offset] = patch.bytes[i];
        }
    }
    return shown;
}

std::span<const std::byte> MemoryInspection::knownAt(std::uint64_t offset, std::uint64_t length) const {
    if (frozen_) {
        if (!frozen_->range().contains(offset)) return {};
        const std::uint64_t held = frozen_->offset + frozen_->bytes.size() - offset;
        return std::span(frozen_->bytes).subspan(offset - frozen_->offset, std::min(length, held));
    }
    const ByteRange seen = hex_.cache().range();
    if (seen.contains(ByteRange{offset, length})) return hex_.cache().bytes({offset, length});
    for (const StretchBytes& also : also_) {
        if (also.offset == offset) return std::span(also.bytes).first(std::min<std::size_t>(also.bytes.size(), length));
    }
    // The beginning, until the rest comes too
    if (!seen.contains(offset)) return {};
    return hex_.cache().bytes({offset, seen.offset + seen.length - offset});
}

void MemoryInspection::tellInterest() {
    auto wanted = stretches();
    if (wanted == told_) return;
    told_ = std::move(wanted);
    emit interestChanged();
}

void MemoryInspection::showSide() {
    const bool shown = chosen_.value_or(width() >= enoughWidth);
    action_->setChecked(shown);
    if (shown && !sized_ && width() > 0) {
        sized_ = true;
        const auto kept = settings_.splitterSizes(splitterName, 2);
        setSizes(kept.isEmpty() ? QList<int>{std::max(width() - sideWidth, 1), sideWidth} : kept);
    }
    if (shown == !side_->isHidden()) return;
    side_->setVisible(shown);
    deliver();
    tellInterest();
}

void MemoryInspection::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    showSide();
}

} // namespace ipclens::ui
