// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusMessage>
#include <QObject>

#include <optional>

class QDBusPendingCallWatcher;

namespace ipclens::ui {

/// Whether the desktop wants dark windows: org.freedesktop.appearance color-scheme of the settings portal
/// (org.freedesktop.portal.Settings), asked once and followed from then on. Nothing here waits for the bus: even
/// connecting is done by another thread, and where there is no bus or no portal nothing is ever told.
class DesktopScheme : public QObject {
    Q_OBJECT

public:
    explicit DesktopScheme(QObject* parent = nullptr);
    ~DesktopScheme() override;

    /// Begins to ask; once.
    void start();

signals:
    /// Dark, light, or nothing where the desktop has no preference.
    void schemeTold(std::optional<bool> dark);

private slots:
    void settingChanged(const QDBusMessage& news);

private:
    void ask();
    void answered(QDBusPendingCallWatcher* watcher);

    QObject* connecting_ = nullptr;
    bool started_ = false;
};

} // namespace ipclens::ui
