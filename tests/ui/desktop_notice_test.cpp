// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/desktop_notice.h"

#include <QDBusConnection>
#include <QProcess>
#include <QStandardPaths>
#include <QVariantMap>

#include <vector>

using ipclens::ui::DesktopNotice;

/// What shows the notices of a desktop, on a bus of the test's own.
class Notifications : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown {
        uint replaces;
        QString title;
        QString text;
    };

    explicit Notifications(const QString& bus)
        : connection_(QDBusConnection::connectToBus(bus, QStringLiteral("notifications"))) {}
    ~Notifications() override { QDBusConnection::disconnectFromBus(QStringLiteral("notifications")); }

    bool start() {
        return connection_.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                                          QDBusConnection::ExportAllSlots) &&
               connection_.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    [[nodiscard]] const std::vector<Shown>& shown() const { return shown_; }

public slots:
    uint Notify(const QString& /*application*/, uint replaces, const QString& /*icon*/, const QString& title,
                const QString& text, const QStringList& /*actions*/, const QVariantMap& /*hints*/, int /*timeout*/) {
        shown_.push_back({replaces, title, text});
        return replaces != 0 ? replaces : ++last_;
    }

private:
    QDBusConnection connection_;
    std::vector<Shown> shown_;
    uint last_ = 40;
};

class DesktopNoticeTest : public QObject {
    Q_OBJECT

private slots:
    void withoutABus();
    void aNewerOneTakesThePlace();

private:
    QProcess bus_;
};

void DesktopNoticeTest::withoutABus() {
    qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    DesktopNotice notice;
    notice.show(1, QStringLiteral("A message"), QStringLiteral("One in the queue."));
}

void DesktopNoticeTest::aNewerOneTakesThePlace() {
    if (QStandardPaths::findExecutable(QStringLiteral("dbus-daemon")).isEmpty())
        QSKIP("no bus to ask: dbus-daemon is missing");
    bus_.start(QStringLiteral("dbus-daemon"),
               {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    QVERIFY(bus_.waitForReadyRead(10'000));
    const QString address = QString::fromUtf8(bus_.readLine()).trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address.toUtf8());
    DesktopNotice notice;
    {
        Notifications desktop(address);
        QVERIFY(desktop.start());
        notice.show(1, QStringLiteral("A message"), QStringLiteral("One in the queue."));
        QTRY_COMPARE(desktop.shown().size(), std::size_t{1});
        QCOMPARE(desktop.shown().front().title, QStringLiteral("A message"));
        QCOMPARE(desktop.shown().front().text, QStringLiteral("One in the queue."));
        QCOMPARE(desktop.shown().front().replaces, 0U);
        notice.show(2, QStringLiteral("Another"), QString());
        QTRY_COMPARE(desktop.shown().size(), std::size_t{2});
        QCOMPARE(desktop.shown().back().replaces, 0U);
        QTRY_VERIFY([&] {
            notice.show(1, QStringLiteral("A third"), QString());
            return desktop.shown().back().replaces == 41; // once the answer to the first is here
        }());
    }
    notice.show(1, QStringLiteral("Nobody shows it"), QString()); // and nobody minds
    bus_.terminate();
    bus_.waitForFinished();
}

IPCLENS_GUI_TEST_MAIN(DesktopNoticeTest)

#include "desktop_notice_test.moc"
