// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

#include <cstdint>

class QLabel;
class QLineEdit;

namespace ipclens::ui {

/// A line above a hex view in which to name a place. Hidden until it is opened; Escape or Return closes it.
class BookmarkBar : public QWidget {
    Q_OBJECT

public:
    explicit BookmarkBar(QWidget* parent = nullptr);

    /// `name`: what the place is called now.
    void open(std::uint64_t offset, const QString& name);

signals:
    /// An empty name takes the bookmark away.
    void named(quint64 offset, const QString& name);
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void close();

    QLabel* caption_;
    QLineEdit* line_;
    std::uint64_t offset_ = 0;
};

} // namespace ipclens::ui
