// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

// The wait graph and the deadlocks of real processes that wait for one another.

#include "tests/support/child_process.h"
#include "tests/support/gui_test_main.h"
#include "tests/support/made_object.h"
#include "tests/ui/session/session_probe.h"
#include "ui/models/words.h"
#include "ui/theme.h"
#include "ui/views/deadlock_card.h"
#include "ui/views/deadlocks_page.h"
#include "ui/views/wait_graph_page.h"
#include "ui/views/wait_graph_view.h"

#include <QAction>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <memory>
#include <string>

#include <sys/prctl.h>
#include <sys/sem.h>
#include <unistd.h>

using namespace ipclens;
using namespace ipclens::ui;
using ipclens::testing::ChildProcess;
using ipclens::testing::MadeObject;
using ipclens::testing::SessionProbe;

namespace {

constexpr const char* hostile = "<b>&%1\x1b";

/// Takes the one, waits until the other is taken too, and then for that.
int takeBoth(int set, unsigned short first, const char* name) {
    prctl(PR_SET_NAME, name);
    const auto second = static_cast<unsigned short>(1 - first);
    sembuf one{first, -1, 0};
    sembuf other{second, -1, 0};
    if (semop(set, &one, 1) != 0) return 1;
    while (semctl(set, second, GETVAL) != 0)
        usleep(1000);
    return semop(set, &other, 1) == 0 ? 0 : 2;
}

/// A page that is seen, and told of what a session finds.
template <class Page>
class Host {
public:
    Host()
        : page(probe.session) {
        page.resize(900, 600);
        page.show();
        QObject::connect(&probe.session, &Session::processesUpdated, &page,
                         [this](const std::shared_ptr<const ProcessView>& view) { page.apply(view); });
        Interest interest = probe.session.interest();
        interest.processes = page.interest();
        probe.session.setInterest(interest);
        probe.session.start();
    }
    [[nodiscard]] QString news() const {
        const auto* label = page.template findChild<QLabel*>(QStringLiteral("pageNews"));
        return label->text();
    }
    template <class Holds>
    [[nodiscard]] static bool await(Holds&& holds) {
        return QTest::qWaitFor(holds, 20'000);
    }

    SessionProbe probe;
    Page page;
};

class Lockstep {
public:
    explicit Lockstep(int set)
        : ready(semctl(set, 0, SETVAL, 1) == 0 && semctl(set, 1, SETVAL, 1) == 0)
        , first([set] { return takeBoth(set, 0, "lockstep"); })
        , second([set] { return takeBoth(set, 1, hostile); }) {}

    bool ready; ///< both members are 1 before anybody comes
    ChildProcess first;
    ChildProcess second;
};

} // namespace

class WaitGraphPageTest : public QObject {
    Q_OBJECT

private slots:
    void nobodyWaits();
    void nobodyIsSeenToWait();
    void aLongWaitIsNoDeadlock();
    void aDeadlockIsRedAndItsEndIsSeen();
    void exportsWhatItShows();
    void cardsTellTheReasons();
    void noDeadlockIsSaidCalmly();
};

void WaitGraphPageTest::nobodyWaits() {
    Host<WaitGraphPage> host;
    QVERIFY(host.await([&] {
        const auto labels = host.page.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            // Not all threads of the machine can be looked into by every user
            return label->isVisible() && (label->text() == QStringLiteral("Nobody waits") ||
                                          label->text() == QStringLiteral("Nobody is seen to wait"));
        });
    }));
    QVERIFY(!host.page.findChild<QPushButton*>(QStringLiteral("exportGraph"))->isEnabled());
}

