// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/properties.h"

#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;

namespace ipclens::ui {

/// One group of properties: a heading, and a line for each with values that can be marked and copied.
class PropertyCard : public QWidget {
    Q_OBJECT

public:
    explicit PropertyCard(const properties::Group& group, QWidget* parent = nullptr);

    /// The same properties with their newest values. Only what changed is touched, so that a mark stays.
    void setGroup(const properties::Group& group);

private:
    struct Line {
        QLabel* label;
        QLabel* value;
        QLabel* aside;
    };

    /// `wide`: nothing stands behind the value, so it may be long.
    void addLine(bool wide);

    QGridLayout* grid_ = nullptr;
    QLabel* title_;
    QLabel* aside_;
    std::vector<Line> lines_;
};

} // namespace ipclens::ui
