// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/desktop_notice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QStringList>
#include <QThread>
#include <QVariantMap>

#include <atomic>
#include <utility>

namespace ipclens::ui {
namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
constexpr int asLongAsTheDesktopLikes = -1;

std::atomic<int> underWay = 0;

} // namespace

DesktopNotice::DesktopNotice(QObject* parent)
    : QObject(parent) {}

bool DesktopNotice::isConnecting() noexcept {
    return underWay > 0;
}

void DesktopNotice::show(std::uint64_t subject, const QString& title, const QString& text) {
    const Notice notice{subject, title, text};
    if (connected_) return send(notice);
    // Without an address libdbus would start a bus of its own for us
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return;
    std::erase_if(waiting_, [subject](const Notice& each) { return each.subject == subject; });
    waiting_.push_back(notice);
    if (!connecting_) connectToBus();
}

void DesktopNotice::connectToBus() {
    // The first use of the bus connects and says hello, and waits for both, for ever where the bus does not answer. So
    // nobody waits for the thread, and it belongs to nobody
    connecting_ = true;
    ++underWay;
    QThread* thread = QThread::create([] {
        QDBusConnection::sessionBus();
        --underWay;
    });
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    connect(thread, &QThread::finished, this, [this] {
        connected_ = true;
        for (const Notice& notice : std::exchange(waiting_, {}))
            send(notice);
    });
    thread->start();
}

void DesktopNotice::send(const Notice& notice) {
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    QDBusMessage call = QDBusMessage::createMethodCall(service, path, service, QStringLiteral("Notify"));
    const QVariantMap hints{{QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()}};
    call << QStringLiteral("IPC Lens") << shown_.value(notice.subject, 0) << QStringLiteral("ipclens") << notice.title
         << notice.text << QStringList() << hints << asLongAsTheDesktopLikes;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, subject = notice.subject] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        if (!reply.isError()) shown_.insert(subject, reply.value());
    });
}

} // namespace ipclens::ui