void WaitGraphPageTest::nobodyIsSeenToWait() {
    SessionProbe probe;
    WaitGraphPage page(probe.session);
    ProcessView view;
    view.waiters = std::make_shared<const std::vector<processes::Waiter>>();
    view.graph = std::make_shared<const processes::WaitGraph>();
    const auto saysOf = [&](const ProcessView& told, const QString& title) {
        page.apply(std::make_shared<const ProcessView>(told));
        const auto labels = page.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == title; });
    };
    QVERIFY(saysOf(view, QStringLiteral("Nobody waits")));
    view.threadsNotReadable = 1;
    QVERIFY(saysOf(view, QStringLiteral("Nobody is seen to wait")));
    // Somebody waits for what can't be told
    view.waiters = std::make_shared<const std::vector<processes::Waiter>>(1);
    QVERIFY(saysOf(view, QStringLiteral("No wait can be drawn")));
}

void WaitGraphPageTest::aLongWaitIsNoDeadlock() {
    const MadeObject set(Kind::Semaphore, 0x51a20001);
    ChildProcess child([&] {
        sembuf operation{0, -1, 0};
        return semop(set.id(), &operation, 1);
    });
    Host<WaitGraphPage> host;
    const auto* graph = host.page.findChild<WaitGraphView*>();
    QVERIFY(host.await([&] { return !graph->picture().boxes.empty(); }));
    QVERIFY(host.await([&] { return host.news() == QStringLiteral("1 process waits"); }));
    QTest::qWait(1500);
    for (const PictureArrow& arrow : graph->picture().arrows)
        QVERIFY(!arrow.inCycle);
    const auto& boxes = graph->picture().boxes;
    QVERIFY(std::any_of(boxes.begin(), boxes.end(), [](const PictureBox& box) {
        return box.title == QStringLiteral("0x51a20001 [0]") && box.state == QStringLiteral("value 0");
    }));
    QVERIFY(std::any_of(boxes.begin(), boxes.end(),
                        [&](const PictureBox& box) { return box.state == QStringLiteral("pid %1").arg(child.pid()); }));
}

void WaitGraphPageTest::aDeadlockIsRedAndItsEndIsSeen() {
    const MadeObject set(Kind::Semaphore, 0x51a20002, 0600, 2);
    Lockstep lockstep(set.id());
    Host<WaitGraphPage> host;
    QVERIFY(host.await([&] { return host.news().startsWith(QStringLiteral("Likely deadlock: ")); }));
    for (const QString& part : {QString::number(lockstep.first.pid()), QString::number(lockstep.second.pid()),
                                QStringLiteral("[0]"), QStringLiteral("[1]")})
        QVERIFY2(host.news().contains(part), qPrintable(host.news()));

    const auto* graph = host.page.findChild<WaitGraphView*>();
    QVERIFY(host.await([&] { return graph->picture().boxes.size() == 4; }));
    QCOMPARE(graph->picture().arrows.size(), std::size_t{4});
    for (const PictureArrow& arrow : graph->picture().arrows)
        QVERIFY(arrow.inCycle);
    const auto& boxes = graph->picture().boxes;
    QVERIFY(std::any_of(boxes.begin(), boxes.end(),
                        [](const PictureBox& box) { return box.title == words::printable(hostile); }));
    for (const PictureBox& box : boxes)
        QVERIFY(!box.title.contains(QChar(0x1b)));

    // A process has a menu with a signal; an object leads to itself
    const QSignalSpy objects(&host.page, &ProcessPage::objectActivated);
    const auto object =
        std::find_if(boxes.begin(), boxes.end(), [](const PictureBox& box) { return box.object.has_value(); });
    QTest::mouseClick(graph->viewport(), Qt::LeftButton, {}, graph->placeOf(object->id).center().toPoint());
    QCOMPARE(objects.size(), 1);
    const QSignalSpy asked(&host.page, &ProcessPage::signalAsked);
    const auto process =
        std::find_if(boxes.begin(), boxes.end(), [](const PictureBox& box) { return box.process.has_value(); });
    QTest::mouseClick(graph->viewport(), Qt::LeftButton, {}, graph->placeOf(process->id).center().toPoint());
    auto* send = host.page.findChild<QAction*>(QStringLiteral("sendSignal"));
    QVERIFY(send != nullptr);
    send->trigger();
    QCOMPARE(asked.size(), 1);

    lockstep.second.signal(SIGKILL);
    QVERIFY(host.await([&] { return !host.news().contains(QStringLiteral("deadlock")); }));
}

