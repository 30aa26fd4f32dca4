// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/panels/panel.h"

#include <QDialog>
#include <QString>

class QCheckBox;
class QLabel;
class QPushButton;

namespace ipclens::ui {

class Session;
class Verdict;

/// Says what browsing a POSIX queue does, and asks. Where somebody may come between (it is full, a notification is
/// registered) it has to be asked for once more. Cancel is the default. To be shown with open(), deletes itself when
/// closed.
class BrowseDialog : public QDialog {
    Q_OBJECT

public:
    BrowseDialog(Session& session, const PosixQueueInfo& queue, const QString& notified, QWidget* parent = nullptr);

    /// The queue as it is now, and who is registered for a notification: "billing 4711"; empty: nobody.
    void setInfo(const PosixQueueInfo& queue, const QString& notified);

signals:
    /// For the window's banner; plain text.
    void message(ipclens::ui::Severity severity, const QString& text);
    void chosen(bool force);

private:
    void say();
    [[nodiscard]] QString obstacle() const;

    Session& session_;
    PosixQueueInfo queue_;
    QString notified_;
    QLabel* effect_;
    QLabel* obstacle_;
    QCheckBox* force_;
    QPushButton* verb_ = nullptr;
};

} // namespace ipclens::ui
