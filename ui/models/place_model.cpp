// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/models/place_model.h"

#include "ui/models/words.h"

namespace ipclens::ui {

void PlaceModel::clear() {
    setMatches({});
}

void PlaceModel::setMatches(const std::vector<bytes::Match>& matches) {
    beginResetModel();
    values_ = false;
    places_.clear();
    for (const bytes::Match& match : matches)
        places_.push_back({match, 0});
    endResetModel();
}

void PlaceModel::setCandidates(const std::vector<bytes::Scan::Candidate>& candidates,
                               const bytes::NumberFormat& format) {
    beginResetModel();
    values_ = true;
    format_ = format;
    places_.clear();
    for (const auto& candidate : candidates)
        places_.push_back({{candidate.offset, format.width}, candidate.value});
    endResetModel();
}

bytes::Match PlaceModel::placeOf(int row) const {
    return places_[static_cast<std::size_t>(row)].match;
}

int PlaceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(places_.size());
}

int PlaceModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlaceModel::data(const QModelIndex& index, int role) const {
    if (role != Qt::DisplayRole || !index.isValid()) return {};
    const Place& place = places_[static_cast<std::size_t>(index.row())];
    if (index.column() == Offset) return QStringLiteral("0x%1").arg(place.match.offset, 8, 16, QLatin1Char('0'));
    if (!values_) return words::counted(place.match.length, tr("byte"), tr("bytes"));
    return QString::fromStdString(bytes::numberText(place.value, format_));
}

QVariant PlaceModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal) return {};
    if (section == Offset) return tr("Offset");
    return values_ ? tr("Value at the last scan") : tr("Length");
}

} // namespace ipclens::ui
