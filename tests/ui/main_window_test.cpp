// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "tests/ui/header_drag.h"
#include "tests/ui/three_objects.h"
#include "tests/ui/window_fixture.h"
#include "ui/main_window.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/wait_strip.h"

#include <QApplication>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

using namespace ipclens;
using namespace ipclens::testing;
using raw::Queue;
using raw::SemaphoreSet;
using ui::Column;

class MainWindowTest : public QObject {
    Q_OBJECT

private slots:
    void init();
    void listsWhatIsThere();
    void newAndRemovedObjectsComeAndGo();
    void theSidebarNarrowsToAKind();
    void filtersWhileTyping();
    void saysWhatIsWrongWithAFilter();
    void escapeClearsTheFilter();
    void lettersTypedInTheListFilter();
    void sortsByColumn();
    void spacePausesButIsTypedToo();
    void f5LooksOnceWhilePaused();
    void lookOnlyTurnsOffWhatChanges();
    void lookOnlyIsNotRemembered();
    void emptySystemOffersToCreate();
    void noMatchOffersToClearTheFilter();
    void waitsAreListedAndCancelled();
    void showsOnlyWhatIsLikeTheRow();
    void remembersHowItWasLeft();
    void startsWithGarbageInTheSettings();
    void everythingHasAnAccessibleName();
};

void MainWindowTest::init() {
    QFile::remove(WindowFixture::settingsFile());
}

void MainWindowTest::listsWhatIsThere() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    QCOMPARE(fixture.cell(0, Column::Key), setKeyText);
    QCOMPARE(fixture.cell(1, Column::Key), segmentKeyText);
    QCOMPARE(fixture.cell(2, Column::Key), queueKeyText);
    QCOMPARE(fixture.cell(0, Column::Mode), QStringLiteral("rw-rw----"));
    QVERIFY(fixture.cell(1, Column::State).startsWith(QStringLiteral("4 KiB")));
    QCOMPARE(fixture.status().left(), QStringLiteral("3 objects \u00b7 4 KiB shared"));
    QVERIFY(fixture.status().right().startsWith(QStringLiteral("SysV via ")));
}

void MainWindowTest::newAndRemovedObjectsComeAndGo() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    {
        const Queue queue(queueKey);
        QVERIFY(fixture.waitForRows(1));
        QCOMPARE(fixture.cell(0, Column::Key), queueKeyText);
    }
    QVERIFY(fixture.waitForRows(0));
}

void MainWindowTest::theSidebarNarrowsToAKind() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    QTest::keyClick(&fixture.window, Qt::Key_4, Qt::ControlModifier);
    QVERIFY(fixture.waitForRows(1));
    QCOMPARE(fixture.cell(0, Column::Key), queueKeyText);
    QCOMPARE(fixture.status().left(), QStringLiteral("1 of 3 objects \u00b7 4 KiB shared"));
    QTest::keyClick(&fixture.window, Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(fixture.status().left(), QStringLiteral("3 objects \u00b7 4 KiB shared"));
    ui::SideBar& bar = fixture.sideBar();
    QTest::mouseClick(bar.viewport(), Qt::LeftButton, Qt::NoModifier, bar.visualItemRect(bar.item(1)).center());
    QVERIFY(fixture.waitForRows(3));
}

void MainWindowTest::filtersWhileTyping() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    QTest::keyClick(&fixture.window, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(fixture.filter().hasFocus());
    QTest::keyClicks(&fixture.filter(), QStringLiteral("kind:msg"));
    QVERIFY(fixture.waitForRows(1));
    QCOMPARE(fixture.cell(0, Column::Key), queueKeyText);
    QVERIFY(fixture.filter().error().isEmpty());
}

