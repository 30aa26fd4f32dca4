// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "tests/support/x_server.h"

#include <QFile>
#include <QGuiApplication>
#include <QWidget>

using ipclens::testing::XServer;

class XServerTest : public QObject {
    Q_OBJECT

private slots:
    void showsWindowsOfThisProgram();
    void makesNoObjects();
    void leavesNothing();
};

void XServerTest::showsWindowsOfThisProgram() {
    QCOMPARE(QGuiApplication::platformName(), QStringLiteral("xcb"));
    QWidget window;
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
}

void XServerTest::makesNoObjects() {
    QWidget window;
    window.resize(640, 480);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(ipclens::testing::objectsInNamespace(), std::vector<std::string>());
}

void XServerTest::leavesNothing() {
    QString socket;
    {
        const XServer other;
        socket = QStringLiteral("/tmp/.X11-unix/X%1").arg(QString::fromStdString(other.display()).mid(1));
        QVERIFY(QFile::exists(socket));
    }
    QVERIFY(!QFile::exists(socket));
}

IPCLENS_X11_TEST_MAIN(XServerTest)

#include "x_server_test.moc"
