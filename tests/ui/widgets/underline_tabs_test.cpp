// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "ui/widgets/underline_tabs.h"

#include <QList>
#include <QRect>
#include <QStringList>
#include <QTest>

using ipclens::ui::UnderlineTabs;

class UnderlineTabsTest : public QObject {
    Q_OBJECT

private slots:
    void aCountMovesNoTab();
    void choosingMovesNoTab();
};

namespace {

QList<QRect> places(const UnderlineTabs& tabs) {
    QList<QRect> rects;
    for (int tab = 0; tab < tabs.count(); ++tab)
        rects += tabs.tabRect(tab);
    return rects;
}

} // namespace

void UnderlineTabsTest::aCountMovesNoTab() {
    UnderlineTabs tabs;
    for (const char* title : {"Messages", "Waiting", "Properties"})
        tabs.addTab(QString::fromLatin1(title));
    tabs.reserve(1, QStringLiteral("Waiting 88"));
    tabs.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tabs));
    const auto before = places(tabs);
    for (const char* title : {"Waiting 1", "Waiting 42", "Waiting 88", "Waiting"}) {
        tabs.setTabText(1, QString::fromLatin1(title));
        QCOMPARE(places(tabs), before);
    }
    // More than was thought of is not cut off
    tabs.setTabText(1, QStringLiteral("Waiting 2\u202f000"));
    QVERIFY(tabs.tabRect(1).width() > before.at(1).width());
}

void UnderlineTabsTest::choosingMovesNoTab() {
    UnderlineTabs tabs;
    for (const char* title : {"Messages", "Waiting 3", "Properties"})
        tabs.addTab(QString::fromLatin1(title));
    tabs.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tabs));
    const auto before = places(tabs);
    tabs.setCurrentIndex(1);
    QCOMPARE(places(tabs), before);
}

IPCLENS_GUI_TEST_MAIN(UnderlineTabsTest)

#include "underline_tabs_test.moc"
