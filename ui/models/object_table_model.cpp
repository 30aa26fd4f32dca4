// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/models/object_table_model.h"

#include "ui/models/activity.h"
#include "ui/models/usage_words.h"
#include "ui/models/words.h"
#include "ui/session/row_changes.h"
#include "ui/session/row_order.h"

#include <QDateTime>
#include <QTimerEvent>

#include <algorithm>
#include <tuple>
#include <utility>

namespace ipclens::ui {

namespace {

constexpr int glowStepMilliseconds = 400;
constexpr int ageMilliseconds = 1000;

} // namespace

ObjectTableModel::ObjectTableModel(QObject* parent)
    : QAbstractTableModel(parent) {}

ObjectTableModel::~ObjectTableModel() = default;

const std::vector<Row>& ObjectTableModel::order() const {
    static const std::vector<Row> none;
    if (between_) return *between_;
    return update_ ? update_->rows->order : none;
}

int ObjectTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(order().size());
}

int ObjectTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant ObjectTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole: return text(row, static_cast<Column>(index.column()));
    case Qt::AccessibleTextRole: return accessibleText(row, static_cast<Column>(index.column()));
    case Qt::ToolTipRole: return toolTip(row, static_cast<Column>(index.column()));
    case ObjectIdRole: return QVariant::fromValue(objectIdOf(viewAt(row)));
    case KindRole: return static_cast<int>(objectIdOf(viewAt(row)).kind);
    case ApiRole: return static_cast<int>(objectIdOf(viewAt(row)).api());
    case EndedRole: return endedAt(row);
    case DeniedRole: return accessOf(viewAt(row)) != Access::Readable;
    case GlowRole: return glowAt(row);
    default: return {};
    }
}

QVariant ObjectTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columns) return {};
    if (role == ShortTitleRole) return shortTitle(static_cast<Column>(section));
    if (role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
    case Column::Kind: return tr("Kind");
    case Column::Key: return tr("Key / name");
    case Column::Id: return tr("ID");
    case Column::Owner: return tr("Owner");
    case Column::Mode: return tr("Mode");
    case Column::State: return tr("State");
    case Column::Activity: return tr("Activity (60 s)");
    case Column::UsedBy: return tr("Used by");
    case Column::Waiting: return tr("Waiting");
    case Column::LastProcess: return tr("Last process");
    case Column::Changed: return tr("Changed");
    }
    return {};
}

QString ObjectTableModel::shortTitle(Column column) {
    switch (column) {
    case Column::Activity: return tr("Activity");
    case Column::LastProcess: return tr("Last by");
    default: return {};
    }
}

QHash<int, QByteArray> ObjectTableModel::roleNames() const {
    QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
    names.insert({{ObjectIdRole, "objectId"},
                  {KindRole, "kind"},
                  {EndedRole, "ended"},
                  {DeniedRole, "denied"},
                  {ShortTitleRole, "shortTitle"},
                  {GlowRole, "glow"},
                  {ApiRole, "api"}});
    return names;
}

ObjectView ObjectTableModel::viewAt(int row) const {
    return update_->rows->at(order()[static_cast<std::size_t>(row)]);
}

bool ObjectTableModel::endedAt(int row) const {
    return order()[static_cast<std::size_t>(row)].ended != 0;
}

const RowDetail* ObjectTableModel::detailAt(int row) const {
    // What is read by an id now is not of the object that had it
    return endedAt(row) ? nullptr : update_->detailOf(objectIdOf(viewAt(row)));
}

int ObjectTableModel::glowAt(int row) const {
    if (glowing_.empty() || endedAt(row)) return 0;
    const ObjectId object = objectIdOf(viewAt(row));
    const auto glow = std::lower_bound(glowing_.begin(), glowing_.end(), object,
                                       [](const Glow& one, ObjectId other) { return one.object < other; });
    return glow != glowing_.end() && glow->object == object ? glow->steps : 0;
}

std::vector<words::StatePart> ObjectTableModel::stateAt(int row) const {
    const ObjectId object = objectIdOf(viewAt(row));
    const bool countsOurs = object.kind == Kind::SharedMemory && !endedAt(row);
    return words::state(viewAt(row), update_->rows->snapshot->known, detailAt(row),
                        countsOurs ? update_->ownAttachments(object.id) : 0);
}