void MainWindowTest::saysWhatIsWrongWithAFilter() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    fixture.filter().setFocus();
    // At once: typed, "colour" alone is a filter that is answered, with no rows, if the colon is long in coming
    fixture.filter().setText(QStringLiteral("colour:red"));
    QTRY_VERIFY(fixture.filter().error().contains(QStringLiteral("colour")));
    const auto& label = fixture.part<QLabel>("filterError");
    QVERIFY(label.isVisible());
    QVERIFY(fixture.window.rect().contains(label.geometry()));
    QCOMPARE(fixture.rows(), 3);
    // An empty list says it too
    const auto said = [&](const QString& text) {
        const auto labels = fixture.window.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* each) {
            return each != &label && each->isVisible() && each->text() == text;
        });
    };
    fixture.filter().setText(QStringLiteral("nothing-like-it"));
    QTRY_VERIFY(said(QStringLiteral("There are others that it leaves out.")));
    fixture.filter().setText(QStringLiteral("api:posx"));
    QTRY_VERIFY(!said(QStringLiteral("There are others that it leaves out.")));
    QVERIFY(said(QStringLiteral("api: takes sysv or posix")));
    fixture.filter().clear();
    QTRY_VERIFY(fixture.filter().error().isEmpty());
    QVERIFY(!label.isVisible());
}

void MainWindowTest::escapeClearsTheFilter() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.filter().setFocus();
    fixture.filter().setText(QStringLiteral("5103"));
    QVERIFY(fixture.waitForRows(1));
    QTest::keyClick(&fixture.filter(), Qt::Key_Escape);
    QVERIFY(fixture.filter().text().isEmpty());
    QVERIFY(fixture.waitForRows(3));
    QTest::keyClick(&fixture.filter(), Qt::Key_Escape);
    QVERIFY(fixture.table().hasFocus());
}

void MainWindowTest::lettersTypedInTheListFilter() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    fixture.table().setFocus();
    QTest::keyClicks(&fixture.table(), QStringLiteral("5"));
    QVERIFY(fixture.filter().hasFocus());
    QCOMPARE(fixture.filter().text(), QStringLiteral("5"));
}

void MainWindowTest::sortsByColumn() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    QHeaderView* header = fixture.table().horizontalHeader();
    const int key = static_cast<int>(Column::Key);
    const QPoint title(header->sectionViewportPosition(key) + 20, header->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, title);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, Qt::NoModifier, title);
    QTRY_COMPARE(fixture.cell(0, Column::Key), queueKeyText);
    QCOMPARE(fixture.cell(2, Column::Key), setKeyText);
}

void MainWindowTest::spacePausesButIsTypedToo() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    const QAction& pause = fixture.action("pause");
    fixture.sideBar().setFocus();
    QTest::keyClick(&fixture.sideBar(), Qt::Key_Space);
    QVERIFY(pause.isChecked());
    QTRY_VERIFY(fixture.status().right().contains(QStringLiteral("paused")));
    {
        const Queue queue(queueKey);
        QTest::qWait(300);
        QCOMPARE(fixture.rows(), 0);
    }
    fixture.filter().setFocus();
    QTest::keyClick(&fixture.filter(), Qt::Key_Space);
    QVERIFY(pause.isChecked());
    QCOMPARE(fixture.filter().text(), QStringLiteral(" "));
    auto& button = fixture.part<QPushButton>("lookOnlyButton");
    button.setFocus();
    QTest::keyClick(&button, Qt::Key_Space);
    QVERIFY(pause.isChecked());
    QVERIFY(fixture.session.lookOnly());
    fixture.sideBar().setFocus();
    QTest::keyClick(&fixture.sideBar(), Qt::Key_Space);
    QVERIFY(!pause.isChecked());
}

void MainWindowTest::f5LooksOnceWhilePaused() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.action("pause").trigger();
    const Queue queue(queueKey);
    QTest::qWait(150);
    QCOMPARE(fixture.rows(), 0);
    QTest::keyClick(&fixture.window, Qt::Key_F5);
    QVERIFY(fixture.waitForRows(1));
}

