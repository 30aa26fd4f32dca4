// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/bytes/struct_overlay.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

class QTreeView;

namespace ipclens::ui {

class StructModel;
class ToneLabel;

/// The fields of a struct over bytes, as a tree, and below it what is wrong. Shows what it is given; what a person
/// types goes out as bytes.
class StructFields : public QWidget {
    Q_OBJECT

public:
    explicit StructFields(QWidget* parent = nullptr);
    ~StructFields() override;

    /// Another declaration, or none: no field is kept.
    void setDeclaration(std::optional<bytes::StructDeclaration> declaration);
    [[nodiscard]] const std::optional<bytes::StructDeclaration>& declaration() const;
    /// `known`: the bytes from the struct's first on, none: not known; `available`: how many there are. `moved`: other
    /// bytes than before, so that what differs is no news.
    void setBytes(std::span<const std::byte> known, std::uint64_t available, bool moved);
    [[nodiscard]] const bytes::StructOverlay& overlay() const;
    /// Whether values can be typed; `reason`: why not.
    void setEditable(bool editable, const QString& reason);
    [[nodiscard]] int rowHeight() const;
    /// To the row that the keyboard is at, where there is one.
    void scrollToCurrent();

signals:
    /// A row was chosen that stands for these bytes.
    void fieldChosen(quint64 offset, quint64 length);
    /// A person wants these bytes at this distance from the struct's start.
    void editRequested(quint64 offset, const QByteArray& bytes);

private:
    void layOutTree();
    void showNote();

    StructModel* model_;
    QTreeView* tree_;
    ToneLabel* note_;
    QString fault_; ///< of what is being typed
    bool known_ = false;
};

/// "frame" of "struct frame".
[[nodiscard]] QString shortName(const bytes::StructDeclaration& declaration);

} // namespace ipclens::ui
