// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QMenu;
class QPushButton;

namespace ipclens::ui {

/// The strip above a segment's bytes: what is known of it, how its bytes are read, and what can be done with them.
class MemoryHeader : public QWidget {
    Q_OBJECT

public:
    explicit MemoryHeader(QWidget* parent = nullptr);

    void setFacts(const QString& facts);
    /// `own`: by an attachment of ours, which can be ended here.
    void setAccess(const QString& access, bool own);
    void setAlways(bool always);
    /// Whether there are bytes to go to and to copy.
    void setBytesShown(bool shown);

    /// Between "Go to…" and "Copy".
    void addButton(QPushButton* button);

    [[nodiscard]] QMenu& copyMenu() { return *copyMenu_; }
    [[nodiscard]] QAction& goToAction() { return *goToAction_; }

signals:
    void detachAsked();
    void alwaysChosen(bool always);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    QLabel* facts_;
    QLabel* access_;
    QCheckBox* always_;
    QPushButton* detach_;
    QPushButton* goTo_;
    QPushButton* copy_;
    QMenu* copyMenu_;
    QAction* goToAction_;
};

} // namespace ipclens::ui
