// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace ipclens::ui {

/// The line above a panel whose object is gone. Hidden until then.
class EndedLine : public QLabel {
    Q_OBJECT

public:
    explicit EndedLine(QWidget* parent = nullptr);

    void say(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace ipclens::ui
