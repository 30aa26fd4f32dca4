// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/scan.h"
#include "core/bytes/search.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <vector>

namespace ipclens::ui {

/// Places in a segment: matches of a search, or candidates of a scan with the value they had.
class PlaceModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Offset, Value, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void setMatches(const std::vector<bytes::Match>& matches);
    void setCandidates(const std::vector<bytes::Scan::Candidate>& candidates, const bytes::NumberFormat& format);

    /// The bytes of a row.
    [[nodiscard]] bytes::Match placeOf(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Place {
        bytes::Match match;
        std::uint64_t value = 0;
    };

    std::vector<Place> places_;
    bytes::NumberFormat format_;
    bool values_ = false; ///< of candidates
};

} // namespace ipclens::ui