QString ObjectTableModel::text(int row, Column column) const {
    const ObjectView view = viewAt(row);
    switch (column) {
    case Column::Kind: return words::kindTitle(objectIdOf(view));
    case Column::Key: return words::nameOrKey(view);
    case Column::Id:
        return objectIdOf(view).api() == Api::Posix ? words::unknown() : QString::number(objectIdOf(view).id.value);
    case Column::Owner:
        if (accessOf(view) == Access::Hidden) return words::unknown();
        return words::user(update_->names.get(), permissionsOf(view).uid);
    case Column::Mode:
        return accessOf(view) == Access::Hidden ? words::unknown() : words::mode(permissionsOf(view).mode);
    case Column::State: return words::stateLine(stateAt(row));
    case Column::Activity: return activity::words(objectIdOf(view), detailAt(row), activityEnd());
    case Column::UsedBy: return words::usedBy(view, detailAt(row), usesOf(row)).text;
    case Column::Waiting: return words::waitingFor(waitersOf(row), waitingCount(row));
    case Column::LastProcess: return words::lastProcess(detailAt(row));
    case Column::Changed: return ageText(row);
    }
    return {};
}

/// A reader of the screen does not see the tag.
QString ObjectTableModel::accessibleText(int row, Column column) const {
    const bool tagged = column == Column::Key && objectIdOf(viewAt(row)).api() == Api::Posix;
    return tagged ? tr("%1, POSIX").arg(text(row, column)) : text(row, column);
}

QVariant ObjectTableModel::toolTip(int row, Column column) const {
    if (column == Column::Activity) return text(row, column);
    const ObjectId object = objectIdOf(viewAt(row));
    if (column == Column::UsedBy || column == Column::Waiting) return processToolTip(row, column);
    if (column == Column::Changed && object.kind == Kind::Semaphore && object.api() == Api::Posix) {
        return newestTime(viewAt(row)) == 0 ? tr("It was not seen to change; of before nobody can tell")
                                            : tr("When it was seen to change: nothing else tells of its value");
    }
    // A name may be too long for its column
    const bool named = column == Column::Key && object.api() == Api::Posix;
    return named ? words::toolTip(text(row, column)) : QVariant();
}

QString ObjectTableModel::ageText(int row) const {
    return words::age(newestTime(viewAt(row)), QDateTime::currentSecsSinceEpoch());
}

void ObjectTableModel::apply(const std::shared_ptr<const Update>& update) {
    const std::shared_ptr<const Update> before = update_;
    if (!update->changes.newRowOfOld.empty()) {
        relayout(update);
    } else {
        removeAndInsert(update);
    }
    for (const RowRange& run : update->changes.changed)
        emit dataChanged(index(run.first, static_cast<int>(firstChanged(before.get(), run))),
                         index(run.last, columns - 1));
    beginGlow(update->made);
    tellOtherDetails(before.get());
    tellActivities(before.get());
    scheduleTimers();
}

void ObjectTableModel::removeAndInsert(const std::shared_ptr<const Update>& update) {
    const RowChanges& changes = update->changes;
    if (changes.removed.empty() && changes.inserted.empty()) {
        update_ = update;
        return;
    }
    const auto place = [](int row) { return static_cast<std::ptrdiff_t>(row); };
    if (!changes.removed.empty()) {
        between_ = order();
        for (const RowRange& run : changes.removed) {
            beginRemoveRows({}, run.first, run.last);
            between_->erase(between_->begin() + place(run.first), between_->begin() + place(run.last) + 1);
            endRemoveRows();
        }
    }
    // Those that are left are the new rows without the inserted ones
    const std::vector<Row>& next = update->rows->order;
    between_.emplace();
    std::size_t row = 0;
    for (const RowRange& run : changes.inserted) {
        between_->insert(between_->end(), next.begin() + static_cast<std::ptrdiff_t>(row),
                         next.begin() + place(run.first));
        row = static_cast<std::size_t>(run.last) + 1;
    }
    between_->insert(between_->end(), next.begin() + static_cast<std::ptrdiff_t>(row), next.end());
    update_ = update;
    for (const RowRange& run : changes.inserted) {
        beginInsertRows({}, run.first, run.last);
        between_->insert(between_->begin() + place(run.first), next.begin() + place(run.first),
                         next.begin() + place(run.last) + 1);
        endInsertRows();
    }
    between_.reset();
}

