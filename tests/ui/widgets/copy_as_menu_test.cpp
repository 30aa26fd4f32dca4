// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "tests/support/made_object.h"
#include "tests/ui/window_fixture.h"
#include "ui/dialogs/change_dialog.h"
#include "ui/dialogs/receive_dialog.h"
#include "ui/dialogs/remove_dialog.h"
#include "ui/panels/composer.h"
#include "ui/panels/member_view.h"
#include "ui/widgets/copy_as_menu.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::MadeObject;
using ipclens::testing::WindowFixture;

namespace {

constexpr key_t queueKey = 0x0000beef;
constexpr key_t setKey = 0x51a00001;

QString copied() {
    return QGuiApplication::clipboard()->text();
}

/// Chooses a line of the menu as a click does.
void choose(const CopyAsMenu& menu, snippets::Language language) {
    menu.actions().at(static_cast<int>(language))->trigger();
}

} // namespace

class CopyAsMenuTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void copiesTheObjectThatIsShown();
    void copiesWhatADialogWouldDo();
    void copiesWhatAPanelWouldDo();
    void copiesWithoutRunning();
    void saysWhenThereIsNothingToCopy();
    void opensOverAButtonThatIsOff();
};

void CopyAsMenuTest::init() {
    QFile::remove(WindowFixture::settingsFile());
    QGuiApplication::clipboard()->clear();
}

void CopyAsMenuTest::copiesTheObjectThatIsShown() {
    const MadeObject queue(Kind::MessageQueue, queueKey);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("0x0000beef")));
    fixture.session.setLookOnly(true);
    const auto& header = fixture.part<DetailHeader>();
    const auto* button = header.findChild<QPushButton*>(QStringLiteral("copyAsButton"));
    QVERIFY(button != nullptr && button->isVisible() && button->isEnabled());
    const auto* menu = qobject_cast<CopyAsMenu*>(button->menu());
    QVERIFY(menu != nullptr);
    choose(*menu, snippets::Language::C);
    QVERIFY(copied().contains(QStringLiteral("msgget((key_t)0x0000beef, 0)")));
    QCOMPARE(fixture.banner().text(), QStringLiteral("Copied as C"));
    choose(*menu, snippets::Language::Python);
    QVERIFY(copied().contains(QStringLiteral("sysv_ipc.MessageQueue(0x0000beef)")));
    choose(*menu, snippets::Language::Shell);
    QVERIFY(copied().endsWith(QStringLiteral("ipclens show msg:0x0000beef")));
}

void CopyAsMenuTest::copiesWhatADialogWouldDo() {
    const MadeObject queue(Kind::MessageQueue, queueKey);
    Session session;
    session.start();
    QVERIFY(QTest::qWaitFor([&] { return session.last() != nullptr && session.last()->rows != nullptr; }));
    const auto info = session.last()->rows->snapshot->find(queue.object());
    QVERIFY(info.has_value());
    ChangeDialog change(session, copyOf(*info));
    change.findChild<QLineEdit*>(QStringLiteral("capacity"))->setText(QStringLiteral("512"));
    choose(*change.findChild<CopyAsMenu*>(), snippets::Language::Shell);
    QCOMPARE(copied(), QStringLiteral("ipclens set msg:0x0000beef --capacity 512"));
    RemoveDialog remove(session, {queue.object()});
    choose(*remove.findChild<CopyAsMenu*>(), snippets::Language::Shell);
    QCOMPARE(copied(), QStringLiteral("ipcrm -Q 0x0000beef"));
}

