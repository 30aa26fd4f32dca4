// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "core/objects/info.h"
#include "ui/session/update.h"

#include <QWidget>

#include <optional>

class QPushButton;

namespace ipclens::ui {

class ToneLabel;

/// Who is registered to be told of a message in a POSIX queue (mq_notify(3)), and whether the person is: that takes
/// nobody's place.
class NotificationLine : public QWidget {
    Q_OBJECT

public:
    explicit NotificationLine(QWidget* parent = nullptr);

    /// `holder`: the process of info.notifyPid.
    void show(const PosixQueueInfo& info, const std::optional<ProcessLabel>& holder);
    /// "billing 4711"; empty: nobody is known to be registered.
    [[nodiscard]] static QString holder(const PosixQueueInfo& info, const std::optional<ProcessLabel>& holder);
    void setWatched(bool watched);
    /// Empty: the person can be told; else why not.
    void setRefusal(const QString& why);

signals:
    /// The person wants to be told from now on, or no longer.
    void watchAsked(bool watch);

private:
    void say();

    QPushButton* notifyMe_;
    ToneLabel* words_;
    PosixQueueInfo info_;
    std::optional<ProcessLabel> holder_;
};

} // namespace ipclens::ui
