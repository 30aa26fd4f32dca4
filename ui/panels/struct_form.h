// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <vector>

class QSpinBox;

namespace ipclens::ui {

class ActionButton;
class StructFields;
class ToneLabel;

/// Where bytes are typed as the fields of a struct. They are as many as the struct takes: where a length in it is typed
/// anew, what stands in its other fields stays in these fields.
class StructForm : public QWidget {
    Q_OBJECT

public:
    explicit StructForm(QWidget* parent = nullptr);

    /// A struct as it is declared, empty: none, and what stands in it: as much of the bytes as it takes, else zeros.
    void setStruct(const QString& declaration, std::vector<std::byte> bytes = {});
    [[nodiscard]] const QString& declaration() const { return declaration_; }
    [[nodiscard]] const std::vector<std::byte>& bytes() const { return bytes_; }

    /// A few rows: where there is no room for more, they scroll.
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// A layout gives all of its height to what asks for one by its width, as the wrapped words below the fields do.
    [[nodiscard]] bool hasHeightForWidth() const override { return false; }

signals:
    /// By the person: other bytes.
    void changed();
    /// A person wants to declare the struct.
    void editAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void layOut();
    void put(std::uint64_t offset, const std::vector<std::byte>& typed);
    void show();

    StructFields* fields_;
    ToneLabel* name_;
    ActionButton* edit_;
    QSpinBox* size_; ///< of a struct that takes all bytes that follow
    QString declaration_;
    std::vector<std::byte> bytes_;
};

} // namespace ipclens::ui
