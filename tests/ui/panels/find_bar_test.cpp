// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/support/gui_test_main.h"
#include "tests/ui/panels/memory_panel_fixture.h"
#include "ui/hexview/hex_view.h"
#include "ui/panels/memory_panel.h"
#include "ui/panels/memory_settings.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <memory>

using namespace ipclens;
using namespace ipclens::ui;
using testing::LiveSegment;

namespace {

/// The panel in a window that has something else as well.
class Bench {
public:
    explicit Bench(const LiveSegment& segment) {
        MemorySettings().setAlwaysAttach(true);
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(elsewhere);
        layout->addWidget(panel);
        session.setRate(20);
        window.resize(900, 600);
        window.show();
        if (!host.open({Kind::SharedMemory, segment.id()})) qFatal("the panel did not open");
        if (!QTest::qWaitFor([this] { return child<QPushButton>("find").isEnabled(); })) qFatal("no bytes came");
        if (!QTest::qWaitForWindowActive(&window)) qFatal("the window is not active");
    }

    template <class Widget>
    Widget& child(const char* name) {
        return *panel->findChild<Widget*>(QLatin1String(name));
    }
    QString status() { return child<QLabel>("findStatus").text(); }
    void choose(const char* what) { child<QComboBox>("findWhat").setCurrentText(QLatin1String(what)); }
    void look(const char* what, const char* pattern) {
        child<QPushButton>("find").click();
        choose(what);
        child<QLineEdit>("findPattern").setText(QLatin1String(pattern));
    }

    Session session;
    QWidget window;
    QLineEdit* elsewhere = new QLineEdit(&window);
    MemoryPanel* panel = new MemoryPanel(session, &window);
    testing::PanelHost host{session, *panel};
};

} // namespace

class FindBarTest : public QObject {
    Q_OBJECT

private slots:
    void init() { testing::clearSettings(); }
    void wordsAreLookedForAsSomethingElse();
    void whatGoesOnIsForTheOldWords();
    void keysWorkFromElsewhere();
};

void FindBarTest::wordsAreLookedForAsSomethingElse() {
    const LiveSegment segment(4096, {{64, "61"}, {128, "a"}});
    Bench bench(segment);
    bench.look("Text", "61");
    bench.child<QPushButton>("findAll").click();
    QTRY_VERIFY2(bench.status().startsWith("1 match"), qPrintable(bench.status()));
    QVERIFY(bench.child<QTableView>("findResults").isVisible());
    // The same words, and another thing: what was found is not that
    bench.choose("Hex bytes");
    QCOMPARE(bench.child<QLineEdit>("findPattern").text(), QString("61"));
    QCOMPARE(bench.status(), QString());
    QVERIFY(!bench.child<QTableView>("findResults").isVisible());
    bench.child<QPushButton>("findNext").click();
    QTRY_VERIFY2(bench.status().contains("Found at 0x80"), qPrintable(bench.status()));

    bench.child<QLineEdit>("findPattern").setText(QStringLiteral("frame"));
    QCOMPARE(bench.status(), QString());
    bench.choose("Float");
    const QString wrong = bench.status();
    QVERIFY(!wrong.isEmpty());
    // And nothing is looked for
    bench.child<QPushButton>("findNext").click();
    QCOMPARE(bench.status(), wrong);
    QVERIFY(!bench.host.waitForUpdate() || bench.status() == wrong);
    bench.choose("Text");
    QCOMPARE(bench.status(), QString());
}

void FindBarTest::whatGoesOnIsForTheOldWords() {
    const LiveSegment segment(4096, {{64, "frame"}});
    Bench bench(segment);
    bench.look("Text", "frame");
    bench.child<QPushButton>("findNext").click();
    bench.child<QLineEdit>("findPattern").setText(QStringLiteral("frames"));
    QVERIFY(bench.host.waitForUpdate());
    QCOMPARE(bench.status(), QString());
    QCOMPARE(bench.child<HexView>("hexView").cursor(), 0U);
}

void FindBarTest::keysWorkFromElsewhere() {
    const LiveSegment segment(4096, {{64, "frame"}, {128, "frame"}});
    Bench bench(segment);
    bench.elsewhere->setFocus();
    QTest::keyClick(bench.elsewhere, Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(bench.child<QLineEdit>("findPattern").hasFocus());
    bench.child<QLineEdit>("findPattern").setText(QStringLiteral("frame"));
    bench.elsewhere->setFocus();
    QTest::keyClick(bench.elsewhere, Qt::Key_F3);
    QTRY_VERIFY2(bench.status().contains("0x40"), qPrintable(bench.status()));
    QTest::keyClick(bench.elsewhere, Qt::Key_F3, Qt::ShiftModifier);
    QTRY_VERIFY2(bench.status().contains("0x80"), qPrintable(bench.status()));
    // Not of a panel that is out of sight
    bench.panel->hide();
    QTest::keyClick(bench.elsewhere, Qt::Key_F3);
    QVERIFY(bench.host.waitForUpdate());
    QVERIFY2(bench.status().contains("0x80"), qPrintable(bench.status()));
    QVERIFY(bench.elsewhere->hasFocus());
}

IPCLENS_GUI_TEST_MAIN(FindBarTest)

#include "find_bar_test.moc"
