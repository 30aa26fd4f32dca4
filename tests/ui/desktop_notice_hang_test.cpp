// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/base/unique_fd.h"
#include "tests/support/gui_test_main.h"
#include "ui/desktop_notice.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstring>
#include <string>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

using ipclens::UniqueFd;
using ipclens::ui::DesktopNotice;

/// A program of its own, for a process connects to the bus of its session once.
class DesktopNoticeHangTest : public QObject {
    Q_OBJECT

private slots:
    void aBusThatHangsIsNotWaitedFor();
};

void DesktopNoticeHangTest::aBusThatHangsIsNotWaitedFor() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("bus")).toStdString();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    QVERIFY(path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, path.data(), path.size());
    UniqueFd bus(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); // takes a connection, and says nothing
    const void* const place = &address;
    QCOMPARE(bind(bus.get(), static_cast<const sockaddr*>(place), sizeof address), 0);
    QCOMPARE(listen(bus.get(), 1), 0);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + QByteArray::fromStdString(path));
    QElapsedTimer took;
    {
        DesktopNotice notice;
        notice.show(1, QStringLiteral("A message"), QStringLiteral("One in the queue."));
        QVERIFY(DesktopNotice::isConnecting());
        pollfd connected{bus.get(), POLLIN, 0};
        QTRY_COMPARE(poll(&connected, 1, 0), 1);
        took.start();
    }
    QVERIFY2(took.elapsed() < 2'000, qPrintable(QString::number(took.elapsed())));
    QVERIFY(DesktopNotice::isConnecting());
    bus.reset();
    QTRY_VERIFY(!DesktopNotice::isConnecting()); // the end of this program would wait for it
}

IPCLENS_GUI_TEST_MAIN(DesktopNoticeHangTest)

#include "desktop_notice_hang_test.moc"
