// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace ipclens::ui {

/// Notices of the desktop (org.freedesktop.Notifications on the session bus), for what happens while nobody looks at
/// the window. A newer notice of the same subject takes the place of the older. Nothing here waits for the bus: even
/// connecting is done by another thread, and where there is no bus, or nobody shows notices, nothing is shown.
class DesktopNotice : public QObject {
    Q_OBJECT

public:
    explicit DesktopNotice(QObject* parent = nullptr);

    /// Whether a thread still waits for the bus to answer, for whomever. QtDBus would wait for it at the end of the
    /// process, for ever where the bus hangs.
    [[nodiscard]] static bool isConnecting() noexcept;

    /// `title` is shown as it stands; `text` must hold nothing that is not ours, for desktops may read it as markup.
    void show(std::uint64_t subject, const QString& title, const QString& text);

private:
    struct Notice {
        std::uint64_t subject = 0;
        QString title;
        QString text;
    };

    void connectToBus();
    void send(const Notice& notice);

    bool connecting_ = false;
    bool connected_ = false;
    std::vector<Notice> waiting_;      ///< until there is a connection
    QHash<std::uint64_t, uint> shown_; ///< the desktop's number for the last notice of a subject
};

} // namespace ipclens::ui
