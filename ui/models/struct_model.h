// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_overlay.h"

#include <QAbstractItemModel>
#include <QBasicTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace ipclens::ui {

/// The fields of a struct over bytes, as a tree. A new overlay changes just the rows that differ; a value that differs
/// glows for a second.
class StructModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum StructColumn { FieldColumn, TextColumn, ColumnCount };
    enum StructRole { GlowRole = Qt::UserRole, MoreRole };
    using Clock = std::chrono::steady_clock;
    static constexpr int glowSteps = 4;
    static constexpr std::chrono::milliseconds glowStep{250};

    explicit StructModel(QObject* parent = nullptr);
    ~StructModel() override;

    /// Another declaration, or none: no field is kept.
    void setDeclaration(std::optional<bytes::StructDeclaration> declaration);
    [[nodiscard]] const std::optional<bytes::StructDeclaration>& declaration() const { return declaration_; }
    /// `moved`: over other bytes than before, so that what differs is no news.
    void setOverlay(bytes::StructOverlay overlay, bool moved);
    [[nodiscard]] const bytes::StructOverlay& overlay() const { return overlay_; }
    void setEditable(bool editable) { editable_ = editable; }

    /// The field of a row.
    [[nodiscard]] const bytes::StructField& field(const QModelIndex& index) const;
    [[nodiscard]] QString faultOf(const QModelIndex& index, const QString& text) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex& child) const override;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    /// A person wants these bytes at this distance from the struct's start.
    void editRequested(quint64 offset, const QByteArray& bytes);

protected:
    void timerEvent(QTimerEvent* event) override;

private:
    struct Node;

    [[nodiscard]] Node* nodeOf(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const Node& node, int column) const;
    void merge(Node& into, const std::vector<std::vector<std::size_t>>& children, std::size_t list, bool moved);
    void removeFrom(Node& parent, std::size_t row);
    void fade();
    [[nodiscard]] QString fieldText(const bytes::StructField& field) const;
    [[nodiscard]] QString valueText(const bytes::StructField& field) const;

    std::optional<bytes::StructDeclaration> declaration_;
    bytes::StructOverlay overlay_;
    std::unique_ptr<Node> root_;
    Clock::time_point now_; ///< of the glow that is on the screen
    QBasicTimer fading_;
    bool editable_ = false;
};

} // namespace ipclens::ui
