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

#include <utility>

namespace ipclens::ui {
namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");
constexpr int asLongAsTheDesktopLikes = -1;

} // namespace

DesktopNotice::DesktopNotice(QObject* parent)
    : QObject(parent) {}

DesktopNotice::~DesktopNotice() {
    if (auto* thread = qobject_cast<QThread*>(connecting_)) thread->wait();
}

void DesktopNotice::show(std::uint64_t subject, const QString& title, const QString& text) {
    const Notice notice{subject, title, text};
    if (connected_) return send(notice);
    // Without an address libdbus would start a bus of its own for us
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return;
    std::erase_if(waiting_, [subject](const Notice& each) { return each.subject == subject; });
    waiting_.push_back(notice);
    if (connecting_ == nullptr) connectToBus();
}

void DesktopNotice::connectToBus() {
    // The first use of the bus connects and says hello, and waits for both
    QThread* thread = QThread::create([] { QDBusConnection::sessionBus(); });
    connecting_ = thread;
    thread->setParent(this);
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
