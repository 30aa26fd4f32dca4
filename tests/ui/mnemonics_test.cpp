// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Alt and a letter means one thing: in the window with each of its panels, in each menu and in each dialog.

#include "core/listing/posix_names.h"
#include "core/sysv/message_queue.h"
#include "core/sysv/semaphore_set.h"
#include "core/sysv/shared_memory.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/posix_objects.h"
#include "tests/ui/mnemonics.h"
#include "tests/ui/three_objects.h"
#include "tests/ui/window_fixture.h"
#include "ui/dialogs/browse_dialog.h"
#include "ui/dialogs/change_dialog.h"
#include "ui/dialogs/create_dialog.h"
#include "ui/dialogs/posix_receive_dialog.h"
#include "ui/dialogs/receive_dialog.h"
#include "ui/dialogs/remove_dialog.h"
#include "ui/dialogs/set_all_dialog.h"
#include "ui/dialogs/struct_dialog.h"
#include "ui/dialogs/transfer_dialog.h"
#include "ui/hexview/hex_view.h"
#include "ui/models/message_model.h"
#include "ui/panels/taken_strip.h"

#include <QComboBox>
#include <QFile>
#include <QPushButton>

#include <memory>

using namespace ipclens;
using namespace ipclens::testing;
using namespace ipclens::ui;

namespace {

void press(const WindowFixture& fixture, const char* button) {
    QTRY_VERIFY2(fixture.part<QPushButton>(button).isVisible(), button);
    fixture.part<QPushButton>(button).click();
}

void trigger(const WindowFixture& fixture, const QString& words) {
    for (auto* action : fixture.window.findChildren<QAction*>()) {
        if (action->text() == words) return action->trigger();
    }
    QFAIL(qPrintable(words));
}

} // namespace

class MnemonicsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QFile::remove(WindowFixture::settingsFile()); }
    void theWindowAlone();
    void panels_data();
    void panels();
    void aSegmentThatIsOffered();
    void theToolsOfMemory();
    void aQueueThatWasTakenFrom_data();
    void aQueueThatWasTakenFrom();
    void theMenuOfARow();
    void theMenuOfBytes();
    void dialogsOfOneObject_data();
    void dialogsOfOneObject();
    void dialogsOfQueues();
    void otherDialogs();

private:
    static void check(QWidget* dialog);
};

/// Shows it, looks, and deletes it.
void MnemonicsTest::check(QWidget* dialog) {
    const std::unique_ptr<QWidget> owned(dialog);
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowExposed(dialog));
    QVERIFY2(allClashes(*dialog).isEmpty(), qPrintable(allClashes(*dialog)));
}

void MnemonicsTest::theWindowAlone() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(mnemonicsOf(fixture.window).contains(QStringLiteral("Alt+F")));
    QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
    fixture.sideBar().setPlace(Place::Limits);
    QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
}

void MnemonicsTest::panels_data() {
    QTest::addColumn<QString>("key");
    for (const QString& key : {setKeyText, segmentKeyText, queueKeyText})
        QTest::newRow(qPrintable(key)) << key;
    for (const char* name : {"/lock", "/ring", "/jobs"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void MnemonicsTest::panels() {
    QFETCH(QString, key);
    const ThreeObjects objects;
    const MadeSemaphore lock("/lock", 1);
    const MadeQueue jobs("/jobs");
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(4096), 0);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(key));
    QTRY_VERIFY(fixture.detailTitle().contains(key));
    for (const int tab : {0, 1}) {
        fixture.part<QTabBar>("detailTabs").setCurrentIndex(tab);
        QVERIFY(fixture.waitForUpdates(2));
        QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
    }
}

void MnemonicsTest::aSegmentThatIsOffered() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(segmentKeyText));
    press(fixture, "attach");
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY(fixture.part<QPushButton>("detach").isVisible());
    QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
}

void MnemonicsTest::theToolsOfMemory() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(4096), 0);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("/ring")));
    for (const char* button : {"find", "goTo", "lock"}) {
        QTRY_VERIFY(fixture.part<QPushButton>(button).isEnabled());
        press(fixture, button);
        if (QTest::currentTestFailed()) return;
    }
    QTRY_VERIFY(fixture.part<QPushButton>("writeEdits").isVisible());
    auto& what = fixture.part<QComboBox>("findWhat");
    for (int kind = 0; kind < what.count(); ++kind) {
        what.setCurrentIndex(kind);
        QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
    }
    QTest::keyClicks(&fixture.part<HexView>("hexView"), QStringLiteral("ff"));
    QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
    fixture.part<QPushButton>("discardEdits").click();
    trigger(fixture, QStringLiteral("&Freeze"));
    QTRY_VERIFY(fixture.part<QPushButton>("compareWithNow").isVisible());
    QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
    press(fixture, "compareWithNow");
    if (QTest::currentTestFailed()) return;
    QTRY_VERIFY(fixture.part<QPushButton>("nextDifference").isVisible());
    QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
}

void MnemonicsTest::aQueueThatWasTakenFrom_data() {
    QTest::addColumn<QString>("key");
    QTest::newRow("System V") << queueKeyText;
    QTest::newRow("POSIX") << QStringLiteral("/jobs");
}

