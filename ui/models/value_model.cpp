// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#include "ui/models/value_model.h"

#include "core/bytes/address.h"
#include "core/bytes/character.h"
#include "ui/models/words.h"

#include <algorithm>

namespace ipclens::ui {
namespace {

using bytes::ValueType;

ValueType typeOf(int row) {
    return bytes::allValueTypes[static_cast<std::size_t>(row)];
}

bool isWhole(ValueType type) {
    return type <= ValueType::Uint64;
}

/// Groups of three, as people read them: "-17 323".
QString grouped(QString digits) {
    const qsizetype first = digits.startsWith(QLatin1Char('-')) ? 1 : 0;
    for (qsizetype place = digits.size() - 3; place > first; place -= 3)
        digits.insert(place, QChar(0x202f));
    return digits;
}

QString addressWords(std::uint64_t address) {
    switch (bytes::lookOf(address)) {
    case bytes::AddressLook::Null: return ValueModel::tr("the null pointer");
    case bytes::AddressLook::Small: return ValueModel::tr("nothing is mapped so low: hardly a pointer");
    case bytes::AddressLook::Process: return ValueModel::tr("looks like an address of a process");
    case bytes::AddressLook::Kernel: return ValueModel::tr("looks like an address of the kernel");
    case bytes::AddressLook::NotCanonical: break;
    }
    return ValueModel::tr("not canonical: no pointer");
}

QString shortAddressWords(std::uint64_t address) {
    switch (bytes::lookOf(address)) {
    case bytes::AddressLook::Null: return ValueModel::tr("null");
    case bytes::AddressLook::Small: return ValueModel::tr("too low");
    case bytes::AddressLook::Process: return ValueModel::tr("likely");
    case bytes::AddressLook::Kernel: return ValueModel::tr("kernel");
    case bytes::AddressLook::NotCanonical: break;
    }
    return ValueModel::tr("none");
}

} // namespace

ValueModel::ValueModel(QObject* parent)
    : QAbstractTableModel(parent) {}

void ValueModel::setBytes(std::span<const std::byte> bytes) {
    bytes = bytes.first(std::min(bytes.size(), bytes::widestValue));
    if (std::equal(bytes.begin(), bytes.end(), bytes_.begin(), bytes_.end())) return;
    bytes_.assign(bytes.begin(), bytes.end());
    decodeAll();
}

void ValueModel::setOrder(bytes::ByteOrder order) {
    if (order == order_) return;
    order_ = order;
    decodeAll();
}

void ValueModel::setEditable(bool editable) {
    editable_ = editable;
}

void ValueModel::decodeAll() {
    for (int row = 0; row < rowCount(); ++row) {
        auto text = bytes::decode(typeOf(row), order_, bytes_);
        auto& before = texts_[static_cast<std::size_t>(row)];
        if (text == before) continue;
        before = std::move(text);
        emit dataChanged(index(row, TextColumn), index(row, TextColumn));
    }
}

int ValueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(bytes::allValueTypes.size());
}

int ValueModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ValueModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const auto name = bytes::nameOf(typeOf(index.row()));
    const bool isType = index.column() == TypeColumn;
    switch (role) {
    case Qt::DisplayRole:
        return isType ? QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())) : shown(index.row());
    case Qt::EditRole: {
        const auto& text = texts_[static_cast<std::size_t>(index.row())];
        return text && !isType ? QString::fromStdString(*text) : QString();
    }
    case Qt::ToolTipRole: return isType ? QString() : toolTip(index.row());
    default: return {};
    }
}

QString ValueModel::shown(int row) const {
    const auto& text = texts_[static_cast<std::size_t>(row)];
    if (!text) return words::unknown();
    QString plain = QString::fromStdString(*text);
    if (isWhole(typeOf(row))) return grouped(plain);
    if (typeOf(row) == ValueType::Pointer) {
        const std::uint64_t address = bytes::loadUnsigned(bytes_, bytes::sizeOf(ValueType::Pointer), order_);
        return QStringLiteral("%1  %2").arg(plain, shortAddressWords(address));
    }
    if (typeOf(row) != ValueType::Character) return plain;
    const auto character = bytes::characterAt(bytes_);
    const QString code = QStringLiteral("U+%1").arg(static_cast<uint>(character->code), 4, 16, QLatin1Char('0'));
    return QStringLiteral("%1  %2").arg(plain, QStringLiteral("U+") + code.mid(2).toUpper());
}

QString ValueModel::toolTip(int row) const {
    if (!texts_[static_cast<std::size_t>(row)]) {
        if (bytes_.empty()) return tr("These bytes are not known");
        return typeOf(row) == ValueType::Character ? tr("These bytes are no UTF-8") : tr("It would reach past the end");
    }
    if (typeOf(row) == ValueType::Pointer)
        return addressWords(bytes::loadUnsigned(bytes_, bytes::sizeOf(ValueType::Pointer), order_));
    if (!isWhole(typeOf(row))) return {};
    const std::size_t size = bytes::sizeOf(typeOf(row));
    return QStringLiteral("0x%1").arg(bytes::loadUnsigned(bytes_, size, order_), static_cast<int>(2 * size), 16,
                                      QLatin1Char('0'));
}

Qt::ItemFlags ValueModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    const Qt::ItemFlags plain = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    const bool there = bytes_.size() >= bytes::sizeOf(typeOf(index.row()));
    return editable_ && there && index.column() == TextColumn ? plain | Qt::ItemIsEditable : plain;
}

QString ValueModel::faultOf(const QModelIndex& index, const QString& text) const {
    const auto encoded = bytes::encode(typeOf(index.row()), order_, text.toStdString());
    if (!encoded) return QString::fromStdString(encoded.error().reason);
    return encoded->size() > bytes_.size() ? tr("it would reach past the end") : QString();
}

bool ValueModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || (flags(index) & Qt::ItemIsEditable) == 0) return false;
    if (!faultOf(index, value.toString()).isEmpty()) return false;
    // As it was: nothing is to be written
    if (value.toString() == index.data(Qt::EditRole).toString()) return true;
    const auto encoded = bytes::encode(typeOf(index.row()), order_, value.toString().toStdString());
    emit editRequested(
        QByteArray(reinterpret_cast<const char*>(encoded->data()), static_cast<qsizetype>(encoded->size())));
    return true;
}

} // namespace ipclens::ui
