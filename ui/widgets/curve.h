// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/object.h"
#include "core/watching/trace.h"

#include <QWidget>

#include <chrono>
#include <memory>

namespace ipclens::ui {

class ToneLabel;

/// The last minute of one number as a large curve, with what it is and its lowest and highest value in a line above.
class Curve : public QWidget {
    Q_OBJECT

public:
    /// `what` begins the line, as "Value"; `kind` gives the colour.
    Curve(Kind kind, const QString& what, QWidget* parent = nullptr);

    /// Ends at `end`; null: nothing is known.
    void show(std::shared_ptr<const watching::Trace> trace, std::chrono::steady_clock::time_point end);
    /// The line above as it is now, for who can't see the curve.
    [[nodiscard]] QString words() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void tell();
    [[nodiscard]] QRect field() const;

    Kind kind_;
    QString what_;
    ToneLabel* caption_;
    ToneLabel* range_;
    std::shared_ptr<const watching::Trace> trace_;
    std::chrono::steady_clock::time_point end_;
};

} // namespace ipclens::ui
