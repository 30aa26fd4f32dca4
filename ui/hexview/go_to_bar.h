// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace ipclens::ui {

class HexView;

/// A line above a hex view in which to write where to go. Hidden until it is opened; Escape or a good answer closes it.
class GoToBar : public QWidget {
    Q_OBJECT

public:
    explicit GoToBar(HexView& view, QWidget* parent = nullptr);

    void open();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void go();
    void close();
    void say(const QString& problem);
    void applyColors();

    HexView& view_;
    QLineEdit* line_;
    QLabel* hint_;
    bool wrong_ = false; ///< the hint says what is wrong
};

} // namespace ipclens::ui