void MainWindowTest::lookOnlyTurnsOffWhatChanges() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(queueKeyText));
    const std::vector<const char*> changing{"createSemaphoreSet", "createSharedMemory", "createMessageQueue", "change",
                                            "remove"};
    for (const char* name : changing)
        QVERIFY2(fixture.action(name).isEnabled(), name);
    const auto& newButton = fixture.part<QPushButton>("newButton");
    QVERIFY(newButton.isEnabled());
    QTest::mouseClick(&fixture.part<QPushButton>("lookOnlyButton"), Qt::LeftButton);
    QVERIFY(fixture.session.lookOnly());
    for (const char* name : changing) {
        QVERIFY2(!fixture.action(name).isEnabled(), name);
        QVERIFY2(fixture.action(name).toolTip().contains(QStringLiteral("look-only")), name);
    }
    QVERIFY(!newButton.isEnabled());
    QVERIFY(newButton.toolTip().contains(QStringLiteral("look-only")));
    QVERIFY(fixture.action("copyName").isEnabled());
    QTest::mouseClick(&fixture.part<QPushButton>("lookOnlyButton"), Qt::LeftButton);
    QVERIFY(!fixture.session.lookOnly());
    QVERIFY(fixture.action("remove").isEnabled());
}

void MainWindowTest::lookOnlyIsNotRemembered() {
    {
        WindowFixture fixture;
        QVERIFY(fixture.ready());
        fixture.window.setLookOnly(true);
        QVERIFY(fixture.session.lookOnly());
        fixture.window.close();
    }
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(!fixture.session.lookOnly());
}

void MainWindowTest::emptySystemOffersToCreate() {
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    const auto& page = fixture.part<ui::EmptyState>("noObjects");
    QTRY_VERIFY(page.isVisible());
    const auto buttons = page.findChildren<QPushButton*>();
    QCOMPARE(buttons.size(), 3);
    fixture.window.setLookOnly(true);
    QVERIFY(!buttons.first()->isEnabled());
    fixture.window.setLookOnly(false);
    QVERIFY(buttons.first()->isEnabled());
    const Queue queue(queueKey);
    QVERIFY(fixture.waitForRows(1));
    QTRY_VERIFY(fixture.table().isVisible());
}

void MainWindowTest::noMatchOffersToClearTheFilter() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    fixture.filter().setText(QStringLiteral("nothing-is-called-so"));
    const auto& page = fixture.part<ui::EmptyState>("noMatches");
    QTRY_VERIFY(page.isVisible());
    QTest::mouseClick(page.findChild<QPushButton*>(), Qt::LeftButton);
    QVERIFY(fixture.filter().text().isEmpty());
    QVERIFY(fixture.waitForRows(3));
    QTRY_VERIFY(fixture.table().isVisible());
}

void MainWindowTest::waitsAreListedAndCancelled() {
    const SemaphoreSet set(setKey, {0});
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(setKeyText));
    ui::operation::Apply take;
    take.set = fixture.table().currentObject()->id;
    take.operations = {{0, -1, false}};
    fixture.session.run(take);
    QTRY_COMPARE(fixture.status().notice(), QStringLiteral("1 operation waiting"));
    const auto& strip = fixture.part<ui::WaitStrip>("waitStrip");
    QVERIFY(strip.isVisible());
    QTRY_COMPARE(set.waiting(0), 1);
    auto* cancel = strip.findChild<QPushButton*>();
    QVERIFY(cancel != nullptr);
    QVERIFY(cancel->accessibleName().contains(QStringLiteral("semop")));
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY(!strip.isVisible());
    QVERIFY(fixture.status().notice().isEmpty());
    QCOMPARE(set.waiting(0), 0);
}

