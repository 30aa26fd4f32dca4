// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;
class QPushButton;

namespace ipclens::ui {

/// A few buttons side by side of which one is chosen.
class Segments : public QWidget {
    Q_OBJECT

public:
    explicit Segments(QButtonGroup& group, QWidget* parent = nullptr);

    QPushButton* add(int id, const QString& text);

private:
    QButtonGroup& group_;
    QHBoxLayout* layout_;
};

} // namespace ipclens::ui
