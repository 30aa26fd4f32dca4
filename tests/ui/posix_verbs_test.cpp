// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "core/posix/semaphore.h"
#include "core/sysv/semaphore_set.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/posix_objects.h"
#include "tests/ui/dialogs/dialog_fixture.h"
#include "tests/ui/window_fixture.h"
#include "ui/dialogs/change_dialog.h"
#include "ui/dialogs/create_dialog.h"
#include "ui/dialogs/remove_dialog.h"

#include <QFile>
#include <QMenu>
#include <QPointer>

using namespace ipclens;
using namespace ipclens::testing;
using ui::ChangeDialog;
using ui::CreateDialog;
using ui::RemoveDialog;

/// Verbs of the window on POSIX objects, from the keyboard.
class PosixVerbsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QFile::remove(WindowFixture::settingsFile()); }
    void whatIsMadeIsChosen();
    void theApiIsRemembered();
    void rowsHaveTheVerbs();
    void removesWhatIsChosenOfBoth();
};

namespace {

template <class Dialog>
QPointer<Dialog> opened(WindowFixture& fixture) {
    QPointer<Dialog> dialog;
    static_cast<void>(QTest::qWaitFor([&] {
        dialog = fixture.window.findChild<Dialog*>();
        return !dialog.isNull() && dialog->isVisible();
    }));
    return dialog;
}

} // namespace

void PosixVerbsTest::whatIsMadeIsChosen() {
    const MadeSemaphore other("/other", 1);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(1));
    fixture.action("createSemaphoreSet").trigger();
    const auto dialog = opened<CreateDialog>(fixture);
    QVERIFY(!dialog.isNull());
    QTest::mouseClick(part<QPushButton>(dialog, "posix"), Qt::LeftButton);
    type(dialog, "name", QStringLiteral("lock"));
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(dialog.isNull());
    QVERIFY(fixture.waitForRows(2));
    const ObjectId made = ObjectId::posix(Kind::Semaphore, Name::of("/lock"));
    QTRY_VERIFY(fixture.table().currentObject() == made);
    QTRY_VERIFY2(fixture.detailTitle().contains(QStringLiteral("/lock")), qPrintable(fixture.detailTitle()));
    QVERIFY(posix::Semaphore::unlink("/lock"));
}

void PosixVerbsTest::theApiIsRemembered() {
    {
        WindowFixture fixture;
        QVERIFY(fixture.ready());
        fixture.action("createMessageQueue").trigger();
        const auto dialog = opened<CreateDialog>(fixture);
        QVERIFY(!part<QLineEdit>(dialog, "name")->isVisible());
        QTest::mouseClick(part<QPushButton>(dialog, "posix"), Qt::LeftButton);
        QVERIFY(part<QLineEdit>(dialog, "name")->isVisible());
        dialog->reject();
    }
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.action("createSharedMemory").trigger();
    const auto dialog = opened<CreateDialog>(fixture);
    QVERIFY(part<QLineEdit>(dialog, "name")->isVisible());
    dialog->reject();
}

void PosixVerbsTest::rowsHaveTheVerbs() {
    const MadeSemaphore lock("/lock", 1);
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(QStringLiteral("/lock")));
    for (const char* name : {"change", "remove", "copyName"})
        QTRY_VERIFY(fixture.action(name).isEnabled());
    fixture.action("change").trigger();
    const auto change = opened<ChangeDialog>(fixture);
    QVERIFY(!change.isNull());
    QCOMPARE(part<QLabel>(change, "heading")->text(), QStringLiteral("Change semaphore /lock"));
    type(change, "modeDigits", QStringLiteral("640"));
    QTest::keyClick(change, Qt::Key_Return);
    QTRY_VERIFY(change.isNull());
    QCOMPARE(posix::Semaphore::look("/lock")->file.permissions.mode, std::uint16_t{0640});
}

void PosixVerbsTest::removesWhatIsChosenOfBoth() {
    const auto set = sysv::SemaphoreSet::create(Key{0x51}, {});
    QVERIFY(posix::Semaphore::create("/lock", {}).has_value());
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(2));
    fixture.clickRow(0);
    QTest::keyClick(&fixture.table(), Qt::Key_A, Qt::ControlModifier);
    QTRY_COMPARE(fixture.table().selectedObjects().size(), std::size_t{2});
    QTest::keyClick(&fixture.window, Qt::Key_Delete);
    const auto dialog = opened<RemoveDialog>(fixture);
    QVERIFY(!dialog.isNull());
    QTRY_VERIFY(verb(dialog)->isEnabled());
    QTest::mouseClick(verb(dialog), Qt::LeftButton);
    QTRY_VERIFY(dialog.isNull());
    QVERIFY(objectsInNamespace().empty());
    QVERIFY(fixture.waitForRows(0));
}

IPCLENS_GUI_TEST_MAIN(PosixVerbsTest)

#include "posix_verbs_test.moc"
