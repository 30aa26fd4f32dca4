// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/models/orphan_model.h"

#include "core/objects/segment.h"
#include "ui/models/process_words.h"
#include "ui/models/words.h"

#include <algorithm>

namespace ipclens::ui {
namespace {

QString keepersText(const processes::Orphan& orphan) {
    QStringList names;
    for (const processes::Attached& keeper : orphan.keepers)
        names += words::process(keeper.process);
    return words::shortList(names);
}

/// How large it is, whether that is in memory or not; of what has no size nothing.
QString sizeText(const processes::Orphan& orphan) {
    const ObjectView view = viewOf(orphan.info);
    if (orphan.object.kind == Kind::SharedMemory) return words::size(Segment::of(view).size());
    return orphan.bytes == 0 ? words::unknown() : words::size(orphan.bytes);
}

QString text(const OrphanRow& row, int column) {
    const processes::Orphan& orphan = row.orphan;
    switch (column) {
    case OrphanModel::ObjectColumn: return process_words::object(viewOf(orphan.info));
    case OrphanModel::ReasonColumn: return words::line(orphan.words);
    case OrphanModel::AgeColumn: return words::age(orphan.lastUsedAt, row.now);
    case OrphanModel::SizeColumn: return sizeText(orphan);
    case OrphanModel::KeepersColumn: return keepersText(orphan);
    default: break;
    }
    return {};
}

QString title(int column) {
    switch (column) {
    case OrphanModel::ObjectColumn: return OrphanModel::tr("Object");
    case OrphanModel::ReasonColumn: return OrphanModel::tr("Why nobody seems to need it");
    case OrphanModel::AgeColumn: return OrphanModel::tr("Last used");
    case OrphanModel::SizeColumn: return OrphanModel::tr("Size");
    case OrphanModel::KeepersColumn: return OrphanModel::tr("Kept by");
    default: break;
    }
    return {};
}

QString description(const OrphanRow& row) {
    QString text = QStringLiteral("%1, %2\n%3")
                       .arg(words::kindTitle(row.orphan.object), words::nameOrKey(viewOf(row.orphan.info)),
                            words::line(row.orphan.words));
    if (OrphanModel::canBeChosen(row)) return text;
    return text + QLatin1Char('\n') + OrphanModel::tr("It is removed already, and goes with the last that has it");
}

} // namespace

std::pair<ObjectId, std::uint64_t> OrphanRow::key() const {
    return {orphan.object, inodeOf(viewOf(orphan.info))};
}

int OrphanModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OrphanModel::data(const QModelIndex& index, int role) const {
    const OrphanRow* shown = row(index);
    if (shown == nullptr) return {};
    switch (role) {
    case Qt::DisplayRole: return text(*shown, index.column());
    case Qt::ToolTipRole: return words::toolTip(description(*shown));
    case KindRole:
        return index.column() == ObjectColumn ? QVariant(static_cast<int>(shown->orphan.object.kind)) : QVariant();
    case Qt::CheckStateRole:
        if (index.column() != CheckColumn || !canBeChosen(*shown)) return {};
        return chosen_.contains(shown->key()) ? Qt::Checked : Qt::Unchecked;
    case Qt::TextAlignmentRole:
        return static_cast<int>((index.column() == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant OrphanModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::DisplayRole) return title(section);
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>((section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

Qt::ItemFlags OrphanModel::flags(const QModelIndex& index) const {
    if (row(index) == nullptr) return Qt::NoItemFlags;
    // The view toggles: a box that style and delegate checked would be as small as it looks
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

void OrphanModel::toggle(int row) {
    const QModelIndex box = index(row, CheckColumn);
    const OrphanRow* shown = this->row(box);
    if (shown == nullptr || !canBeChosen(*shown)) return;
    if (chosen_.erase(shown->key()) == 0) chosen_.insert(shown->key());
    emit dataChanged(box, box, {Qt::CheckStateRole});
    emit choiceChanged();
}

void OrphanModel::setOrphans(const std::vector<processes::Orphan>& orphans, EpochSeconds now) {
    std::vector<OrphanRow> rows;
    rows.reserve(orphans.size());
    for (const processes::Orphan& orphan : orphans)
        rows.push_back({orphan, now});
    setRows(std::move(rows));
    const std::size_t before = chosen_.size();
    std::erase_if(chosen_, [&](const auto& key) {
        const int place = rowOf(key);
        return place < 0 || !canBeChosen(this->rows()[static_cast<std::size_t>(place)]);
    });
    if (chosen_.size() != before) emit choiceChanged();
}

std::vector<ObjectId> OrphanModel::chosen() const {
    std::vector<ObjectId> objects;
    for (const OrphanRow& row : rows()) {
        if (chosen_.contains(row.key())) objects.push_back(row.orphan.object);
    }
    return objects;
}

std::uint64_t OrphanModel::chosenBytes() const {
    std::uint64_t bytes = 0;
    for (const OrphanRow& row : rows()) {
        if (chosen_.contains(row.key())) bytes += row.orphan.bytes;
    }
    return bytes;
}

void OrphanModel::chooseAll(bool all) {
    chosen_.clear();
    for (const OrphanRow& row : rows()) {
        if (all && canBeChosen(row)) chosen_.insert(row.key());
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, CheckColumn), index(rowCount() - 1, CheckColumn), {Qt::CheckStateRole});
    emit choiceChanged();
}

std::size_t OrphanModel::choosable() const {
    return static_cast<std::size_t>(std::count_if(rows().begin(), rows().end(), canBeChosen));
}

bool OrphanModel::canBeChosen(const OrphanRow& row) {
    return row.orphan.reason != processes::OrphanReason::MarkedRemoved;
}

} // namespace ipclens::ui
