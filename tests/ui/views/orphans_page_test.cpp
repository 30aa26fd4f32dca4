// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// Orphans in the real window: found on real objects, chosen by their boxes, removed after a question that names them.

#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/ui/window_fixture.h"
#include "ui/dialogs/remove_dialog.h"
#include "ui/models/orphan_model.h"
#include "ui/views/orphans_page.h"
#include "ui/widgets/rows_view.h"

#include <QPushButton>
#include <QTextEdit>

#include <sys/ipc.h>
#include <sys/shm.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::testing;
using ui::OrphanModel;
using ui::Place;
using ui::RowsView;

namespace {

/// Until an object is old enough for an orphan, and has been looked at.
constexpr int longEnough = 40'000;

/// A segment whose creator has ended, and which nobody has attached.
int makeOrphan(key_t key) {
    ChildProcess creator([key] { return shmget(key, 4096, IPC_CREAT | IPC_EXCL | 0600) < 0 ? 1 : 0; });
    return creator.wait() == 0 ? shmget(key, 0, 0) : -1;
}

bool exists(int id) {
    shmid_ds data{};
    return shmctl(id, IPC_STAT, &data) == 0;
}

class OrphansWindow : public WindowFixture {
public:
    bool showsOrphans(int count) {
        sideBar().setPlace(Place::Orphans);
        return QTest::qWaitFor([&] { return rows().rowCount() == count; }, longEnough);
    }
    OrphanModel& rows() const { return part<OrphanModel>(); }
    RowsView& list() const { return part<RowsView>("orphans"); }
    QPushButton& removeButton() const { return part<QPushButton>("removeChosen"); }

    void click(int row, OrphanModel::Column column) const {
        const QRect cell = list().visualRect(rows().index(row, column));
        QTest::mouseClick(list().viewport(), Qt::LeftButton, Qt::NoModifier, cell.center());
    }
    /// The question, once it has been looked who would be hit.
    ui::RemoveDialog* question() const {
        ui::RemoveDialog* dialog = nullptr;
        const bool asked = QTest::qWaitFor([&] {
            dialog = window.findChild<ui::RemoveDialog*>();
            return dialog != nullptr && verb(*dialog)->isEnabled();
        });
        return asked ? dialog : nullptr;
    }
    static QPushButton* verb(const ui::RemoveDialog& dialog) {
        return dialog.findChild<QPushButton*>(QStringLiteral("verb"));
    }
};

} // namespace

class OrphansPageTest : public QObject {
    Q_OBJECT

private slots:
    void whatIsCheckedIsRemovedAfterAQuestion();
};

void OrphansPageTest::whatIsCheckedIsRemovedAfterAQuestion() {
    const int chosen = makeOrphan(0x51a20001);
    const int kept = makeOrphan(0x51a20002);
    QVERIFY(chosen >= 0 && kept >= 0);
    OrphansWindow fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.showsOrphans(2));
    QVERIFY(!fixture.removeButton().isEnabled());
    const int row =
        fixture.rows().index(0, OrphanModel::ObjectColumn).data().toString() == QStringLiteral("0x51a20001") ? 0 : 1;
    fixture.click(row, OrphanModel::CheckColumn);
    QVERIFY(fixture.removeButton().isEnabled());

    // Cancel, and nothing happens
    QTest::mouseClick(&fixture.removeButton(), Qt::LeftButton);
    ui::RemoveDialog* dialog = fixture.question();
    QVERIFY(dialog != nullptr);
    const QString said = dialog->findChild<QTextEdit*>()->toPlainText();
    QVERIFY2(said.contains(QStringLiteral("0x51a20001")) && !said.contains(QStringLiteral("0x51a20002")),
             qPrintable(said));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(fixture.window.findChild<ui::RemoveDialog*>() == nullptr);
    QVERIFY(exists(chosen) && exists(kept));

    // The choice is still there
    QTest::mouseClick(&fixture.removeButton(), Qt::LeftButton);
    dialog = fixture.question();
    QVERIFY(dialog != nullptr);
    QTest::mouseClick(OrphansWindow::verb(*dialog), Qt::LeftButton);
    QTRY_VERIFY(!exists(chosen));
    QVERIFY(exists(kept));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.rows().rowCount(), 1, longEnough);
    QVERIFY(!fixture.removeButton().isEnabled());

    // Space checks a box as well; look-only leaves nothing to do with it
    fixture.list().setFocus();
    fixture.list().setCurrentIndex(fixture.rows().index(0, OrphanModel::ObjectColumn));
    QTest::keyClick(&fixture.list(), Qt::Key_Space);
    QVERIFY(fixture.removeButton().isEnabled());
    fixture.session.setLookOnly(true);
    QVERIFY(!fixture.removeButton().isEnabled());
    QCOMPARE(shmctl(kept, IPC_RMID, nullptr), 0);
}

IPCLENS_GUI_TEST_MAIN(OrphansPageTest)
#include "orphans_page_test.moc"
