// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/widgets/message_banner.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <chrono>

using ipclens::ui::MessageBanner;
using ipclens::ui::Severity;
using namespace std::chrono_literals;

namespace {

/// A banner as it stands in a window, away from the mouse: under it a message would stay.
struct Window {
    Window() {
        window.resize(400, 300);
        banner.setGeometry(50, 200, 300, 60);
        window.show();
    }

    QWidget window;
    MessageBanner banner{&window};
};

} // namespace

class MessageBannerTest : public QObject {
    Q_OBJECT

private slots:
    void showsTextAsItStands();
    void successClosesItself();
    void errorsStayUntilTheyAreClosed();
    void theNewestWordCounts();
    void aClickLeavesTheKeyboardWhereItIs();
    void whatIsTrueNoLongerGoes();
};

void MessageBannerTest::showsTextAsItStands() {
    MessageBanner banner;
    const QString hostile = QStringLiteral("<img src=x>Removed <b>msg:@7</b>");
    banner.showMessage(Severity::Info, hostile);
    QCOMPARE(banner.text(), hostile);
    QCOMPARE(banner.findChild<QLabel*>()->textFormat(), Qt::PlainText);
    QCOMPARE(banner.accessibleName(), hostile);
}

void MessageBannerTest::whatIsTrueNoLongerGoes() {
    Window window;
    MessageBanner& banner = window.banner;
    banner.showMessage(Severity::Warning, QStringLiteral("The lock is closed"));
    banner.withdraw(QStringLiteral("Something else"));
    QVERIFY(banner.isVisible());
    banner.withdraw(QStringLiteral("The lock is closed"));
    QVERIFY(!banner.isVisible());
}

void MessageBannerTest::successClosesItself() {
    Window window;
    MessageBanner& banner = window.banner;
    banner.setReadingTime(30ms);
    banner.showMessage(Severity::Success, QStringLiteral("Created msg:@7"));
    QVERIFY(banner.isVisible());
    QTRY_VERIFY(!banner.isVisible());
}

void MessageBannerTest::errorsStayUntilTheyAreClosed() {
    for (const Severity severity : {Severity::Warning, Severity::Error}) {
        Window window;
        MessageBanner& banner = window.banner;
        banner.setReadingTime(10ms);
        banner.showMessage(severity, QStringLiteral("send msg:@7: denied (EACCES)"));
        QTest::qWait(100);
        QVERIFY(banner.isVisible());
        QTest::mouseClick(banner.findChild<QToolButton*>(), Qt::LeftButton);
        QVERIFY(!banner.isVisible());
    }
}

void MessageBannerTest::theNewestWordCounts() {
    Window window;
    MessageBanner& banner = window.banner;
    banner.setReadingTime(60ms);
    banner.showMessage(Severity::Success, QStringLiteral("done"));
    banner.showMessage(Severity::Error, QStringLiteral("failed"));
    QTest::qWait(150);
    QVERIFY(banner.isVisible());
    QCOMPARE(banner.text(), QStringLiteral("failed"));
    QCOMPARE(banner.severity(), Severity::Error);
}

void MessageBannerTest::aClickLeavesTheKeyboardWhereItIs() {
    Window window;
    QLineEdit line(&window.window);
    line.show();
    QLineEdit other(&window.window);
    other.show();
    QVERIFY(QTest::qWaitForWindowActive(&window.window));
    line.setFocus();
    window.banner.offer(Severity::Warning, QStringLiteral("3 messages are left"), QStringLiteral("Put back"),
                        [&] { window.banner.showMessage(Severity::Success, QStringLiteral("done")); });
    QTest::mouseClick(window.banner.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(window.banner.text(), QStringLiteral("done"));
    QVERIFY(line.hasFocus());
    QTest::mouseClick(window.banner.findChild<QToolButton*>(), Qt::LeftButton);
    QVERIFY(!window.banner.isVisible());
    QVERIFY(line.hasFocus());
}

IPCLENS_GUI_TEST_MAIN(MessageBannerTest)

#include "message_banner_test.moc"
