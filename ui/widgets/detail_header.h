// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"

#include <QWidget>

class QLabel;

namespace ipclens::ui {

/// The line above a panel: a dot in the kind's colour, what it is, its key and id or its name, and how it stands. Of a
/// name that is too long the middle is left out.
class DetailHeader : public QWidget {
    Q_OBJECT

public:
    explicit DetailHeader(QWidget* parent = nullptr);

    void setInfo(const ObjectInfo& info, bool ended);
    /// At its right end.
    void addButton(QWidget* button);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyColors();
    void elideName();

    QLabel* title_;
    QLabel* key_;
    QWidget* tag_;
    QLabel* summary_;
    QString name_;
    ObjectId object_;
    bool ended_ = false;
};

} // namespace ipclens::ui
