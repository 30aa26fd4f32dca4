// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/panels/properties_panel.h"

#include "ui/models/properties.h"
#include "ui/models/words.h"
#include "ui/panels/ended_line.h"
#include "ui/panels/property_card.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ipclens::ui {
namespace {

/// Characters that two columns of cards need beside each other.
constexpr int twoColumns = 130;

/// Whether a card of the one can show the other.
bool sameShape(const properties::Group& left, const properties::Group& right) {
    return left.title == right.title &&
           std::equal(left.properties.begin(), left.properties.end(), right.properties.begin(), right.properties.end(),
                      [](const auto& one, const auto& other) { return one.aside.isEmpty() == other.aside.isEmpty(); });
}

} // namespace

class PropertiesPanel::Private {
public:
    explicit Private(PropertiesPanel& panel)
        : ended_(new EndedLine(&panel))
        , scroll_(new QScrollArea(&panel))
        , page_(new QWidget)
        , columns_(new QHBoxLayout)
        , left_(new QVBoxLayout)
        , right_(new QVBoxLayout)
        , copy_(new QPushButton(PropertiesPanel::tr("&Copy all"), &panel)) {
        columns_->setSpacing(24);
        columns_->addLayout(left_, 1);
        columns_->addLayout(right_);
        auto* page = new QVBoxLayout(page_);
        page->setContentsMargins(16, 12, 16, 12);
        page->addLayout(columns_);
        page->addWidget(copy_, 0, Qt::AlignLeft);
        page->addStretch();
        copy_->setToolTip(PropertiesPanel::tr("Copies all of this as text"));
        scroll_->setWidget(page_);
        scroll_->setWidgetResizable(true);
        scroll_->setFrameShape(QFrame::NoFrame);
        scroll_->setBackgroundRole(QPalette::Base);
        page_->setAutoFillBackground(false);
        auto* layout = new QVBoxLayout(&panel);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(ended_);
        layout->addWidget(scroll_, 1);
        QObject::connect(copy_, &QPushButton::clicked, &panel,
                         [this] { QGuiApplication::clipboard()->setText(properties::asText(groups_)); });
    }

    void setObject(const ObjectInfo& info) {
        info_ = info;
        context_ = {};
        context_.now = now_;
        context_.names = names_.get();
        context_.credentials = credentials_.get();
        context_.known.capacity = known_.capacity;
        context_.queueFolder = queueFolder_;
        gone_ = false;
        ended_->hide();
        page_->setEnabled(true);
        rebuild();
        scroll_->ensureVisible(0, 0);
    }

    void setInfo(const ObjectInfo& info) {
        if (gone_) return;
        info_ = info;
        rebuild();
    }

    void setEnded() {
        gone_ = true;
        ended_->say(PropertiesPanel::tr("This object has been removed. What was known last stays here."));
        for (PropertyCard* card : cards_)
            card->setEnabled(false);
    }

    [[nodiscard]] const std::optional<ObjectInfo>& info() const { return info_; }
    [[nodiscard]] bool gone() const { return gone_; }

    void take(const Update& update) {
        names_ = update.names;
        credentials_ = update.credentials;
        now_ = std::chrono::duration_cast<std::chrono::seconds>(update.at.time_since_epoch()).count();
        if (update.rows != nullptr && update.rows->snapshot != nullptr) known_ = update.rows->snapshot->known;
        queueFolder_ = update.health.posixQueues.place;
        if (!info_ || gone_) return;
        const ObjectId object = objectIdOf(viewOf(*info_));
        context_.names = names_.get();
        context_.credentials = credentials_.get();
        context_.now = now_;
        context_.known.capacity = known_.capacity;
        context_.attachedByUs = object.kind == Kind::SharedMemory ? update.ownAttachments(object.id) : 0;
        if (const RowDetail* detail = update.detailOf(object)) {
            context_.creator = detail->creator;
            context_.lastProcess = detail->lastProcess;
            context_.memberProcesses = detail->memberProcesses;
        }
        context_.queueFolder = queueFolder_;
        if (update.posixQueue && object == objectIdOf(update.posixQueue->info))
            context_.notified = update.posixQueue->notified;
        if (update.queue && object == ObjectId{Kind::MessageQueue, update.queue->asked.id}) {
            context_.lastSender = update.queue->lastSender;
            context_.lastReceiver = update.queue->lastReceiver;
        }
        const auto* segment =
            update.segment && object == update.segment->asked.segment ? update.segment->info.systemV() : nullptr;
        if (segment != nullptr) {
            context_.known.residency = update.segment->known.residency;
            resident_ = segment->resident;
            swapped_ = segment->swapped;
        }
        rebuild();
    }

