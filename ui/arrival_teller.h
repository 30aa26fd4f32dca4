// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/desktop_notice.h"
#include "ui/panels/panel.h"

#include <QObject>
#include <QString>

namespace ipclens::ui {

class Session;

/// Passes on what QueueArrivals tells: to the banner, and to the desktop for who looks elsewhere.
class ArrivalTeller : public QObject {
    Q_OBJECT

public:
    explicit ArrivalTeller(Session& session, QObject* parent = nullptr);

signals:
    void message(ipclens::ui::Severity severity, const QString& text);

private:
    DesktopNotice notice_;
};

} // namespace ipclens::ui
