// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/desktop_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QStandardPaths>

#include <optional>
#include <vector>

using ipclens::ui::DesktopScheme;

/// The settings portal of a desktop, on a bus of the test's own.
class Portal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    explicit Portal(const QString& bus)
        : connection_(QDBusConnection::connectToBus(bus, QStringLiteral("portal"))) {}
    ~Portal() override { QDBusConnection::disconnectFromBus(QStringLiteral("portal")); }

    bool start() {
        return connection_.registerObject(path(), this, QDBusConnection::ExportAllSlots) &&
               connection_.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }
    void change(uint scheme) {
        scheme_ = scheme;
        QDBusMessage news = QDBusMessage::createSignal(path(), QStringLiteral("org.freedesktop.portal.Settings"),
                                                       QStringLiteral("SettingChanged"));
        news << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme")
             << QVariant::fromValue(QDBusVariant(scheme));
        connection_.send(news);
    }

public slots:
    // Read() wraps its value twice, as the real portal does
    QDBusVariant Read(const QString& group, const QString& key) const {
        const bool known = group == QLatin1String("org.freedesktop.appearance") && key == QLatin1String("color-scheme");
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? scheme_ : 0U)));
    }

private:
    static QString path() { return QStringLiteral("/org/freedesktop/portal/desktop"); }

    QDBusConnection connection_;
    uint scheme_ = 1;
};

class DesktopSchemeTest : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void asksAndFollows();

private:
    QProcess bus_;
    QString address_;
};

void DesktopSchemeTest::initTestCase() {
    if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
        QSKIP("no bus to ask: dbus-daemon is missing");
    bus_.start(QStringLiteral("dbus-daemon"),
               {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    QVERIFY(bus_.waitForReadyRead(10'000));
    address_ = QString::fromUtf8(bus_.readLine()).trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address_.toUtf8());
}

void DesktopSchemeTest::cleanupTestCase() {
    bus_.terminate();
    bus_.waitForFinished();
}

void DesktopSchemeTest::asksAndFollows() {
    Portal portal(address_);
    QVERIFY(portal.start());
    DesktopScheme scheme;
    std::vector<std::optional<bool>> told;
    connect(&scheme, &DesktopScheme::schemeTold, this, [&](std::optional<bool> dark) { told.push_back(dark); });
    scheme.start();
    QVERIFY(told.empty());
    QTRY_VERIFY(told == std::vector{std::optional(true)});
    portal.change(2);
    QTRY_COMPARE(told.size(), std::size_t{2});
    QVERIFY(told.back() == std::optional(false));
    portal.change(0);
    QTRY_COMPARE(told.size(), std::size_t{3});
    QVERIFY(!told.back());
}

IPCLENS_GUI_TEST_MAIN(DesktopSchemeTest)

#include "desktop_scheme_test.moc"
