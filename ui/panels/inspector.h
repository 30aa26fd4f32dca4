// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/value.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

class QButtonGroup;
class QTableView;

namespace ipclens::ui {

class ToneLabel;
class ValueModel;

/// The bytes at a place as whole numbers, floating point, time, character and address, in either byte order. Shows what
/// it is given; what a person types goes out as bytes.
class Inspector : public QWidget {
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);
    ~Inspector() override;

    /// The bytes from `offset` on, bytes::widestValue of them, fewer at the end; none: not known. What is being typed
    /// stays while the offset does.
    void setBytes(std::uint64_t offset, std::span<const std::byte> bytes);
    /// No place: nothing is chosen.
    void clear();
    /// Whether values can be typed; `reason`: why not.
    void setEditable(bool editable, const QString& reason);

    [[nodiscard]] bytes::ByteOrder order() const;
    void setOrder(bytes::ByteOrder order);

signals:
    void editRequested(quint64 offset, const QByteArray& bytes);
    void orderChanged();

private:
    void layOut();
    void applyFonts();
    void say(const QString& fault);
    void endEditing();

protected:
    void changeEvent(QEvent* event) override;

private:
    ValueModel* model_;
    QTableView* table_;
    ToneLabel* place_;
    ToneLabel* fault_;
    QButtonGroup* orders_;
    std::optional<std::uint64_t> offset_;
};

} // namespace ipclens::ui