void ObjectTableModel::relayout(const std::shared_ptr<const Update>& update) {
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const std::vector<std::int32_t>& newRowOfOld = update->changes.newRowOfOld;
    const QModelIndexList from = persistentIndexList();
    update_ = update;
    QModelIndexList to;
    to.reserve(from.size());
    for (const QModelIndex& old : from) {
        const std::int32_t row = newRowOfOld[static_cast<std::size_t>(old.row())];
        to.append(row < 0 ? QModelIndex() : index(row, old.column()));
    }
    changePersistentIndexList(from, to);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

std::chrono::steady_clock::time_point ObjectTableModel::activityEnd() const {
    return update_ ? update_->sampledAt : std::chrono::steady_clock::time_point();
}

void ObjectTableModel::setVisibleRows(int first, int last) {
    firstVisible_ = first;
    lastVisible_ = last;
    scheduleTimers();
}

std::vector<std::int32_t> ObjectTableModel::visibleRows() const {
    std::vector<std::int32_t> rows;
    const int end = std::min(lastVisible_ + 1, rowCount());
    for (int row = std::max(firstVisible_, 0); row < end; ++row)
        rows.push_back(row);
    return rows;
}

std::vector<ObjectId> ObjectTableModel::visibleObjects() const {
    std::vector<ObjectId> objects;
    for (const std::int32_t row : visibleRows()) {
        if (!endedAt(row)) objects.push_back(objectIdOf(viewAt(row)));
    }
    return objects;
}

int ObjectTableModel::rowOf(ObjectId object) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (!endedAt(row) && objectIdOf(viewAt(row)) == object) return row;
    }
    return -1;
}

bool ObjectTableModel::lists(Api api) const {
    const auto& rows = order();
    return std::any_of(rows.begin(), rows.end(), [api](Row row) { return apiOf(row) == api; });
}

void ObjectTableModel::beginGlow(const std::vector<ObjectId>& made) {
    if (made.empty()) return;
    for (const ObjectId object : made)
        glowing_.push_back({object, glowSteps});
    // An id that was used again glows anew: the fresh one comes first
    std::stable_sort(glowing_.begin(), glowing_.end(), [](const Glow& left, const Glow& right) {
        return left.object != right.object ? left.object < right.object : left.steps > right.steps;
    });
    glowing_.erase(std::unique(glowing_.begin(), glowing_.end(),
                               [](const Glow& left, const Glow& right) { return left.object == right.object; }),
                   glowing_.end());
}

void ObjectTableModel::fadeGlow() {
    std::vector<std::int32_t> changed;
    for (const std::int32_t row : visibleRows()) {
        if (glowAt(row) > 0) changed.push_back(row);
    }
    for (Glow& glow : glowing_)
        --glow.steps;
    glowing_.erase(std::remove_if(glowing_.begin(), glowing_.end(), [](const Glow& glow) { return glow.steps <= 0; }),
                   glowing_.end());
    tell(changed, Column::Kind, Column::Changed, {GlowRole});
}

void ObjectTableModel::ageVisibleRows() {
    const EpochSeconds now = QDateTime::currentSecsSinceEpoch();
    std::vector<std::int32_t> changed;
    for (const std::int32_t row : visibleRows()) {
        const EpochSeconds then = newestTime(viewAt(row));
        if (words::age(then, shownAt_) != words::age(then, now)) changed.push_back(row);
    }
    shownAt_ = now;
    tell(changed, Column::Changed, Column::Changed, {Qt::DisplayRole});
}

void ObjectTableModel::scheduleTimers() {
    const bool seen = firstVisible_ <= lastVisible_ && rowCount() > 0;
    if (seen && !ageTimer_.isActive()) {
        shownAt_ = QDateTime::currentSecsSinceEpoch();
        ageTimer_.start(ageMilliseconds, Qt::CoarseTimer, this);
    } else if (!seen) {
        ageTimer_.stop();
    }
    if (glowing_.empty()) {
        glowTimer_.stop();
    } else if (!glowTimer_.isActive()) {
        glowTimer_.start(glowStepMilliseconds, Qt::CoarseTimer, this);
    }
}

void ObjectTableModel::timerEvent(QTimerEvent* event) {
    if (event->timerId() == glowTimer_.timerId()) {
        fadeGlow();
        scheduleTimers();
    } else if (event->timerId() == ageTimer_.timerId()) {
        ageVisibleRows();
    } else {
        QAbstractTableModel::timerEvent(event);
    }
}

} // namespace ipclens::ui
