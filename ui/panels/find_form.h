// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/bytes/pattern.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace ipclens::ui {

/// The fields that say what to look for: text, bytes in hex, or a number.
class FindForm : public QWidget {
    Q_OBJECT

public:
    enum class What { Text, Hex, Signed, Unsigned, Float };

    explicit FindForm(QWidget* parent = nullptr);

    [[nodiscard]] What what() const;
    [[nodiscard]] bool isNumber() const { return what() >= What::Signed; }
    /// Nothing is typed.
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] Result<std::shared_ptr<const bytes::Matcher>> matcher() const;
    [[nodiscard]] bytes::NumberFormat format() const;
    [[nodiscard]] bool aligned() const;
    [[nodiscard]] Result<bytes::NumberRange> range() const;

    void focusPattern();

signals:
    /// Another pattern.
    void changed();
    /// Behind changed(): something else is looked for, by the same words.
    void whatChanged();
    void returnPressed(bool backward);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showFields();
    void fillWidths();

    QComboBox* what_;
    QLineEdit* pattern_;
    QLineEdit* tolerance_;
    QComboBox* width_;
    QComboBox* order_;
    QCheckBox* matchCase_;
    QCheckBox* aligned_;
};

} // namespace ipclens::ui
