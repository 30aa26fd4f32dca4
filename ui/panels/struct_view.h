// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/settings.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

class QCheckBox;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace ipclens::ui {

class StructFields;
class ToneLabel;

/// A struct's fields over bytes, live. It tells which bytes it wants and shows those that it is given.
class StructView : public QWidget {
    Q_OBJECT

public:
    explicit StructView(QWidget* parent = nullptr);

    /// For something else of this many bytes.
    void setChoice(const StructChoice& choice, std::uint64_t size);
    /// It is longer or shorter now.
    void setSize(std::uint64_t size);
    [[nodiscard]] const StructChoice& choice() const { return choice_; }
    /// Where the cursor is, for a struct that follows it.
    void setCursor(std::uint64_t offset);

    /// The bytes it wants from choice().offset on; 0: none.
    [[nodiscard]] std::uint32_t wantedLength() const;
    /// Bytes from choice().offset on, as many as there are of them; none: not known.
    void setBytes(std::span<const std::byte> bytes);
    /// Whether values can be typed; `reason`: why not.
    void setEditable(bool editable, const QString& reason);

signals:
    /// By the person.
    void choiceChanged();
    /// The place or the length of what it wants is another one.
    void wantedChanged();
    /// A row was chosen that stands for these bytes.
    void fieldChosen(quint64 offset, quint64 length);
    void editRequested(quint64 offset, const QByteArray& bytes);

private:
    QWidget* layOutFields();
    QWidget* layOutEmpty();
    QWidget* layOutPlace();
    void edit();
    void declare(const QString& text);
    void adopt();
    void place(std::uint64_t offset);
    [[nodiscard]] QString offsetText() const;
    void moveTo(const QString& text);
    void step(bool forwards);

    QStackedWidget* pages_;
    ToneLabel* name_;
    QPushButton* edit_;
    QLineEdit* offset_;
    QPushButton* here_;
    QPushButton* before_;
    QPushButton* after_;
    QCheckBox* follow_;
    StructFields* fields_;
    StructChoice choice_;
    std::uint64_t size_ = 0; ///< of what it is laid over
    std::uint64_t cursor_ = 0;
    bool moved_ = true; ///< the next bytes are at another place than those before
};

} // namespace ipclens::ui