void WaitGraphPageTest::exportsWhatItShows() {
    const MadeObject set(Kind::Semaphore, 0x51a20003, 0600, 2);
    const Lockstep lockstep(set.id());
    Host<WaitGraphPage> host;
    const auto* graph = host.page.findChild<WaitGraphView*>();
    QVERIFY(host.await([&] { return graph->picture().boxes.size() == 4; }));
    const QTemporaryDir folder;
    QStringList said;
    connect(&host.page, &ProcessPage::message, this, [&](Severity, const QString& text) { said += text; });
    const auto write = [&](const char* action, const QString& path) {
        host.page.findChild<QAction*>(QLatin1String(action))->trigger();
        auto* dialog = host.page.findChild<QFileDialog*>(QStringLiteral("exportFile"));
        QVERIFY(dialog != nullptr);
        emit dialog->fileSelected(path);
        dialog->close();
        const auto before = said.size();
        QVERIFY(QTest::qWaitFor([&] { return said.size() > before; }));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    };
    write("exportPng", folder.filePath(QStringLiteral("graph.png")));
    QVERIFY2(said.last().startsWith(QStringLiteral("Wrote ")), qPrintable(said.last()));
    QVERIFY(!QImage(folder.filePath(QStringLiteral("graph.png"))).isNull());
    write("exportSvg", folder.filePath(QStringLiteral("none/graph.svg")));
    QVERIFY2(said.last().startsWith(QStringLiteral("Can\u2019t write ")), qPrintable(said.last()));
}

void WaitGraphPageTest::cardsTellTheReasons() {
    const MadeObject set(Kind::Semaphore, 0x51a20004, 0600, 2);
    Lockstep lockstep(set.id());
    Host<DeadlocksPage> host;
    QVERIFY(host.await([&] { return host.page.findChild<DeadlockCard*>() != nullptr; }));
    const auto* card = host.page.findChild<DeadlockCard*>();
    QStringList texts;
    for (const QLabel* label : card->findChildren<QLabel*>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        texts += label->text();
    }
    const QString all = texts.join(QLatin1Char('\n'));
    QVERIFY2(all.contains(QStringLiteral("Likely deadlock of 2 processes, seen for ")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("waits in semop [1] \u22121")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("[1] is 0 and was last operated on by ")), qPrintable(all));
    QVERIFY(!all.contains(QChar(0x1b)));

    // It stays the same card while it is the same deadlock
    QTest::qWait(1500);
    QCOMPARE(host.page.findChild<DeadlockCard*>(), card);
    const QSignalSpy objects(&host.page, &ProcessPage::objectActivated);
    const QSignalSpy asked(&host.page, &ProcessPage::signalAsked);
    card->findChild<QPushButton*>(QStringLiteral("showObject"))->click();
    card->findChild<QPushButton*>(QStringLiteral("sendSignal"))->click();
    QCOMPARE(objects.size(), 1);
    QCOMPARE(asked.size(), 1);
    host.probe.session.setLookOnly(true);
    QVERIFY(!card->findChild<QPushButton*>(QStringLiteral("sendSignal"))->isEnabled());

    lockstep.first.signal(SIGKILL);
    QVERIFY(host.await([&] { return host.page.findChild<DeadlockCard*>() == nullptr; }));
}

void WaitGraphPageTest::noDeadlockIsSaidCalmly() {
    Host<DeadlocksPage> host;
    QVERIFY(host.await([&] {
        const auto labels = host.page.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text() == QStringLiteral("No deadlock is likely now");
        });
    }));
}

IPCLENS_GUI_TEST_MAIN(WaitGraphPageTest)
#include "wait_graph_page_test.moc"
