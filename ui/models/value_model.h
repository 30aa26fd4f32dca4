// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/value.h"

#include <QAbstractTableModel>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ipclens::ui {

/// The bytes at a place, as each type that they can be taken for: a row a type, which never change.
class ValueModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum ValueColumn { TypeColumn, TextColumn, ColumnCount };

    explicit ValueModel(QObject* parent = nullptr);

    /// At most bytes::widestValue of them; fewer at the end, none where they are not known.
    void setBytes(std::span<const std::byte> bytes);
    void setOrder(bytes::ByteOrder order);
    [[nodiscard]] bytes::ByteOrder order() const { return order_; }
    void setEditable(bool editable);

    /// What is wrong with a text for a row; empty: nothing.
    [[nodiscard]] QString faultOf(const QModelIndex& index, const QString& text) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    /// A person wants these bytes to stand there.
    void editRequested(const QByteArray& bytes);

private:
    void decodeAll();
    [[nodiscard]] QString shown(int row) const;
    [[nodiscard]] QString toolTip(int row) const;

    std::vector<std::byte> bytes_;
    bytes::ByteOrder order_ = bytes::hostOrder;
    std::array<std::optional<std::string>, bytes::allValueTypes.size()> texts_;
    bool editable_ = false;
};

} // namespace ipclens::ui