void MainWindowTest::showsOnlyWhatIsLikeTheRow() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.clickKey(queueKeyText));
    const QModelIndex index = fixture.table().currentIndex();
    const QPoint place = fixture.table().visualRect(index).center();
    emit fixture.table().customContextMenuRequested(place);
    QMenu* menu = fixture.table().findChild<QMenu*>(QStringLiteral("rowMenu"));
    QVERIFY(menu != nullptr);
    QVERIFY(menu->isVisible());
    QMenu* only = menu->findChild<QMenu*>();
    QVERIFY(only != nullptr);
    only->actions().constFirst()->trigger();
    menu->close();
    QCOMPARE(fixture.filter().text(), QStringLiteral("kind:msg"));
    QVERIFY(fixture.waitForRows(1));
}

void MainWindowTest::remembersHowItWasLeft() {
    const ThreeObjects objects;
    QList<int> parts;
    {
        WindowFixture fixture;
        QVERIFY(fixture.ready());
        fixture.window.resize(1000, 640);
        fixture.table().setColumnVisible(Column::Owner, false);
        dragToWidth(*fixture.table().horizontalHeader(), static_cast<int>(Column::Key), 177);
        fixture.table().horizontalHeader()->moveSection(2, 1);
        fixture.table().setSortOrder({Column::Key, true});
        fixture.part<QSplitter>("parts").setSizes({200, 300});
        parts = fixture.part<QSplitter>("parts").sizes();
        fixture.theme.setTheme(ui::Theme::Dark);
        fixture.window.close();
    }
    {
        WindowFixture fixture;
        QVERIFY(fixture.ready());
        QVERIFY(fixture.waitForRows(3));
        QCOMPARE(fixture.window.size(), QSize(1000, 640));
        QVERIFY(!fixture.table().isColumnVisible(Column::Owner));
        QCOMPARE(fixture.table().columnWidth(static_cast<int>(Column::Key)), 177);
        QCOMPARE(fixture.table().horizontalHeader()->visualIndex(static_cast<int>(Column::Id)), 1);
        QVERIFY((fixture.table().sortOrder() == ui::SortOrder{Column::Key, true}));
        QTRY_COMPARE(fixture.cell(0, Column::Key), queueKeyText);
        QCOMPARE(fixture.part<QSplitter>("parts").sizes(), parts);
        QCOMPARE(fixture.theme.theme(), ui::Theme::Dark);
        QVERIFY(ui::isDark(fixture.window.palette()));
        fixture.theme.setTheme(ui::Theme::System);
    }
}

void MainWindowTest::startsWithGarbageInTheSettings() {
    QFile file(WindowFixture::settingsFile());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[General]\ntheme=\xff\xfe\ncolumns=key:-1, x\nsort=--\nrate=NaN\nwindow=@ByteArray(\\0\\1garbage)\n"
               "splitter_parts=1, 2, 3\nsplitter_sides=a\n");
    file.close();
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(fixture.waitForRows(3));
    QVERIFY(fixture.table().isColumnVisible(Column::Key));
    QVERIFY(fixture.window.width() >= 400);
    QVERIFY(fixture.part<QSplitter>("parts").sizes().constFirst() > 50);
}

void MainWindowTest::everythingHasAnAccessibleName() {
    const ThreeObjects objects;
    WindowFixture fixture;
    QVERIFY(fixture.ready());
    QVERIFY(!fixture.table().accessibleName().isEmpty());
    QVERIFY(!fixture.filter().accessibleName().isEmpty());
    QVERIFY(!fixture.sideBar().accessibleName().isEmpty());
    QTRY_VERIFY(!fixture.status().accessibleName().isEmpty());
    for (const auto* button : fixture.window.findChildren<QPushButton*>()) {
        // That of a banner has its words when there is something to do
        const bool named = button->isHidden() || !button->accessibleName().isEmpty() || !button->text().isEmpty();
        QVERIFY2(named, qPrintable(button->objectName()));
    }
}

IPCLENS_GUI_TEST_MAIN(MainWindowTest)

#include "main_window_test.moc"
