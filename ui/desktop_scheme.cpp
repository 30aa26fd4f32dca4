// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "ui/desktop_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QThread>
#include <QVariant>

namespace ipclens::ui {
namespace {

const QString portalService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString portalPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString settingsInterface = QStringLiteral("org.freedesktop.portal.Settings");
const QString appearanceGroup = QStringLiteral("org.freedesktop.appearance");
const QString schemeKey = QStringLiteral("color-scheme");

/// 0: no preference, 1: dark, 2: light; Read() wraps the value in one more variant than SettingChanged does.
std::optional<bool> darkOf(QVariant value) {
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    switch (value.toUInt()) {
    case 1: return true;
    case 2: return false;
    default: return std::nullopt;
    }
}

} // namespace

DesktopScheme::DesktopScheme(QObject* parent)
    : QObject(parent) {}

DesktopScheme::~DesktopScheme() {
    if (auto* thread = qobject_cast<QThread*>(connecting_)) thread->wait();
}

void DesktopScheme::start() {
    if (started_) return;
    started_ = true;
    // Without an address libdbus would start a bus of its own for us
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) return;
    // The first use of the bus connects and says hello, and waits for both
    QThread* thread = QThread::create([] { QDBusConnection::sessionBus(); });
    connecting_ = thread;
    thread->setParent(this);
    connect(thread, &QThread::finished, this, &DesktopScheme::ask);
    thread->start();
}

void DesktopScheme::ask() {
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    // From any sender: to know the portal's alone QtDBus would ask the bus for its owner, and wait for the answer
    bus.connect(QString(), portalPath, settingsInterface, QStringLiteral("SettingChanged"), this,
                SLOT(settingChanged(QDBusMessage)));
    QDBusMessage question =
        QDBusMessage::createMethodCall(portalService, portalPath, settingsInterface, QStringLiteral("Read"));
    question << appearanceGroup << schemeKey;
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(question), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, &DesktopScheme::answered);
}

void DesktopScheme::answered(QDBusPendingCallWatcher* watcher) {
    const QDBusPendingReply<QVariant> reply = *watcher;
    watcher->deleteLater();
    if (!reply.isError()) emit schemeTold(darkOf(reply.value()));
}

void DesktopScheme::settingChanged(const QDBusMessage& news) {
    const QList<QVariant> words = news.arguments(); // group, key, value
    if (words.size() == 3 && words[0] == appearanceGroup && words[1] == schemeKey) emit schemeTold(darkOf(words[2]));
}

} // namespace ipclens::ui