void MnemonicsTest::aQueueThatWasTakenFrom() {
    QFETCH(QString, key);
    const ThreeObjects objects;
    const MadeQueue jobs("/jobs");
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(key));
    QTRY_VERIFY(fixture.detailTitle().contains(key));
    for (auto* strip : fixture.window.findChildren<TakenStrip*>()) {
        sysv::Message message;
        message.type = 1;
        strip->add(ObjectId::posix(Kind::MessageQueue, Name::of("/jobs")), message);
    }
    for (auto* button : fixture.window.findChildren<QPushButton*>()) {
        if (!button->isVisible() || button->text() != QStringLiteral("JSON")) continue;
        button->click();
        QTRY_VERIFY(mnemonicsOf(fixture.window).contains(QStringLiteral("Alt+Y")));
    }
    QVERIFY(mnemonicsOf(fixture.window).contains(QStringLiteral("Alt+K")));
    QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
    for (auto* strip : fixture.window.findChildren<TakenStrip*>())
        strip->setSent(1, true); // nothing is left that closing the window would lose
}

void MnemonicsTest::theMenuOfARow() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(setKeyText));
    const QModelIndex index = fixture.table().model()->index(fixture.rowOfKey(setKeyText), 1);
    emit fixture.table().customContextMenuRequested(fixture.table().visualRect(index).center());
    auto* menu = fixture.window.findChild<QMenu*>(QStringLiteral("rowMenu"));
    QVERIFY(menu != nullptr);
    QVERIFY2(allClashes(fixture.window).isEmpty(), qPrintable(allClashes(fixture.window)));
    menu->close();
}

void MnemonicsTest::theMenuOfBytes() {
    const ShmEntry ring("ring");
    QCOMPARE(ring.makeFile(4096), 0);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("/ring")));
    QTRY_VERIFY(fixture.part<QPushButton>("lock").isEnabled());
    press(fixture, "lock");
    if (QTest::currentTestFailed()) return;
    auto& view = fixture.part<HexView>("hexView");
    QTRY_VERIFY(fixture.part<QPushButton>("writeEdits").isVisible());
    const auto before = view.findChildren<QMenu*>();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(&view, &event);
    const auto menus = view.findChildren<QMenu*>();
    QCOMPARE(menus.size(), before.size() + 1);
    QVERIFY(mnemonicsOf(*menus.last()).contains(QStringLiteral("Alt+O")));
    QVERIFY2(clashes(mnemonicsOf(*menus.last())).isEmpty(), qPrintable(clashes(mnemonicsOf(*menus.last()))));
    menus.last()->close();
}

void MnemonicsTest::dialogsOfOneObject_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("posix");
    for (const Kind kind : {Kind::Semaphore, Kind::SharedMemory, Kind::MessageQueue}) {
        for (const bool posix : {false, true})
            QTest::addRow("%s %d", posix ? "POSIX" : "System V", static_cast<int>(kind))
                << static_cast<int>(kind) << posix;
    }
}

void MnemonicsTest::dialogsOfOneObject() {
    QFETCH(int, kind);
    QFETCH(bool, posix);
    const ThreeObjects objects;
    const MadeSemaphore lock("/x", 1);
    const MadeQueue jobs("/x");
    const ShmEntry ring("x");
    QCOMPARE(ring.makeFile(4096), 0);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(6));
    for (int row = 0; row < fixture.rows(); ++row) {
        const auto* model = qobject_cast<const ObjectTableModel*>(fixture.table().model());
        const ObjectInfo info = copyOf(model->viewAt(row));
        const ObjectId object = objectIdOf(viewOf(info));
        if (object.kind != static_cast<Kind>(kind) || (object.api() == Api::Posix) != posix) continue;
        check(new ChangeDialog(fixture.session, info, &fixture.window));
        check(new RemoveDialog(fixture.session, {object}, &fixture.window));
        check(new CreateDialog(fixture.session, object.kind, &fixture.window, object.api()));
    }
}

void MnemonicsTest::dialogsOfQueues() {
    const MadeQueue jobs("/jobs");
    QVERIFY(jobs.send("one"));
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    const auto info =
        std::get<PosixQueueInfo>(*listing::lookAtPosix(ObjectId::posix(Kind::MessageQueue, Name::of("/jobs"))));
    check(new PosixReceiveDialog(fixture.session, info, &fixture.window));
    check(new BrowseDialog(fixture.session, info, {}, &fixture.window));
    check(new BrowseDialog(fixture.session, info, QStringLiteral("billing 4711"), &fixture.window));
    const MessageModel messages;
    QueueInfo queue;
    check(new ReceiveDialog(fixture.session, queue, messages, &fixture.window));
    for (const auto what : {TransferDialog::What::Move, TransferDialog::What::Copy})
        check(new TransferDialog(what, queue, {queue}, &fixture.window));
}

void MnemonicsTest::otherDialogs() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    SemaphoreSetInfo set;
    set.count = 3;
    check(new SetAllDialog(fixture.session, set, &fixture.window));
    check(new StructDialog({}, &fixture.window));
}

IPCLENS_GUI_TEST_MAIN(MnemonicsTest)

#include "mnemonics_test.moc"
