// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHeaderView>

namespace ipclens::ui {

/// Column titles that stand over their cells' text and don't follow the selection.
class FlatHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit FlatHeader(QWidget* parent = nullptr);
};

} // namespace ipclens::ui