void CopyAsMenuTest::copiesWhatAPanelWouldDo() {
    const MadeObject queue(Kind::MessageQueue, queueKey);
    const MadeObject set(Kind::Semaphore, setKey, 0600, 2);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("0x0000beef")));
    fixture.part<QPlainTextEdit>("sendPayload").setPlainText(QStringLiteral("it's"));
    const auto* beside = fixture.part<Composer>().findChild<QPushButton*>(QStringLiteral("copyAsButton"));
    QVERIFY(beside != nullptr);
    choose(*qobject_cast<CopyAsMenu*>(beside->menu()), snippets::Language::Shell);
    QCOMPARE(copied(), QStringLiteral("ipclens send msg:0x0000beef --type 1 --text 'it'\\''s' --no-wait"));

    fixture.part<QLineEdit>("sendCount").setText(QStringLiteral("3"));
    fixture.part<QLineEdit>("sendEvery").setText(QStringLiteral("50 ms"));
    choose(*qobject_cast<CopyAsMenu*>(beside->menu()), snippets::Language::Shell);
    QCOMPARE(copied(),
             QStringLiteral("ipclens send msg:0x0000beef --type 1 --text 'it'\\''s' --count 3 --every 0.05 --no-wait"));

    fixture.part<QPushButton>("receive").click();
    auto& receive = fixture.part<ReceiveDialog>();
    choose(*receive.findChild<CopyAsMenu*>(), snippets::Language::Shell);
    QCOMPARE(copied(), QStringLiteral("ipclens receive msg:0x0000beef --no-wait"));
    receive.reject();

    QVERIFY(fixture.clickKey(QStringLiteral("0x51a00001")));
    auto& members = fixture.part<MemberView>();
    QVERIFY(QTest::qWaitFor([&] { return members.model()->index(1, 0).isValid(); }));
    QVERIFY(fixture.waitForUpdates(2)); // its values are there
    const QPoint second = members.visualRect(members.model()->index(1, 0)).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, second, members.viewport()->mapToGlobal(second));
    QCoreApplication::sendEvent(members.viewport(), &event);
    const auto menus = members.findChildren<CopyAsMenu*>();
    QCOMPARE(menus.size(), 4);
    choose(*menus[0], snippets::Language::Shell);
    QCOMPARE(copied(), QStringLiteral("ipclens op sem:0x51a00001 1:-1"));
    choose(*menus[1], snippets::Language::Shell);
    QCOMPARE(copied(), QStringLiteral("ipclens op sem:0x51a00001 1:1"));
    choose(*menus[3], snippets::Language::Shell);
    QCOMPARE(copied(), QStringLiteral("ipclens set sem:0x51a00001 --value '1=0'"));
    qobject_cast<QMenu*>(menus[0]->parent())->close();
}

void CopyAsMenuTest::copiesWithoutRunning() {
    const MadeObject queue(Kind::MessageQueue, IPC_PRIVATE);
    const auto before = sysv::MessageQueue::adopt(queue.object().id).stat();
    Session session;
    session.start();
    QSignalSpy finished(&session, &Session::operationFinished);
    QWidget parent;
    const auto source = [&] { return operation::Send{queue.object(), 1, {std::byte{'x'}}, false, {}}; };
    auto* menu = CopyAsMenu::ofOperation(session, source, &parent);
    for (const auto language : snippets::languages)
        choose(*menu, language);
    QCOMPARE(copied(), QStringLiteral("ipclens send msg:@%1 --type 1 --text x --no-wait").arg(queue.id()));
    QVERIFY(!finished.wait(200));
    QVERIFY(sysv::MessageQueue::adopt(queue.object().id).stat().value() == before.value());
}

void CopyAsMenuTest::saysWhenThereIsNothingToCopy() {
    const Session session;
    QWidget parent;
    QGuiApplication::clipboard()->setText(QStringLiteral("as before"));
    auto* menu = CopyAsMenu::ofOperation(
        session, [] { return std::nullopt; }, &parent);
    QSignalSpy messages(menu, &CopyAsMenu::message);
    choose(*menu, snippets::Language::C);
    QCOMPARE(copied(), QStringLiteral("as before"));
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages.front().front().value<Severity>(), Severity::Warning);
}

void CopyAsMenuTest::opensOverAButtonThatIsOff() {
    const Session session;
    QPushButton button(QStringLiteral("Send"));
    button.setEnabled(false);
    auto* menu = CopyAsMenu::ofOperation(
        session, [] { return std::nullopt; }, &button);
    menu->openOver(button);
    button.show();
    QContextMenuEvent event(QContextMenuEvent::Mouse, {2, 2}, button.mapToGlobal(QPoint(2, 2)));
    QCoreApplication::sendEvent(&button, &event);
    QVERIFY(menu->isVisible());
    menu->close();
}

IPCLENS_GUI_TEST_MAIN(CopyAsMenuTest)

#include "copy_as_menu_test.moc"