    void arrange(int width) {
        const bool two = width >= scroll_->fontMetrics().averageCharWidth() * twoColumns;
        if (two == two_) return;
        two_ = two;
        place();
    }

private:
    void rebuild() {
        ObjectInfo info = *info_;
        if (auto* segment = std::get_if<SegmentInfo>(&info)) {
            segment->resident = resident_; // the table may not know it
            segment->swapped = swapped_;
        }
        auto groups = properties::propertiesOf(info, context_);
        if (groups == groups_) return;
        const std::vector<properties::Group> before = std::exchange(groups_, std::move(groups));
        bool placed = cards_.size() == groups_.size();
        while (cards_.size() > groups_.size()) {
            delete cards_.back();
            cards_.pop_back();
        }
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            // Only a card that can't show its group is made anew: marks in others stay
            if (i >= cards_.size()) {
                cards_.push_back(new PropertyCard(groups_[i], page_));
                placed = false;
            } else if (!sameShape(before[i], groups_[i])) {
                delete std::exchange(cards_[i], new PropertyCard(groups_[i], page_));
                placed = false;
            }
            cards_[i]->setEnabled(true);
            cards_[i]->setGroup(groups_[i]);
        }
        if (!placed) place();
    }

    /// One column, or two with about as many lines in each.
    void place() {
        std::size_t all = 0;
        for (const auto& group : groups_)
            all += group.properties.size() + 1;
        std::size_t lines = 0;
        for (QVBoxLayout* column : {left_, right_}) {
            while (column->count() > 0)
                delete column->takeAt(0);
        }
        for (std::size_t i = 0; i < cards_.size(); ++i) {
            QVBoxLayout* column = two_ && 2 * lines >= all ? right_ : left_;
            column->addWidget(cards_[i]);
            lines += groups_[i].properties.size() + 1;
        }
        left_->addStretch();
        right_->addStretch();
        columns_->setStretchFactor(right_, two_ ? 1 : 0);
    }

    EndedLine* ended_;
    QScrollArea* scroll_;
    QWidget* page_;
    QHBoxLayout* columns_;
    QVBoxLayout* left_;
    QVBoxLayout* right_;
    QPushButton* copy_;
    std::vector<PropertyCard*> cards_;
    std::vector<properties::Group> groups_;
    std::optional<ObjectInfo> info_;
    properties::Context context_;
    std::shared_ptr<const NameTable> names_;
    std::shared_ptr<const Credentials> credentials_;
    Knowledge known_;
    std::string queueFolder_;
    std::uint64_t resident_ = 0; ///< where context_.known.residency
    std::uint64_t swapped_ = 0;
    EpochSeconds now_ = 0;
    bool gone_ = false;
    bool two_ = false;
};

PropertiesPanel::PropertiesPanel(Session& session, QWidget* parent)
    : Panel(session, parent)
    , d_(std::make_unique<Private>(*this)) {}

PropertiesPanel::~PropertiesPanel() = default;

void PropertiesPanel::setObject(const ObjectInfo& info) {
    d_->setObject(info);
    emit interestChanged();
}

void PropertiesPanel::setInfo(const ObjectInfo& info) {
    d_->setInfo(info);
}

void PropertiesPanel::setEnded() {
    d_->setEnded();
}

void PropertiesPanel::addInterest(Interest& interest) const {
    if (!d_->info() || d_->gone()) return;
    const ObjectId object = objectIdOf(viewOf(*d_->info()));
    auto& rows = interest.visibleRows;
    if (std::find(rows.begin(), rows.end(), object) == rows.end()) rows.push_back(object);
    // A row tells only the later of sender and receiver
    if (object.api() == Api::Posix) {
        if (object.kind == Kind::MessageQueue) interest.posixQueue = object.name;
        return;
    }
    if (object.kind == Kind::MessageQueue && !interest.queue) interest.queue.emplace().id = object.id;
    // No bytes of it: only what /proc/sysvipc/shm adds
    if (object.kind == Kind::SharedMemory && !interest.segment) interest.segment.emplace().segment = object;
}

void PropertiesPanel::apply(const Update& update) {
    d_->take(update);
}

void PropertiesPanel::resizeEvent(QResizeEvent* event) {
    Panel::resizeEvent(event);
    d_->arrange(event->size().width());
}

} // namespace ipclens::ui
